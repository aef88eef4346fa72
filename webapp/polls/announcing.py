"""Who is told that a poll was counted: everybody who follows it, once, in their own rhythm."""

from flask import current_app
from sqlalchemy.orm import Session

from webapp.i18n import _
from webapp.notices import following
from webapp.polls import queries, results
from webapp.polls.models import Poll, PollResult
from webapp.polls.showing.counted import Counted
from webapp.polls.showing.outcome import outcome_of
from webapp.polls.signals import result_counted
from webapp.polls.things import KIND, address_of


def join() -> None:
    """Listen. Asked once an application; a second time changes nothing."""
    result_counted.connect(tell)


def tell(session: Session, *, poll_id: int) -> None:
    """Within the transaction that stores the result, so that there is no second time."""
    poll, result = session.get_one(Poll, poll_id), queries.find_result(session, poll_id)
    following.happened(
        session,
        kind=KIND,
        thing_id=poll_id,
        title=poll.title,
        what=_("There is a result"),
        words=_headline(session, poll, result) if result else "",
        address=f"{address_of(poll)}/result",
        zone=current_app.config["TIME_ZONE"],
    )


def _headline(session: Session, poll: Poll, result: PollResult) -> str:
    facts = results.read_facts(result.facts)
    counted = Counted(queries.read_sheet(session, poll), result.record)
    return outcome_of(counted, voted=facts.voted, quorum=facts.quorum, stands=facts.stands).headline
