"""Whether what was promised is late: told by today's day at the place, never by a job. Pure.

The same rule in SQL is `queries.lateness`; a test compares the two. The colours are those of decision 0030.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Light(StrEnum):
    """Where a promise stands."""

    RED = "red"
    AMBER = "amber"
    ON_TRACK = "on track"
    DELIVERED = "delivered"
    DROPPED = "dropped"


LATE = (Light.RED, Light.AMBER)
RUNNING = (*LATE, Light.ON_TRACK)


class Cause(StrEnum):
    """Why it is late; what is overdue is said before what is silent."""

    DUE = "due"
    STEP = "step"
    SILENCE = "silence"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """In days, as the site's settings say: so long after its day a promise turns red, and so long without news."""

    red_after: int
    silent_after: int


@dataclass(frozen=True, kw_only=True)
class Promise:
    """`step_on`: the earliest day of a step that is not done; `news_on`: the last day with news, or on which it began,
    None for what needs no news on the way (a reply)."""

    due_on: date
    step_on: date | None = None
    news_on: date | None = None
    delivered_on: date | None = None
    dropped_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """`since`: the day that has passed (the last day with news, where that is the cause). Both None when not late."""

    light: Light
    cause: Cause | None = None
    since: date | None = None

    @property
    def late(self) -> bool:
        return self.light in LATE


def standing(promise: Promise, *, today: date, limits: Limits) -> Standing:
    """What is due today is not late. It is amber from the next day on, red once `red_after` more days have gone."""
    if promise.dropped_on is not None:
        return Standing(light=Light.DROPPED)
    if promise.delivered_on is not None:
        return Standing(light=Light.DELIVERED)
    overdue = _overdue(promise, today)
    if overdue is not None:
        cause, since = overdue
        red = since < today - timedelta(days=limits.red_after) or is_silent(promise, today=today, limits=limits)
        return Standing(light=Light.RED if red else Light.AMBER, cause=cause, since=since)
    if is_silent(promise, today=today, limits=limits):
        return Standing(light=Light.RED, cause=Cause.SILENCE, since=promise.news_on)
    return Standing(light=Light.ON_TRACK)


def is_silent(promise: Promise, *, today: date, limits: Limits) -> bool:
    """Whether nobody has said anything for so long that nobody can know how it goes."""
    return promise.news_on is not None and promise.news_on < today - timedelta(days=limits.silent_after)


def _overdue(promise: Promise, today: date) -> tuple[Cause, date] | None:
    """The day that passed first, and of what; the whole is named before a step of the same day."""
    days = [(promise.due_on, Cause.DUE)]
    if promise.step_on is not None and promise.step_on < promise.due_on:
        days.insert(0, (promise.step_on, Cause.STEP))
    return next(((cause, day) for day, cause in days if day < today), None)
