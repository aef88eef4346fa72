"""The rule of `rules.lateness` in SQL, for lists and figures; and the facts it is told in Python."""

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from webapp import clock
from webapp.agenda.models import Commitment, CommitmentUpdate, Milestone
from webapp.agenda.rules.lateness import Light, Limits, Promise
from webapp.database import UtcDateTime

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


def facts_in_sql() -> tuple[ScalarSelect[date], ScalarSelect[datetime], ScalarSelect[date | None]]:
    """Of a commitment's row: the earliest day of an open step, the moment of the last update, and the day it had before
    it was moved for the first time. Each None where there is none."""
    u = CommitmentUpdate
    step = select(func.min(Milestone.due_on)).where(
        Milestone.commitment_id == Commitment.id, Milestone.done_on.is_(None)
    )
    news = select(func.max(u.at, type_=UtcDateTime())).where(u.commitment_id == Commitment.id)
    moved = select(u.was_due_on).where(u.commitment_id == Commitment.id, u.was_due_on.is_not(None))
    return step.scalar_subquery(), news.scalar_subquery(), moved.order_by(u.id).limit(1).scalar_subquery()


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
