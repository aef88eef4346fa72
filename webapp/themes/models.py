"""What was said, under codes: frames, what a machine suggested, what people decided, and every act that changed it.

A suggestion and a decision are separate rows and neither overwrites the other. Themes are never deleted, so that every
act can be undone and every number of the past can be explained.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
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


class Verdict(StrEnum):
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class ActKind(StrEnum):
    """What people do to a frame."""

    RENAME = "rename"
    DESCRIBE = "describe"
    MERGE = "merge"
    SPLIT = "split"
    DROP = "drop"
    RESTORE = "restore"
    ADD = "add"
    MOVE = "move"
    ACCEPT = "accept"
    REJECT = "reject"
    UNDO = "undo"
    START_AGAIN = "start again"


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


class Campaign(Base):
    """A letter many people sent, found anew by each run. Its typical copy is pointed at, so that it can be erased."""

    __tablename__ = "campaign"
    __table_args__ = (UniqueConstraint("frame_id", "number", name="one_campaign_a_number"),)

    frame_id: Mapped[int] = mapped_column(ForeignKey("code_frame.id", ondelete="CASCADE"))
    number: Mapped[int]
    typical_item_id: Mapped[int]


class ThemedItem(Base):
    """An answer (or post) that was read, by a run or by a person. One that came later has no row until the next run."""

    __tablename__ = "themed_item"
    __table_args__ = (
        UniqueConstraint("frame_id", "item_id", name="one_reading_an_item"),
        Index("ix_themed_item_campaign", "campaign_id"),
    )

    frame_id: Mapped[int] = mapped_column(ForeignKey("code_frame.id", ondelete="CASCADE"))
    item_id: Mapped[int]
    run_id: Mapped[int] = mapped_column(ForeignKey("theme_run.id"))
    digest: Mapped[str] = mapped_column(String(32))  # of the words that were read
    language: Mapped[str] = mapped_column(String(8), default="")
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id", ondelete="SET NULL"))


class Excerpt(Base):
    """The characters `start` to `end` of an answer (or post)."""

    __tablename__ = "excerpt"
    __table_args__ = (
        UniqueConstraint("frame_id", "item_id", "start", "end", name="one_excerpt_a_span"),
        Index("ix_excerpt_item", "item_kind", "item_id"),
    )

    frame_id: Mapped[int] = mapped_column(ForeignKey("code_frame.id", ondelete="CASCADE"))
    item_kind: Mapped[str] = mapped_column(String(20))
    item_id: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]


class Suggestion(Base):
    """The machine's: this excerpt is about this theme, this surely (0 to 1). `rank`: its place among typical ones."""

    __tablename__ = "suggestion"
    __table_args__ = (UniqueConstraint("excerpt_id", "theme_id", name="one_suggestion"),)

    run_id: Mapped[int] = mapped_column(ForeignKey("theme_run.id"))
    excerpt_id: Mapped[int] = mapped_column(ForeignKey("excerpt.id", ondelete="CASCADE"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), index=True)
    confidence: Mapped[float]
    rank: Mapped[int | None]


class Decision(Base):
    """A person's: this excerpt is, or is not, about this theme."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("excerpt_id", "theme_id", name="one_decision"),)

    excerpt_id: Mapped[int] = mapped_column(ForeignKey("excerpt.id", ondelete="CASCADE"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), index=True)
    verdict: Mapped[Verdict]
    person_id: Mapped[int]
    at: Mapped[datetime]


class Act(Base):
    """One thing a person did. `facts` hold what was before and after (see `rules.Change`), enough to undo it."""

    __tablename__ = "theme_act"

    frame_id: Mapped[int] = mapped_column(ForeignKey("code_frame.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None]
    kind: Mapped[ActKind]
    facts: Mapped[dict[str, Any]]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("theme_act.id"))
