"""The rule of `rules.lateness` in SQL, for lists and figures; and the facts it is told in Python."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from webapp import clock
from webapp.agenda.models import Commitment, CommitmentUpdate, Milestone
from webapp.agenda.rules.lateness import Light, Limits, Promise

Day = InstrumentedAttribute[date] | InstrumentedAttribute[date | None]


def light_in_sql(*, today: date, zone: str, limits: Limits) -> ColumnElement[str]:
    """The word of a published commitment's light, as `rules.lateness.standing` gives it."""
    c = Commitment
    red_before = today - timedelta(days=limits.red_after)
    return case(
        (c.dropped_on.is_not(None), Light.DROPPED.value),
        (c.delivered_on.is_not(None), Light.DELIVERED.value),
        (or_(c.due_on < red_before, _step_before(red_before), _silent(today, zone, limits)), Light.RED.value),
        (or_(c.due_on < today, _step_before(today)), Light.AMBER.value),
        else_=Light.ON_TRACK.value,
    )


def day_light_in_sql(day: Day, *, today: date, limits: Limits) -> ColumnElement[str]:
    """The same for news that was promised by a day: the news of a reply, of what is said back."""
    return case(
        (day < today - timedelta(days=limits.red_after), Light.RED.value),
        (day < today, Light.AMBER.value),
        else_=Light.ON_TRACK.value,
    )


def _step_before(day: date) -> ColumnElement[bool]:
    return exists().where(
        Milestone.commitment_id == Commitment.id, Milestone.done_on.is_(None), Milestone.due_on < day
    )  # fmt: skip


def _silent(today: date, zone: str, limits: Limits) -> ColumnElement[bool]:
    """No news since the day `silent_after` days ago began; being published and starting are news too."""
    day = today - timedelta(days=limits.silent_after)
    since = clock.day_begins(day, zone)
    news = exists().where(CommitmentUpdate.commitment_id == Commitment.id, CommitmentUpdate.at >= since)
    begun = or_(Commitment.starts_on.is_(None), Commitment.starts_on < day)
    return and_(Commitment.published_at < since, begun, ~news)


def read_promises(session: Session, commitments: Collection[Commitment], *, zone: str) -> Mapping[int, Promise]:
    """What the rule is told of each, by id. One statement, whatever their number."""
    step = (
        select(func.min(Milestone.due_on))
        .where(Milestone.commitment_id == Commitment.id, Milestone.done_on.is_(None))
        .scalar_subquery()
    )
    news = (
        select(CommitmentUpdate.at)
        .where(CommitmentUpdate.commitment_id == Commitment.id)
        .order_by(CommitmentUpdate.at.desc())
        .limit(1)
        .scalar_subquery()
    )
    facts = select(Commitment.id, step, news).where(Commitment.id.in_([one.id for one in commitments]))
    told = {ident: (step_on, at) for ident, step_on, at in session.execute(facts)} if commitments else {}
    return {one.id: promise_of(one, step_on=told[one.id][0], news=told[one.id][1], zone=zone) for one in commitments}


def promise_of(commitment: Commitment, *, step_on: date | None, news: datetime | None, zone: str) -> Promise:
    """`news`: the moment of the last update, or None."""
    moments = [at for at in (commitment.published_at, news) if at is not None]
    days = [clock.local_day(at, zone) for at in moments]
    if commitment.starts_on is not None:
        days.append(commitment.starts_on)
    return Promise(
        due_on=commitment.due_on,
        step_on=step_on,
        news_on=max(days, default=None),
        delivered_on=commitment.delivered_on,
        dropped_on=commitment.dropped_on,
    )
