"""Bodies that decide, their meetings, and what is on the agenda of each."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.database import Base


class BodyKind(StrEnum):
    BOARD = "board"
    CABINET = "cabinet"
    COMMITTEE = "committee"
    FORUM = "neighbourhood forum"


class Body(Base):
    """Who decides. The two notices are in clear days; `legal_basis` says where they come from."""

    __tablename__ = "body"

    name: Mapped[str] = mapped_column(String(160), unique=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[BodyKind]
    about: Mapped[str] = mapped_column(default="")
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id", ondelete="SET NULL"), index=True)
    plan_days: Mapped[int] = mapped_column(default=28)  # a key decision stands in the forward plan so long before
    agenda_days: Mapped[int] = mapped_column(default=5)  # an agenda is public so long before its meeting
    call_in_days: Mapped[int] = mapped_column(default=5)  # working days in which a decision can be called in
    legal_basis: Mapped[str] = mapped_column(default="")


class Meeting(Base):
    """A body meets. Its agenda is public from `agenda_published_at` on."""

    __tablename__ = "meeting"
    __table_args__ = (UniqueConstraint("body_id", "starts_at", name="one_meeting_at_a_time"),)

    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    where: Mapped[str] = mapped_column(String(200), default="")
    agenda_published_at: Mapped[datetime | None]
    late_reason: Mapped[str] = mapped_column(default="")  # why the agenda came with less notice than it should
    cancelled_at: Mapped[datetime | None]
    cancelled_reason: Mapped[str] = mapped_column(default="")


class AgendaItem(Base):
    """Something that a body will consider. In the forward plan from `planned_at` on; at a meeting once it is known.

    `position`: its place where a person overruled the score, with their reason; None follows the score.
    """

    __tablename__ = "agenda_item"
    __table_args__ = (Index("ix_agenda_item_meeting", "meeting_id", "position"),)

    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    title: Mapped[str] = mapped_column(String(200))
    what: Mapped[str] = mapped_column(default="")  # what is to be decided, and what is recommended
    key_decision: Mapped[bool] = mapped_column(default=False)
    none_raised: Mapped[bool] = mapped_column(default=False)  # said by a person: no issue was raised about this
    urgency: Mapped[int] = mapped_column(default=0)  # 0 can wait to 3 cannot wait
    urgency_reason: Mapped[str] = mapped_column(default="")
    short_notice_reason: Mapped[str] = mapped_column(default="")  # why it is taken with less notice than it should
    position: Mapped[int | None]
    position_reason: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    created_by: Mapped[int | None]
    planned_at: Mapped[datetime | None] = mapped_column(index=True)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="")


class ItemIssue(Base):
    """An issue that an item brings to the table."""

    __tablename__ = "agenda_item_issue"
    __table_args__ = (UniqueConstraint("item_id", "issue_id", name="one_issue_an_item"),)

    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"))
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
