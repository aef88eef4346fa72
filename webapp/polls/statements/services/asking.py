"""Asking for opinion groups: when enough new votes came, when a statement was taken away, and at closing."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from webapp import clock
from webapp.jobs import services as jobs
from webapp.jobs.services import AlreadyRunning
from webapp.polls.models import Poll

KIND = "opinion-groups"
SOON = timedelta(seconds=30)
"""Votes come in crowds: those of half a minute are counted together."""


def ask(session: Session, poll_id: int, *, wait: timedelta = SOON) -> None:
    """Once, however many ask."""
    subject = f"poll:{poll_id}"
    open_job = jobs.find_latest(session, kind=KIND, subject=subject)
    if open_job is None or open_job.finished_at is not None:
        _enqueue(session, subject, poll_id, clock.now() + wait)


def ask_at_closing(session: Session, poll: Poll) -> None:
    """The last count, from all votes. A poll that is given more time asks again for its new closing."""
    if poll.closes_at is None:
        return
    subject = f"poll:{poll.id} {poll.closes_at.isoformat()}"
    if jobs.find_latest(session, kind=KIND, subject=subject) is None:
        _enqueue(session, subject, poll.id, poll.closes_at)


def _enqueue(session: Session, subject: str, poll_id: int, due_at: datetime) -> None:
    try:
        jobs.enqueue(session, kind=KIND, subject=subject, due_at=due_at, poll_id=poll_id)
    except AlreadyRunning:
        return  # somebody asked a moment ago
