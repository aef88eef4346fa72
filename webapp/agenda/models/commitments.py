"""Commitments: what was promised, by whom, until when, and how it goes. Whether it is late follows from the clock."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.database import Base


class Commitment(Base):
    """A promise. It follows from a decision, or from a project that a poll funded (`poll_id`, `option_id`)."""

    __tablename__ = "commitment"
    __table_args__ = (
        CheckConstraint("decision_id IS NOT NULL OR poll_id IS NOT NULL", name="follows_from_something"),
        UniqueConstraint("poll_id", "option_id", name="one_commitment_a_project"),
        Index("ix_commitment_due", "delivered_on", "due_on"),
    )

    decision_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_decision.id"), index=True)
    poll_id: Mapped[int | None] = mapped_column(ForeignKey("poll.id"))
    option_id: Mapped[int | None] = mapped_column(ForeignKey("poll_option.id"))
    title: Mapped[str] = mapped_column(String(200))
    what: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(String(120))
    owner_email: Mapped[str] = mapped_column(String(254), default="")  # where the reminder goes; never shown in public
    starts_on: Mapped[date | None]
    due_on: Mapped[date]
    budget_pence: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[datetime]
    created_by: Mapped[int | None]
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    delivered_on: Mapped[date | None]
    delivered_words: Mapped[str] = mapped_column(default="")  # what came of it
    dropped_on: Mapped[date | None]
    dropped_reason: Mapped[str] = mapped_column(default="")

    milestones: Mapped[list["Milestone"]] = relationship(order_by="Milestone.due_on", passive_deletes=True)
    updates: Mapped[list["CommitmentUpdate"]] = relationship(order_by="CommitmentUpdate.id", passive_deletes=True)


class Milestone(Base):
    """A step on the way, with its own date."""

    __tablename__ = "milestone"

    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    due_on: Mapped[date]
    done_on: Mapped[date | None]


class CommitmentUpdate(Base):
    """News of how it goes; `due_on` where the date was moved with it, from `was_due_on`."""

    __tablename__ = "commitment_update"

    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    by: Mapped[int | None]
    words: Mapped[str]
    due_on: Mapped[date | None]
    was_due_on: Mapped[date | None]


class ReminderKind(StrEnum):
    """What an owner is reminded of."""

    BEFORE = "before"  # the day comes near
    TURNED = "turned"  # the day has passed: it is amber now
    SILENT = "silent"  # news is wanted before it turns red


class Reminder(Base):
    """That the owner was reminded of this day in this way: at most once, however often the worker begins again."""

    __tablename__ = "commitment_reminder"
    __table_args__ = (UniqueConstraint("commitment_id", "kind", "day", name="one_reminder"),)

    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id", ondelete="CASCADE"))
    kind: Mapped[ReminderKind]
    day: Mapped[date]
    at: Mapped[datetime]
