"""Code frames: the themes of one source, the runs that suggested them, the versions people kept."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.database import Base


class Origin(StrEnum):
    """Who first thought of a theme. Special ones always exist."""

    MACHINE = "machine"
    PERSON = "person"
    SPECIAL = "special"


class Special(StrEnum):
    """The two codes that are there even when no theme is."""

    NONE = "none"
    NO_REASON = "no-reason"


class CodeFrame(Base):
    """The themes of one source (a question's answers, a thread's posts). `version` rises with every act and run."""

    __tablename__ = "code_frame"
    __table_args__ = (UniqueConstraint("source_kind", "source_id", name="one_frame_a_source"),)

    source_kind: Mapped[str] = mapped_column(String(20))
    source_id: Mapped[int]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=0)


class Run(Base):
    """One time the machine read everything. `digest` covers what it read, so that a run can be told from another."""

    __tablename__ = "theme_run"

    frame_id: Mapped[int] = mapped_column(ForeignKey("code_frame.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    asked_by: Mapped[int | None]  # a person's id; kept when the person is erased, so no foreign key
    software: Mapped[str] = mapped_column(String(60))
    method: Mapped[dict[str, Any]]
    seed: Mapped[int]
    answers: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))


class Theme(Base):
    """A line of the frame. What the machine wrote is never edited; a person's words stand beside it and win.

    A theme counts as itself while it is neither merged, nor dropped by a person, nor retired by starting again.
    """

    __tablename__ = "theme"

    frame_id: Mapped[int] = mapped_column(ForeignKey("code_frame.id", ondelete="CASCADE"), index=True)
    origin: Mapped[Origin]
    special: Mapped[Special | None]
    suggested_label: Mapped[str] = mapped_column(default="")
    suggested_description: Mapped[str] = mapped_column(default="")
    label: Mapped[str | None]  # a person's
    description: Mapped[str | None]  # a person's
    words: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)  # [word, weight], heaviest first
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    pinned_at: Mapped[datetime | None]  # kept when somebody starts again, touched or not
    dropped_at: Mapped[datetime | None]
    retired_at: Mapped[datetime | None]  # left behind when somebody started again
    run_id: Mapped[int | None] = mapped_column(ForeignKey("theme_run.id"))  # the run that first found it
    position: Mapped[int] = mapped_column(default=0)

    @property
    def name(self) -> str:
        return self.label or self.suggested_label

    @property
    def live(self) -> bool:
        """Whether it counts as itself; in SQL `coding.is_live`."""
        return self.merged_into_id is None and self.dropped_at is None and self.retired_at is None

    @property
    def about(self) -> str:
        return self.suggested_description if self.description is None else self.description


class FrameVersion(Base):
    """A code frame as it stood at a moment somebody named: kept whole, so that a report can always be made again."""

    __tablename__ = "frame_version"
    __table_args__ = (UniqueConstraint("frame_id", "number", name="one_version_a_number"),)

    frame_id: Mapped[int] = mapped_column(ForeignKey("code_frame.id", ondelete="CASCADE"))
    number: Mapped[int]
    at: Mapped[datetime]
    person_id: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    content: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))


class FrameCoder(Base):
    """What is needed to code a new answer at once, without reading everything again: the state of `text.coder`."""

    __tablename__ = "frame_coder"

    frame_id: Mapped[int] = mapped_column(ForeignKey("code_frame.id", ondelete="CASCADE"), unique=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("theme_run.id"))
    state: Mapped[bytes]
