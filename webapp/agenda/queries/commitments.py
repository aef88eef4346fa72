"""Reading commitments: the public list with what is late first, one with its way so far, projects that wait for one."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, func, select
from sqlalchemy.orm import Session

from webapp.agenda.models import Commitment, Decision
from webapp.agenda.queries.lateness import facts_in_sql, light_in_sql, promise_of
from webapp.agenda.rules.lateness import Light, Limits, Standing, standing
from webapp.polls.models import Poll, PollOption, PollResult
from webapp.polls.results import read_facts

ORDER = (Light.RED, Light.AMBER, Light.ON_TRACK, Light.DELIVERED, Light.DROPPED)
PAGE = 20


@dataclass(frozen=True, kw_only=True)
class Clock:
    """Today at the place, its zone, and the site's limits: what lateness is told by."""

    today: date
    zone: str
    limits: Limits

    @property
    def light(self) -> ColumnElement[str]:
        return light_in_sql(today=self.today, zone=self.zone, limits=self.limits)


@dataclass(frozen=True, kw_only=True)
class Row:
    """`first_due_on`: the day it was promised for at first, None while that is the day it has."""

    commitment: Commitment
    standing: Standing
    first_due_on: date | None


@dataclass(frozen=True, kw_only=True)
class Origin:
    """What a commitment follows from: a decision, or a project that people voted for."""

    decision: Decision | None = None
    poll: Poll | None = None
    option: PollOption | None = None
    votes: str = ""

    @property
    def address(self) -> str:
        """Its public page, without scheme and host."""
        if self.decision is not None:
            return f"/decisions/{self.decision.id}"
        return f"/polls/{self.poll.slug}/result" if self.poll is not None else "/commitments"


@dataclass(frozen=True, kw_only=True)
class Project:
    """A project that a poll paid for. `votes`: what it got there, as exact text."""

    poll: Poll
    option: PollOption
    votes: str


def count_lights(session: Session, by: Clock) -> Mapping[Light, int]:
    """How many published commitments stand at each light; every light is there."""
    light = by.light.label("light")
    of_each = select(light, func.count()).where(Commitment.published_at.is_not(None)).group_by(light)
    found = dict(session.execute(of_each).all())
    return {one: found.get(one.value, 0) for one in ORDER}


def list_public(
    session: Session, by: Clock, *, lights: Collection[Light] = (), page: int = 1
) -> tuple[list[Row], bool]:
    """One page of the published ones, the late first, then those that are due first; and whether more follow."""
    light = by.light
    wanted = select(Commitment).where(Commitment.published_at.is_not(None))
    if lights:
        wanted = wanted.where(light.in_([one.value for one in lights]))
    rank = case({one.value: place for place, one in enumerate(ORDER)}, value=light)
    cut = wanted.order_by(rank, Commitment.due_on, Commitment.id).offset((page - 1) * PAGE).limit(PAGE + 1)
    found = _rows(session, cut, by)
    return found[:PAGE], len(found) > PAGE


def list_for_office(session: Session, by: Clock, *, most: int = 200) -> list[Row]:
    """Those that are not published yet first, then those that are not done, what is due first first."""
    open_ones = select(Commitment).where(Commitment.delivered_on.is_(None), Commitment.dropped_on.is_(None))
    order = (Commitment.published_at.is_not(None), Commitment.due_on, Commitment.id)
    return _rows(session, open_ones.order_by(*order).limit(most), by)


def list_of_decisions(session: Session, ids: Collection[int], by: Clock) -> dict[int, list[Row]]:
    """The published commitments that follow from each of these decisions, by its id."""
    grouped: dict[int, list[Row]] = {}
    found = session.execute(_OF_DECISIONS, {"decision_ids": list(ids)}) if ids else ()
    for row in _as_rows(found, by):
        grouped.setdefault(row.commitment.decision_id or 0, []).append(row)
    return grouped


def list_of_poll(session: Session, poll_id: int, by: Clock) -> list[Row]:
    """The published commitments for projects of a poll."""
    return _rows(session, _public().where(Commitment.poll_id == poll_id), by)


