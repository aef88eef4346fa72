"""Asking for work, taking it, and telling how far it is."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from webapp import clock
from webapp.database import refused_as
from webapp.i18n import _, _l
from webapp.jobs.models import MOST_TRIES, SILENT_AFTER, Job
from webapp.refusals import Refused


class AlreadyRunning(Refused):
    message = _l("This is being done already.")


class Cancelled(Exception):
    """The person who asked for the work no longer wants it."""


def enqueue(
    session: Session,
    *,
    kind: str,
    subject: str,
    asked_by: int | None = None,
    due_at: datetime | None = None,
    **facts: Any,
) -> Job:
    """Ask for work. Raises `AlreadyRunning` when the same work on the same thing is open."""
    now = clock.now()
    job = Job(kind=kind, subject=subject, asked_by=asked_by, facts=facts, created_at=now, due_at=due_at or now)
    with refused_as(session, {"one_open_job": AlreadyRunning}):
        session.add(job)
        session.flush()
    return job


def find_latest(session: Session, *, kind: str, subject: str) -> Job | None:
    return session.scalar(select(Job).where(Job.kind == kind, Job.subject == subject).order_by(Job.id.desc()).limit(1))


def ask_to_cancel(session: Session, job: Job) -> None:
    """A waiting job ends at once; a running one at its next step."""
    now = clock.now()
    job.cancel_asked_at = now
    if not job.tries:
        job.finished_at = now
    session.flush()


def take(session: Session) -> Job | None:
    """The oldest job that is due and nobody is working on, now ours; None when there is none.

    A job whose worker has been silent for `SILENT_AFTER` is taken again, at most `MOST_TRIES` times in all.
    """
    now = clock.now()
    free = (
        select(Job.id)
        .where(Job.finished_at.is_(None), Job.due_at <= now, Job.tries < MOST_TRIES)
        .where(or_(Job.heard_at.is_(None), Job.heard_at < now - SILENT_AFTER))
        .order_by(Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    job_id = session.scalar(free)
    if job_id is None:
        return None
    job = session.get_one(Job, job_id, populate_existing=True)
    job.heard_at, job.tries = now, job.tries + 1
    session.flush()
    return job


def give_up_lost(session: Session) -> int:
    """End the jobs that were tried `MOST_TRIES` times and went silent each time. How many there were."""
    now = clock.now()
    lost = (Job.finished_at.is_(None), Job.tries >= MOST_TRIES, Job.heard_at < now - SILENT_AFTER)
    words = _("This stopped three times without finishing. Ask whoever runs the site to look at the log.")
    ended = session.execute(update(Job).where(*lost).values(finished_at=now, error=words))
    return int(getattr(ended, "rowcount", 0))


def retry_later(session: Session, job: Job, *, wait: timedelta, reason: str) -> None:
    """Put the job back; it is tried again after `wait`."""
    job.due_at, job.heard_at, job.step = clock.now() + wait, None, reason
    session.flush()


def finish(session: Session, job: Job, *, result: dict[str, Any] | None = None, error: str | None = None) -> None:
    """End the job: with a result it is done, with an error it failed, with neither it was cancelled."""
    job.finished_at, job.result, job.error = clock.now(), result, error
    session.flush()
