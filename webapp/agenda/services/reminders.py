"""Reminding owners by mail, before everybody sees that something is late: each day in each way at most once.

Public colours follow the clock and wait for no reminder; a worker that is down makes nobody look better.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.agenda.models import Commitment, Milestone, Reminder, ReminderKind
from webapp.agenda.queries.lateness import facts_in_sql, promise_of
from webapp.database import refused_as
from webapp.jobs import services as jobs
from webapp.refusals import Refused

JOB = "remind-owner"
_MORNING = time(7)
_MIDNIGHT = time()


class AlreadyReminded(Refused):
    """The worker began again after this mail had left."""


def plan(session: Session, *, commitment: Commitment, zone: str, today: date, before: int, silent: int) -> None:
    """Ask for a job at each moment of a reminder that is still to come; one that was asked for stays as it is."""
    for kind, day, on, hour in _moments(session, commitment, today, before, silent):
        due = clock.from_local(datetime.combine(on, hour), zone)
        subject = f"commitment:{commitment.id} {kind} {day.isoformat()}"
        if due <= clock.now():
            continue
        try:
            jobs.enqueue(session, kind=JOB, subject=subject, due_at=due, commitment_id=commitment.id,
                         reminder=kind.value, day=day.isoformat())  # fmt: skip
        except jobs.AlreadyRunning:
            continue


def _moments(
    session: Session, commitment: Commitment, today: date, before: int, silent: int
) -> Iterator[tuple[ReminderKind, date, date, time]]:
    """(kind, day it is about, day and hour on which it leaves). Amber begins at midnight: so does its mail."""
    for day in _open_days(session, commitment):
        yield ReminderKind.BEFORE, day, day - timedelta(days=before), _MORNING
        yield ReminderKind.TURNED, day, day + timedelta(days=1), _MIDNIGHT
    news = max(today, commitment.starts_on or today) + timedelta(days=silent)
    yield ReminderKind.SILENT, news, news - timedelta(days=before), _MORNING


def is_still_true(
    session: Session, *, commitment: Commitment, kind: ReminderKind, day: date, today: date, zone: str, silent: int
) -> bool:
    """Whether there is still something to remind of: it goes on, the day is still its day, nobody spoke meanwhile."""
    if commitment.published_at is None or commitment.delivered_on is not None or commitment.dropped_on is not None:
        return False
    if kind is ReminderKind.SILENT:
        news = _last_day_with_news(session, commitment, zone)
        return news is not None and news + timedelta(days=silent) == day
    return day in _open_days(session, commitment) and (kind is ReminderKind.TURNED or today <= day)


def note(session: Session, *, commitment: Commitment, kind: ReminderKind, day: date) -> None:
    """Keep that this reminder leaves, in the transaction in which it does. Raises `AlreadyReminded`."""
    with refused_as(session, {"one_reminder": AlreadyReminded}):
        session.add(Reminder(commitment_id=commitment.id, kind=kind, day=day, at=clock.now()))
        session.flush()


def _last_day_with_news(session: Session, commitment: Commitment, zone: str) -> date | None:
    step, news, _first = session.execute(select(*facts_in_sql()).where(Commitment.id == commitment.id)).one()
    return promise_of(commitment, step_on=step, news=news, zone=zone).news_on


def _open_days(session: Session, commitment: Commitment) -> list[date]:
    """The day of the whole, and of each step that is not done."""
    steps = select(Milestone.due_on).where(Milestone.commitment_id == commitment.id, Milestone.done_on.is_(None))
    return sorted({commitment.due_on, *session.scalars(steps)})
