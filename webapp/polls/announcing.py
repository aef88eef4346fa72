"""Who is told that a poll opened, that its dates changed and that it was counted: whoever asked about it, its places or
its subjects, once, in their own rhythm.

That it opens is told when it does: by a job that waits for the moment and looks again whether it is so.
"""

from contextlib import suppress
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session, sessionmaker

from webapp import clock
from webapp.access import Stage
from webapp.i18n import _
from webapp.jobs import services as jobs
from webapp.jobs.worker import Teller
from webapp.notices import following
from webapp.polls import queries, results
from webapp.polls.models import Poll, PollResult
from webapp.polls.rules import ChangeKind
from webapp.polls.showing.counted import Counted
from webapp.polls.showing.outcome import outcome_of
from webapp.polls.signals import dates_changed, result_counted
from webapp.polls.things import KIND, address_of

OPENS = "poll-opens"


def join() -> None:
    """Listen. Asked once an application; a second time changes nothing."""
    dates_changed.connect(tell_dates)
    result_counted.connect(tell_result)


def tell_dates(session: Session, *, poll: Poll, kind: ChangeKind, reason: str) -> None:
    """Within the transaction that changes it. What was extended or withdrawn is told as it happens."""
    if kind is ChangeKind.PUBLISHED and poll.opens_at is not None:
        with suppress(jobs.AlreadyRunning):
            jobs.enqueue(session, kind=OPENS, subject=f"poll:{poll.id}", due_at=poll.opens_at, poll_id=poll.id)
    what = {
        ChangeKind.EXTENDED: _("There is more time to vote"),
        ChangeKind.WITHDRAWN: _("It was withdrawn"),
    }.get(kind)
    if what is not None:
        _happened(session, poll, what, reason, address=address_of(poll))


def opened(sessions: sessionmaker[Session], facts: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """`facts["poll_id"]` is to open now. One that was withdrawn meanwhile, or is over, is left alone."""
    with sessions.begin() as session:
        poll = session.get(Poll, facts["poll_id"], with_for_update=True)
        if poll is None or queries.stage(poll, now=clock.now()) is not Stage.OPEN:
            return {"told": False}
        _happened(session, poll, _("You can vote now"), poll.question, address=address_of(poll),
                  source=f"poll-opens:{poll.id}")  # fmt: skip
        return {"told": True}


def tell_result(session: Session, *, poll_id: int) -> None:
    """Within the transaction that stores the result, so that there is no second time."""
    poll, result = session.get_one(Poll, poll_id), queries.find_result(session, poll_id)
    words = _headline(session, poll, result) if result else ""
    _happened(session, poll, _("There is a result"), words, address=f"{address_of(poll)}/result")


def _happened(session: Session, poll: Poll, what: str, words: str, *, address: str, source: str = "") -> None:
    following.happened(session, kind=KIND, thing_id=poll.id, title=poll.title, what=what, words=words, address=address,
                       source=source, once=bool(source), zone=current_app.config["TIME_ZONE"])  # fmt: skip


def _headline(session: Session, poll: Poll, result: PollResult) -> str:
    facts = results.read_facts(result.facts)
    counted = Counted(queries.read_sheet(session, poll), result.record)
    return outcome_of(counted, voted=facts.voted, quorum=facts.quorum, stands=facts.stands).headline
