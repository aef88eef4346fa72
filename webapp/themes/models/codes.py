"""Excerpts under themes: what a machine suggested and what people decided, side by side."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.database import Base


class Verdict(StrEnum):
    ACCEPTED = "accepted"
    REJECTED = "rejected"


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
    stance: Mapped[str | None] = mapped_column(String(10))


class Decision(Base):
    """A person's: this excerpt is, or is not, about this theme."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("excerpt_id", "theme_id", name="one_decision"),)

    excerpt_id: Mapped[int] = mapped_column(ForeignKey("excerpt.id", ondelete="CASCADE"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), index=True)
    verdict: Mapped[Verdict]
    stance: Mapped[str | None] = mapped_column(String(10))
    person_id: Mapped[int]
    at: Mapped[datetime]
