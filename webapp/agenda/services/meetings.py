"""Everything that changes bodies and their meetings. Services flush; the request commits."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.agenda.models import Body, BodyKind, Meeting
from webapp.agenda.rules.agendas import Wrong, why_not_change, why_not_meet
from webapp.agenda.rules.clear_days import Days
from webapp.audit.services import record
from webapp.database import refused_as
from webapp.i18n import _, _l
from webapp.refusals import Refused
from webapp.slugs import free_slug, slug_of


class NameTaken(Refused):
    message = _l("There is a body of this name already.")

    def __init__(self) -> None:
        super().__init__(field="name")


class MeetsThen(Refused):
    message = _l("This body meets at that time already.")

    def __init__(self) -> None:
        super().__init__(field="day")


_TAKEN: dict[str, type[Refused]] = {
    "uq_body_name": NameTaken,
    "uq_body_slug": NameTaken,
    "one_meeting_at_a_time": MeetsThen,
}


@dataclass(frozen=True, kw_only=True)
class BodyWords:
    """What the office says of a body."""

    name: str
    kind: BodyKind
    about: str = ""
    area_id: int | None = None
    plan_days: int = 28
    plan_counting: Days = Days.CALENDAR
    agenda_days: int = 5
    agenda_counting: Days = Days.WORKING
    call_in_days: int = 5
    legal_basis: str = ""


def found_body(session: Session, *, words: BodyWords, actor_id: int) -> Body:
    """Raises `NameTaken`."""
    name = " ".join(words.name.split())
    taken = session.scalars(select(Body.slug).where(Body.slug.startswith(slug_of(name, otherwise="body"))))
    body = Body(slug=free_slug(slug_of(name, otherwise="body"), set(taken)))
    _write(body, words)
    with refused_as(session, _TAKEN):
        session.add(body)
        session.flush()
    record(session, actor_id=actor_id, act="made a body", subject=f"body:{body.id}", words=body.name)
    return body


def change_body(session: Session, *, body: Body, words: BodyWords, actor_id: int) -> None:
    """Its address stays. Raises `NameTaken`."""
    with refused_as(session, _TAKEN):
        _write(body, words)
        session.flush()
    record(session, actor_id=actor_id, act="changed a body", subject=f"body:{body.id}", words=body.name,
           plan_days=body.plan_days, agenda_days=body.agenda_days, call_in_days=body.call_in_days)  # fmt: skip


def call_meeting(session: Session, *, body: Body, starts_at: datetime, where: str, actor_id: int) -> Meeting:
    """Raises `Refused` at its field; `MeetsThen`, which is one."""
    refuse(why_not_meet(starts_at=starts_at, now=clock.now()))
    meeting = Meeting(body_id=body.id, starts_at=starts_at, where=where.strip())
    with refused_as(session, _TAKEN):
        session.add(meeting)
        session.flush()
    record(session, actor_id=actor_id, act="called a meeting", subject=f"meeting:{meeting.id}",
           starts_at=starts_at.isoformat())  # fmt: skip
    return meeting


def move_meeting(
    session: Session, *, meeting: Meeting, starts_at: datetime, where: str, reason: str, actor_id: int
) -> None:  # fmt: skip
    """Another time or place, with the reason in public. Notice is counted to the new day from then on."""
    lock(session, meeting)
    now = clock.now()
    wrong = why_not_change(starts_at=meeting.starts_at, cancelled=meeting.cancelled_at is not None, now=now)
    if wrong:
        raise Refused(wrong)
    refuse(why_not_meet(starts_at=starts_at, now=now))
    if not reason.strip():
        raise Refused(_("Say why. People will read it."), field="reason")
    before = meeting.starts_at
    with refused_as(session, _TAKEN):
        if starts_at != before:
            meeting.moved_from, meeting.starts_at = before, starts_at
        meeting.where, meeting.moved_reason = where.strip(), reason.strip()
        session.flush()
    record(session, actor_id=actor_id, act="moved a meeting", subject=f"meeting:{meeting.id}", words=reason.strip(),
           before=before.isoformat(), after=starts_at.isoformat())  # fmt: skip


def cancel_meeting(session: Session, *, meeting: Meeting, reason: str, actor_id: int) -> None:
    """It stays at its address, with the reason; its items wait for another meeting."""
    lock(session, meeting)
    wrong = why_not_change(starts_at=meeting.starts_at, cancelled=meeting.cancelled_at is not None, now=clock.now())
    if wrong:
        raise Refused(wrong)
    if not reason.strip():
        raise Refused(_("Say why. People will read it."), field="reason")
    meeting.cancelled_at, meeting.cancelled_reason = clock.now(), reason.strip()
    session.flush()
    record(session, actor_id=actor_id, act="cancelled a meeting", subject=f"meeting:{meeting.id}", words=reason.strip())


def lock(session: Session, meeting: Meeting) -> None:
    """Wait until nobody else changes this meeting, and see it as it is then."""
    session.refresh(meeting, with_for_update=True)


def _write(body: Body, words: BodyWords) -> None:
    body.name, body.kind, body.about = " ".join(words.name.split()), words.kind, words.about.strip()
    body.area_id, body.legal_basis = words.area_id, words.legal_basis.strip()
    body.plan_days, body.plan_counting = words.plan_days, words.plan_counting
    body.agenda_days, body.agenda_counting = words.agenda_days, words.agenda_counting
    body.call_in_days = words.call_in_days


def refuse(wrong: Wrong) -> None:
    """Raise `Refused` at the field that the rules named."""
    if wrong:
        raise Refused(wrong[1], field=wrong[0])
