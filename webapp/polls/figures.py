"""A poll's figures for other rooms: each with its base and the time it is of, in the shape that summaries use."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.documents.report import Figure
from webapp.polls import queries, results
from webapp.polls.models import Poll
from webapp.polls.rules import Eligibility
from webapp.polls.showing.counted import Counted
from webapp.polls.showing.figures import main_figure
from webapp.polls.showing.outcome import outcome_of
from webapp.polls.things import address_of


@dataclass(frozen=True, kw_only=True)
class PollFigures:
    """What may be quoted of a poll that was counted: `sentence` says it in words, `figure` holds the numbers.

    `stands`: enough people voted. `straw`: anybody could take part, unchecked: to be said wherever it is quoted.
    """

    title: str
    sentence: str
    figure: Figure
    voted: int
    stands: bool
    straw: bool
    as_of: datetime
    address: str


def find_figures(session: Session, poll_id: int) -> PollFigures | None:
    """None before there is a result, and of a poll that was withdrawn."""
    poll, result = session.get(Poll, poll_id), queries.find_result(session, poll_id)
    if poll is None or result is None or poll.withdrawn_at is not None:
        return None
    facts = results.read_facts(result.facts)
    counted = Counted(queries.read_sheet(session, poll), result.record)
    outcome = outcome_of(counted, voted=facts.voted, quorum=facts.quorum, stands=facts.stands)
    return PollFigures(
        title=poll.title,
        sentence=outcome.headline,
        figure=main_figure(counted),
        voted=facts.voted,
        stands=facts.stands,
        straw=poll.eligibility is Eligibility.ANYONE,
        as_of=result.counted_at,
        address=f"{address_of(poll)}/result",
    )
