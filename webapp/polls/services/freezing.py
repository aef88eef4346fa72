"""Counting a closed poll once and for good. The count itself runs outside a transaction: it may take long."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Stage
from webapp.database import refused_as
from webapp.i18n import _l
from webapp.jobs import services as jobs
from webapp.moderation import cases, suspicion
from webapp.polls import counting, queries, results
from webapp.polls.marks import Marks
from webapp.polls.methods import METHODS
from webapp.polls.models import Ballot, Poll, PollReason, PollResult, Voted, VotingCode
from webapp.polls.office_queries import count_ways, papers_pending
from webapp.polls.results import Facts
from webapp.polls.rules import Eligibility
from webapp.polls.services import networks
from webapp.polls.sheet import Sheet
from webapp.polls.signals import result_counted, winners_announced
from webapp.polls.statements.services import asking
from webapp.refusals import Refused
from webapp.tally.counts.result import Count, as_json

JOB = "count-poll"
REASON = "poll-reason"
AFTER_CLOSING = timedelta(minutes=1)
"""Requests in flight at the closing second are over by then."""


class AlreadyCounted(Refused):
    message = _l("This poll has been counted already.")


class BoxChanged(Exception):
    """Ballots came in while they were counted: the count begins again."""


@dataclass(frozen=True, kw_only=True)
class Box:
    """A poll's ballots as they are counted, with all that the count needs."""

    sheet: Sheet
    ballots: Mapping[Marks, int]
    seed: str

    @property
    def papers(self) -> int:
        return sum(self.ballots.values())


def plan(session: Session, *, poll: Poll) -> None:
    """Ask for the count of a poll that was published, extended or closed early. Once for each closing time.

    A job of an earlier closing time finds the poll open, or counted, and leaves it alone.
    """
    if poll.method not in METHODS:
        asking.ask_at_closing(session, poll)
    elif poll.closes_at is not None:
        _ask(session, poll, due_at=poll.closes_at + AFTER_CLOSING)


def ask_again(session: Session, *, poll: Poll) -> None:
    """Ask for a count that should be there and is not: its job was lost, or waited for papers that are entered now."""
    if why_not_count(session, poll, now=clock.now()) is None:
        _ask(session, poll, due_at=clock.now())


def _ask(session: Session, poll: Poll, *, due_at: datetime) -> None:
    try:
        jobs.enqueue(session, kind=JOB, subject=subject_of(poll), due_at=due_at, poll_id=poll.id)
    except jobs.AlreadyRunning:
        return


def subject_of(poll: Poll) -> str:
    return f"poll:{poll.id} {poll.closes_at.isoformat() if poll.closes_at else ''}"


def why_not_count(session: Session, poll: Poll, *, now: datetime) -> str | None:
    """A word for why a poll is not counted now; None when it is to be counted."""
    if queries.stage(poll, now=now) is not Stage.CLOSED or poll.closes_at is None:
        return "not closed"
    if now < poll.closes_at + AFTER_CLOSING:
        return "just closed"
    if queries.has_result(session, poll.id):
        return "counted"
    if papers_pending(session, poll.id):
        return "papers wait"
    return None


def read_box(session: Session, poll: Poll) -> Box:
    sheet = queries.read_sheet(session, poll)
    return Box(sheet=sheet, ballots=queries.group_ballots(session, poll.id), seed=poll.seed)


def freeze(session: Session, *, poll: Poll, box: Box, count: Count, threshold: int, now: datetime) -> PollResult:
    """Store the result. Raises AlreadyCounted when there is one, BoxChanged when the ballots are not those of `box`."""
    if queries.count_ballots(session, poll.id) != box.papers:
        raise BoxChanged
    facts = read_facts(session, poll, box.sheet, threshold=threshold)
    result = PollResult(
        poll_id=poll.id,
        counted_at=now,
        record=as_json(count),
        facts=results.write_facts(facts),
        seed=box.seed,
        rules_version=count.version,
        ballots=results.write_box(box.ballots),
    )
    with refused_as(session, {"uq_poll_result_poll_id": AlreadyCounted}):
        session.add(result)
        session.flush()
    _publish_reasons(session, poll, now)
    networks.forget(session, poll.id)
    result_counted.send(session, poll_id=poll.id)
    if METHODS[poll.method].budget and facts.stands and count.elected:
        costs = {number: box.sheet.by_number[number].cost or 0 for number in map(int, count.elected)}
        winners_announced.send(session, poll_id=poll.id, projects=list(costs), costs=costs)
    return result


def read_facts(session: Session, poll: Poll, sheet: Sheet, *, threshold: int) -> Facts:
    """Who took part in a poll so far, as it may be published."""
    said = counting.declared(sheet, poll.seed)
    channels = _counted_by(session, poll, Voted.channel)
    spread = networks.read_spread(session, poll.id)
    codes = select(func.count()).where(VotingCode.poll_id == poll.id)
    return Facts(
        voted=sum(channels.values()),
        channels={str(channel): people for channel, people in sorted(channels.items())},
        areas=results.protected_areas(_counted_by(session, poll, Voted.area_id), threshold),
        handed_out=session.scalar(codes) if poll.eligibility is Eligibility.CODE else None,
        quorum=poll.quorum,
        from_one_network=spread.most,
        spoilt=sum(count_ways(session, poll.id).spoilt.values()),
        method=said.method,
        seats=said.seats,
        options=said.options,
    )


def _counted_by(session: Session, poll: Poll, column: Any) -> dict[Any, int]:
    rows = session.execute(select(column, func.count()).where(Voted.poll_id == poll.id).group_by(column))
    return {row[0]: row[1] for row in rows}


def _publish_reasons(session: Session, poll: Poll, now: datetime) -> None:
    """Copies of the reasons without their ballots, in an order by chance. What a rule notices is read first."""
    texts = list(session.scalars(select(Ballot.reason).where(Ballot.poll_id == poll.id, Ballot.reason != "")))
    secrets.SystemRandom().shuffle(texts)
    for text in texts:
        evidence = suspicion.examine(text, now=now)
        reason = PollReason(poll_id=poll.id, text=text, at=now, held_at=now if evidence else None)
        session.add(reason)
        session.flush()
        if evidence:
            cases.hold(session, kind=REASON, thing_id=reason.id, author_id=None, evidence=evidence)
