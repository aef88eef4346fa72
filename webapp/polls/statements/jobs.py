"""The work behind the groups: votes read at one moment, groups found, and only what may be published stored.

Nothing is written before the end, so a worker that dies leaves the groups of before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker, undefer

from webapp import clock
from webapp.access import Stage
from webapp.database import writing
from webapp.i18n import _
from webapp.jobs.worker import Teller
from webapp.polls import queries as polls
from webapp.polls.models import Poll
from webapp.polls.statements import queries
from webapp.polls.statements.models import OpinionResult, Statement
from webapp.polls.statements.rules import enough_new
from webapp.polls.statements.services import asking
from webapp.tally.opinions.facts import Memory, Opinions, Votes
from webapp.tally.opinions.finding import find_opinions
from webapp.tally.opinions.publishing import published

_STEPS = 3


def run(sessions: sessionmaker[Session], facts: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """`facts`: poll_id. Gives {"votes": how many}, and "skipped" where nothing is found anew."""
    poll_id, threshold = facts["poll_id"], current_app.config["DISCLOSURE_THRESHOLD"]
    tell(_("Reading the votes"), 0, _STEPS)
    stage = _stage(sessions, poll_id)
    votes, before = _read(sessions, poll_id)
    final = stage is Stage.CLOSED
    said = fingerprints(votes)
    if not final and not (stage is Stage.OPEN and is_worth_it(votes, said, before, threshold)):
        return {"votes": len(votes.values), "skipped": True}
    tell(_("Looking for groups"), 1, _STEPS)
    # The last count begins anew, so that anybody who counts the published votes finds the same.
    opinions = find_opinions(votes, memory=Memory() if final else before.memory)
    tell(_("Storing what was found"), 2, _STEPS)
    _store(sessions, poll_id, opinions, said, threshold=threshold, final=final)
    return {"votes": len(votes.values)}


@dataclass(frozen=True, slots=True)
class Before:
    """What is known of the count before: its votes, what it remembers, and each participant's fingerprint."""

    votes: int | None
    memory: Memory
    said: Mapping[str, int]


_NOTHING = Before(None, Memory(), {})


def fingerprints(votes: Votes) -> dict[str, int]:
    """A number for each participant that changes when any of their answers does."""
    sums = [0] * len(votes.participants)
    for person, about, value in zip(votes.people, votes.about, votes.values, strict=True):
        sums[person] = crc32(f"{votes.statements[about]}:{value};".encode(), sums[person])
    return dict(zip(votes.participants, sums, strict=True))


def is_worth_it(votes: Votes, said: Mapping[str, int], before: Before, threshold: int) -> bool:
    """Enough is new, and of so many people that nobody's new answers can be told from two results."""
    moved = sum(before.said.get(name) != mark for name, mark in said.items())
    return moved >= threshold and enough_new(votes=len(votes.values), counted=before.votes)


def _stage(sessions: sessionmaker[Session], poll_id: int) -> Stage:
    """Where the poll stands; one that was given more time is counted again when it closes."""
    with sessions.begin() as session:
        poll = session.get_one(Poll, poll_id)
        stage = polls.stage(poll, now=clock.now())
        if stage is Stage.OPEN:
            asking.ask_at_closing(session, poll)
        return stage


def _read(sessions: sessionmaker[Session], poll_id: int) -> tuple[Votes, Before]:
    """Holds no lock while it reads."""
    was_writing = writing.set(False)
    try:
        with sessions() as session:
            result = _find(session, poll_id)
            return queries.read_votes(session, poll_id), _before(result) if result is not None else _NOTHING
    finally:
        writing.reset(was_writing)


def _before(result: OpinionResult) -> Before:
    kept = result.memory
    memory = Memory(groups=kept["groups"], challenger=kept["challenger"], wins=kept["wins"], members=kept["members"])
    return Before(result.votes, memory, kept["said"])


def _find(session: Session, poll_id: int) -> OpinionResult | None:
    wanted = select(OpinionResult).where(OpinionResult.poll_id == poll_id)
    return session.scalar(wanted.options(undefer(OpinionResult.memory)))


def _store(sessions: sessionmaker[Session], poll_id: int, opinions: Opinions, said: Mapping[str, int], *,
           threshold: int, final: bool) -> None:  # fmt: skip
    with sessions.begin() as session:
        session.execute(select(Poll.id).where(Poll.id == poll_id).with_for_update())
        before = _find(session, poll_id)
        if before is not None and before.final and not final:
            return  # the last count was quicker
        extremity, kept = _extremity(session, poll_id, opinions), opinions.memory
        result = before or OpinionResult(poll_id=poll_id)
        result.computed_at, result.votes, result.final = clock.now(), opinions.method.votes, final
        result.published = published(opinions, threshold=threshold).as_json()
        result.extremity = extremity
        result.memory = {"groups": kept.groups, "challenger": kept.challenger, "wins": kept.wins,
                         "members": dict(kept.members), "said": dict(said)}  # fmt: skip
        session.add(result)


def _extremity(session: Session, poll_id: int, opinions: Opinions) -> dict[str, float]:
    """How far each statement pulls people apart, by its id: for choosing what is asked next."""
    far = {one.id: round(one.extremity, 4) for one in opinions.statements}
    ids = session.execute(select(Statement.id, Statement.number).where(Statement.poll_id == poll_id))
    return {str(ident): far[str(number)] for ident, number in ids if str(number) in far}
