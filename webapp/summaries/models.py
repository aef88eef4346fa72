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