def row_of(session: Session, commitment: Commitment, by: Clock) -> Row:
    """Where this one stands."""
    return _rows(session, select(Commitment).where(Commitment.id == commitment.id), by)[0]


def find_published(session: Session, ident: int) -> Commitment | None:
    return session.scalar(_public().where(Commitment.id == ident)) if ident < 2**31 else None


def find_origin(session: Session, commitment: Commitment) -> Origin:
    """What it follows from. One statement, two for a project."""
    if commitment.decision_id is not None:
        return Origin(decision=session.get(Decision, commitment.decision_id))
    project = find_project(session, poll_id=commitment.poll_id or 0, option_id=commitment.option_id or 0)
    if project is None:
        return Origin()
    return Origin(poll=project.poll, option=project.option, votes=project.votes)


def list_waiting_projects(session: Session) -> list[Project]:
    """Projects that polls paid for and for which nobody has made a commitment yet; the newest poll first."""
    taken = set(session.scalars(select(Commitment.option_id).where(Commitment.option_id.is_not(None))))
    return [one for one in _funded(session, _counted()) if one.option.id not in taken]


def find_project(session: Session, *, poll_id: int, option_id: int) -> Project | None:
    """A project that this poll paid for; None when it did not."""
    of_poll = _funded(session, _counted().where(Poll.id == poll_id))
    return next((one for one in of_poll if one.option.id == option_id), None)


def _public() -> Select[Commitment]:
    return select(Commitment).where(Commitment.published_at.is_not(None)).order_by(Commitment.due_on, Commitment.id)


def _rows(session: Session, wanted: Select[Commitment], by: Clock) -> list[Row]:
    """Each with where it stands. One statement, whatever their number."""
    return _as_rows(session.execute(wanted.add_columns(*facts_in_sql())), by)


def _as_rows(found: Iterable[Any], by: Clock) -> list[Row]:
    return [Row(commitment=one, first_due_on=first, standing=_standing(one, step, news, by))
            for one, step, news, first in found]  # fmt: skip


# Written once: putting it together takes longer than the database takes to answer it.
_OF_DECISIONS = (
    _public().where(Commitment.decision_id.in_(bindparam("decision_ids", expanding=True))).add_columns(*facts_in_sql())
)


def _standing(commitment: Commitment, step_on: date | None, news: datetime | None, by: Clock) -> Standing:
    promise = promise_of(commitment, step_on=step_on, news=news, zone=by.zone)
    return standing(promise, today=by.today, limits=by.limits)


def _counted() -> Select[PollResult, Poll]:
    """The results of polls that share money out. Few, and small without their ballots."""
    return (
        select(PollResult, Poll)
        .join(Poll, Poll.id == PollResult.poll_id)
        .where(Poll.method.like("budget-%"), Poll.withdrawn_at.is_(None))
        .order_by(Poll.id.desc())
    )


def _funded(session: Session, results: Select[PollResult, Poll]) -> list[Project]:
    """The projects these results pay for, in the order in which each was paid for. Two statements, none without any."""
    rows = session.execute(results).all()
    options: dict[int, dict[int, PollOption]] = {}
    if rows:
        for option in session.scalars(select(PollOption).where(PollOption.poll_id.in_([poll.id for _r, poll in rows]))):
            options.setdefault(option.poll_id, {})[option.number] = option
    return [
        Project(poll=poll, option=options[poll.id][number], votes=_votes(result, number))
        for result, poll in rows
        if read_facts(result.facts).stands
        for number in map(int, result.record["elected"])
        if number in options.get(poll.id, {})
    ]


def _votes(result: PollResult, number: int) -> str:
    """What the project got when the money was shared out; empty where the method counts otherwise."""
    pots = result.record.get("pots", {"": result.record})
    steps = [step for pot in pots.values() for step in pot.get("steps", ()) if str(step["project"]) == str(number)]
    return next((str(step["votes"]) for step in steps if step.get("funded") and "votes" in step), "")
