"""The work behind a poll: its count after closing, and keeping secret ballots apart from whoever cast them."""

from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from webapp import clock
from webapp.i18n import _
from webapp.jobs.models import Job
from webapp.jobs.worker import Teller
from webapp.polls import counting
from webapp.polls.models import Poll
from webapp.polls.services import freezing, shuffling


def count_poll(sessions: sessionmaker[Session], facts: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """Count the poll `facts["poll_id"]` if it is to be counted now; {"counted": whether}, and if not, why.

    Killed at any moment it can run again: what is stored is stored in one transaction, once.
    """
    tell(_("Reading the ballots"), 0, 3)
    with sessions.begin() as session:
        poll = session.get(Poll, facts["poll_id"])
        why_not = freezing.why_not_count(session, poll, now=clock.now()) if poll else "gone"
        if poll is None or why_not:
            return {"counted": False, "why": why_not}
        shuffling.shuffle(session, poll=poll)
        box = freezing.read_box(session, poll)
    tell(_("Counting"), 1, 3)
    count = counting.count(box.sheet, box.ballots, box.seed)
    tell(_("Writing the result down"), 2, 3)
    with sessions.begin() as session:
        poll = session.scalars(select(Poll).where(Poll.id == facts["poll_id"]).with_for_update()).one()
        why_not = freezing.why_not_count(session, poll, now=clock.now())
        if why_not:
            return {"counted": False, "why": why_not}
        threshold = current_app.config["DISCLOSURE_THRESHOLD"]
        freezing.freeze(session, poll=poll, box=box, count=count, threshold=threshold, now=clock.now())
    return {"counted": True, "ballots": box.papers}


def shuffle_ballots(sessions: sessionmaker[Session], facts: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """Shuffle the rows of a secret poll where enough votes are new, and ask for the next time while it is open."""
    tell(_("Mixing the ballots"), 0, 1)
    with sessions.begin() as session:
        poll = session.get(Poll, facts["poll_id"])
        if poll is None or not shuffling.is_open(poll):
            return {"votes": 0}
        shuffled = _shuffled_before(session, poll)
        if shuffling.is_due(session, poll, shuffled=shuffled):
            shuffled = shuffling.shuffle(session, poll=poll)
        shuffling.plan(session, poll=poll)
    return {"votes": shuffled}


def _shuffled_before(session: Session, poll: Poll) -> int:
    """How many votes there were when this poll was shuffled last."""
    before = select(Job.result).where(
        Job.kind == shuffling.JOB, Job.subject.like(f"poll:{poll.id} %"), Job.result.is_not(None)
    )  # fmt: skip
    latest = session.scalar(before.order_by(Job.id.desc()).limit(1))
    return int(latest["votes"]) if latest else 0
