"""Decisions: what was decided, by whom, why, what else was considered, and how each issue was."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.database import Base


class Decision(Base):
    """A decision on an agenda item. Public from `published_at` on, and never edited then; it takes effect when
    `call_in_until`, the last day of its call-in window, is over, unless it was called in.

    A correction is a record of its own that names the one it `replaces_id`, with `correction_reason`.
    """

    __tablename__ = "agenda_decision"
    __table_args__ = (
        Index(
            "one_decision_an_item",
            "item_id",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL AND published_at IS NOT NULL"),
            postgresql_where=text("withdrawn_at IS NULL AND published_at IS NOT NULL"),
        ),
        Index(
            "one_draft_decision_an_item",
            "item_id",
            unique=True,
            sqlite_where=text("published_at IS NULL"),
            postgresql_where=text("published_at IS NULL"),
        ),
        Index("ix_agenda_decision_public", "published_at", "id"),
    )

    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    decided_on: Mapped[date]
    maker: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(200))
    what: Mapped[str]  # what was decided
    reasons: Mapped[str]
    none_raised: Mapped[bool] = mapped_column(default=False)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None]
    published_at: Mapped[datetime | None]
    call_in_until: Mapped[date | None]  # the last day, fixed when it is published
    called_in_at: Mapped[datetime | None]
    called_in_by: Mapped[str] = mapped_column(String(200), default="")
    called_in_reason: Mapped[str] = mapped_column(default="")
    call_in_ended_on: Mapped[date | None]
    call_in_stands: Mapped[bool] = mapped_column(default=False)  # whether the decision stood after it was looked at
    call_in_outcome: Mapped[str] = mapped_column(default="")  # in words
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_decision.id"), index=True)
    correction_reason: Mapped[str] = mapped_column(default="")
    withdrawn_at: Mapped[datetime | None]  # replaced by a later record
    withdrawn_reason: Mapped[str] = mapped_column(default="")

    options: Mapped[list["DecisionOption"]] = relationship(order_by="DecisionOption.id", passive_deletes=True)
    interests: Mapped[list["Interest"]] = relationship(order_by="Interest.id", passive_deletes=True)
    issues: Mapped[list["DecisionIssue"]] = relationship(order_by="DecisionIssue.id", passive_deletes=True)


class DecisionOption(Base):
    """An option that was considered and not taken, and why."""

    __tablename__ = "decision_option"

    decision_id: Mapped[int] = mapped_column(ForeignKey("agenda_decision.id", ondelete="CASCADE"), index=True)
    words: Mapped[str]
    why_rejected: Mapped[str]


class Interest(Base):
    """An interest that somebody declared, and what they did (left the room, did not vote)."""

    __tablename__ = "decision_interest"

    decision_id: Mapped[int] = mapped_column(ForeignKey("agenda_decision.id", ondelete="CASCADE"), index=True)
    who: Mapped[str] = mapped_column(String(120))
    what: Mapped[str]
    action: Mapped[str]


class DecisionIssue(Base):
    """How one issue was considered."""

    __tablename__ = "decision_issue"
    __table_args__ = (UniqueConstraint("decision_id", "issue_id", name="one_issue_a_decision"),)

    decision_id: Mapped[int] = mapped_column(ForeignKey("agenda_decision.id", ondelete="CASCADE"))
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    how: Mapped[str]
