"""Snapshots: the figures of one moment, and the files that were made of them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.database import Base
from webapp.files.models import StoredFile


class FileKind(StrEnum):
    """The files of a snapshot, in the order in which they are shown."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    CODEBOOK = "codebook"
    JSON = "json"


class Snapshot(Base):
    """What a summary said at one moment. Never changed: `digest` is the SHA-256 of its JSON file."""

    __tablename__ = "snapshot"
    __table_args__ = (Index("ix_snapshot_of", "consultation_id", "id"),)

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"))
    made_at: Mapped[datetime]
    made_by: Mapped[int | None]
    software: Mapped[str] = mapped_column(String(40))
    sheet_version: Mapped[str] = mapped_column(String(32))
    frame_versions: Mapped[dict[str, Any]]  # question key → version and digest of its code frame
    figures: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))

    files: Mapped[list["SnapshotFile"]] = relationship(order_by="SnapshotFile.id")


class SnapshotFile(Base):
    """One file of a snapshot. Its fingerprint outlives the stored bytes, which go when they expire."""

    __tablename__ = "snapshot_file"
    __table_args__ = (UniqueConstraint("snapshot_id", "kind", name="one_file_a_kind"),)

    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id", ondelete="CASCADE"))
    kind: Mapped[FileKind]
    name: Mapped[str] = mapped_column(String(200))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id", ondelete="SET NULL"), index=True)

    stored: Mapped[StoredFile | None] = relationship(lazy="raise")


class Publication(Base):
    """A snapshot made public: what anybody may read and cite from now on. `number` counts those of a consultation.

    Its files never expire. Figures, code frame and software version are those of its snapshot, and what follows here is
    never changed after it: a later frame is a new publication.
    """

    __tablename__ = "publication"
    __table_args__ = (UniqueConstraint("consultation_id", "number", name="one_publication_a_number"),)

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"))
    number: Mapped[int]
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"), unique=True)
    published_at: Mapped[datetime] = mapped_column(index=True)
    published_by: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")  # what is different from the one before


class PublishedTheme(Base):
    """A theme as it was published: its name and how many people raised it, of how many who answered the question."""

    __tablename__ = "published_theme"
    __table_args__ = (UniqueConstraint("publication_id", "theme_id", name="one_theme_a_publication"),)

    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id", ondelete="CASCADE"))
    theme_id: Mapped[int] = mapped_column(index=True)  # kept when the theme goes, so no foreign key
    question_id: Mapped[int]
    name: Mapped[str]
    about: Mapped[str] = mapped_column(default="")
    people: Mapped[int]
    base: Mapped[int]
    supporting: Mapped[int | None]  # of them, who ticked that they are for it; None where nobody was asked
    opposing: Mapped[int | None]
    special: Mapped[str | None] = mapped_column(String(20))  # "none" or "no-reason": answers that raise nothing


class PublishedCoding(Base):
    """That a response is counted under a published theme. It outlives the response, so that the count stays true."""

    __tablename__ = "published_coding"
    __table_args__ = (
        UniqueConstraint("published_theme_id", "response_id", name="one_count_a_response"),
        Index("ix_published_coding_response", "response_id"),
    )

    published_theme_id: Mapped[int] = mapped_column(ForeignKey("published_theme.id", ondelete="CASCADE"))
    response_id: Mapped[int]  # no foreign key: see above


class PublishedQuote(Base):
    """Words that a respondent allowed to be shown, under a published theme. They go when their respondent takes them
    back, and are redacted when a name is found in them; the count stays."""

    __tablename__ = "published_quote"
    __table_args__ = (UniqueConstraint("published_theme_id", "answer_id", "start", name="one_quote_a_span"),)

    published_theme_id: Mapped[int] = mapped_column(ForeignKey("published_theme.id", ondelete="CASCADE"))
    answer_id: Mapped[int] = mapped_column(index=True)
    start: Mapped[int]
    end: Mapped[int]
    text: Mapped[str]
    rank: Mapped[int | None]
    attribution: Mapped[str] = mapped_column(default="")  # how its writer may be named
    dissenting: Mapped[bool] = mapped_column(default=False)  # by somebody who ticked the other side
