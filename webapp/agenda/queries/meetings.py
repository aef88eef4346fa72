"""Reading bodies and their meetings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from webapp.agenda.models import AgendaItem, Body, Meeting, MeetingDocument
from webapp.files.models import StoredFile

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting, whose it is, and how many items stand on it."""

    meeting: Meeting
    body: Body
    items: int


def list_bodies(session: Session) -> Sequence[Body]:
    return session.scalars(select(Body).order_by(Body.name)).all()


def find_body(session: Session, slug: str) -> Body | None:
    return session.scalar(select(Body).where(Body.slug == slug))


def list_coming(session: Session, *, now: datetime, body_id: int | None = None, most: int = A_PAGE) -> list[Met]:
    """Meetings still to come, the next one first; cancelled ones too, since people may have them in their diary."""
    return _met(session, _of(body_id).where(Meeting.starts_at >= now).order_by(Meeting.starts_at, Meeting.id), most)


def list_past(session: Session, *, now: datetime, body_id: int | None = None, most: int = A_PAGE) -> list[Met]:
    """Meetings that have begun, the last one first."""
    found = _of(body_id).where(Meeting.starts_at < now).order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    return _met(session, found, most)


def _of(body_id: int | None) -> Select[Meeting, Body, int]:
    items = (
        select(func.count(AgendaItem.id))
        .where(AgendaItem.meeting_id == Meeting.id, AgendaItem.planned_at.is_not(None))
        .where(AgendaItem.withdrawn_at.is_(None))
        .scalar_subquery()
    )
    found = select(Meeting, Body, items).join(Body, Body.id == Meeting.body_id)
    return found if body_id is None else found.where(Meeting.body_id == body_id)


def _met(session: Session, found: Select[Meeting, Body, int], most: int) -> list[Met]:
    return [Met(*row) for row in session.execute(found.limit(most))]


def find_meeting(session: Session, meeting_id: int) -> Row[Meeting, Body] | None:
    """(meeting, body)."""
    if meeting_id >= 2**31:
        return None
    found = select(Meeting, Body).join(Body, Body.id == Meeting.body_id).where(Meeting.id == meeting_id)
    return session.execute(found).one_or_none()


def list_documents(session: Session, meeting_id: int) -> list[tuple[MeetingDocument, StoredFile]]:
    """The newest of each kind, and of each item's one page."""
    newest = (
        select(func.max(MeetingDocument.id))
        .where(MeetingDocument.meeting_id == meeting_id)
        .group_by(MeetingDocument.kind, MeetingDocument.item_id)
    )
    found = (
        select(MeetingDocument, StoredFile)
        .join(StoredFile, StoredFile.id == MeetingDocument.file_id)
        .where(MeetingDocument.id.in_(newest))
        .order_by(MeetingDocument.id)
    )
    return [(document, file) for document, file in session.execute(found)]
