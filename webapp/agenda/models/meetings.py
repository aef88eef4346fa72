"""Bodies that decide, their meetings, and what is on the agenda of each."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.agenda.rules.clear_days import Days
from webapp.database import Base
from webapp.files.models import StoredFile


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
    plan_counting: Mapped[Days] = mapped_column(default=Days.CALENDAR)
    agenda_days: Mapped[int] = mapped_column(default=5)  # an agenda is public so long before its meeting
    agenda_counting: Mapped[Days] = mapped_column(default=Days.WORKING)
    call_in_days: Mapped[int] = mapped_column(default=5)  # working days in which a decision can be called in
    legal_basis: Mapped[str] = mapped_column(default="")


class Meeting(Base):
    """A body meets. Its agenda is public from `agenda_published_at` on. `moved_from`: when it was to be before."""

    __tablename__ = "meeting"
    __table_args__ = (UniqueConstraint("body_id", "starts_at", name="one_meeting_at_a_time"),)

    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    where: Mapped[str] = mapped_column(String(200), default="")
    agenda_published_at: Mapped[datetime | None]
    late_reason: Mapped[str] = mapped_column(default="")  # why the agenda came with less notice than it should
    cancelled_at: Mapped[datetime | None]
    cancelled_reason: Mapped[str] = mapped_column(default="")
    moved_from: Mapped[datetime | None]
    moved_reason: Mapped[str] = mapped_column(default="")


class AgendaItem(Base):
    """Something that a body will consider. In the forward plan from `planned_at` on; at a meeting once it is known.

    `position`: its place where a person overruled the score, with their reason; None follows the score.
    """

    __tablename__ = "agenda_item"
    __table_args__ = (Index("ix_agenda_item_meeting", "meeting_id", "position"),)

    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    title: Mapped[str] = mapped_column(String(200))
    what: Mapped[str] = mapped_column(default="")  # what is to be decided
    recommended: Mapped[str] = mapped_column(default="")  # what the officers recommend
    key_decision: Mapped[bool] = mapped_column(default=False)
    none_raised: Mapped[bool] = mapped_column(default=False)  # said by a person: no issue was raised about this
    urgency: Mapped[int] = mapped_column(default=0)  # 0 can wait to 3 cannot wait
    urgency_reason: Mapped[str] = mapped_column(default="")
    deadline_on: Mapped[date | None]  # by when the law wants it decided
    short_notice_reason: Mapped[str] = mapped_column(default="")  # why it is taken with less notice than it should
    short_notice_agreed_by: Mapped[str] = mapped_column(String(160), default="")  # who agreed that it cannot wait
    position: Mapped[int | None]
    position_reason: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    created_by: Mapped[int | None]
    planned_at: Mapped[datetime | None] = mapped_column(index=True)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="")


class ItemIssue(Base):
    """An issue that an item brings to the table.

    `measured`: counted when the issue is put on the item, from figures that do not change any more: "heard", how many
    of each place raise it, answered, and live there (as `ordering.Heard`); "agreement" on its coding, from 0 to 1.
    """

    __tablename__ = "agenda_item_issue"
    __table_args__ = (UniqueConstraint("item_id", "issue_id", name="one_issue_an_item"),)

    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"))
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    measured: Mapped[dict[str, Any]] = mapped_column(default=dict)


class DocumentKind(StrEnum):
    """What is made of an agenda for people who want paper."""

    AGENDA_PDF = "agenda-pdf"
    AGENDA_DOCX = "agenda-docx"
    APPENDIX_PDF = "appendix-pdf"
    APPENDIX_DOCX = "appendix-docx"
    ONE_PAGE_PDF = "one-page-pdf"


class MeetingDocument(Base):
    """One file of a meeting, as it stood at `made_at`; a councillor's one page names its item."""

    __tablename__ = "meeting_document"
    __table_args__ = (Index("ix_meeting_document_of", "meeting_id", "kind", "item_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    kind: Mapped[DocumentKind]
    made_at: Mapped[datetime]
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), index=True)

    stored: Mapped[StoredFile] = relationship(lazy="raise")
