"""Overdue by the clock of the place: amber, then red, in Python and in SQL alike."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.support.promises import make_commitment, make_decision
from webapp import clock
from webapp.agenda.models import Commitment, CommitmentUpdate, Milestone
from webapp.agenda.queries.lateness import facts_in_sql, light_in_sql, promise_of
from webapp.agenda.rules.lateness import Cause, Light, Limits, Promise, standing

DUE, LIMITS, DAY = date(2026, 3, 2), Limits(red_after=14, silent_after=90), timedelta(days=1)
LONDON = "Europe/London"


def on(days, **facts):
    """Where something due on 2 March stands so many days after it."""
    return standing(Promise(**{"due_on": DUE} | facts), today=DUE + days * DAY, limits=LIMITS)


def test_what_is_due_today_is_on_track():
    assert on(0).light is Light.ON_TRACK


def test_overdue_promises_turn_amber_then_red():
    """Always true, line 7."""
    assert [on(days).light for days in (1, 14, 15, 400)] == [Light.AMBER, Light.AMBER, Light.RED, Light.RED]
    assert (on(1).cause, on(1).since) == (Cause.DUE, DUE)


def test_a_step_that_is_late_makes_the_whole_late():
    late = on(-3, step_on=DUE - 5 * DAY)
    assert (late.light, late.cause, late.since) == (Light.AMBER, Cause.STEP, DUE - 5 * DAY)
    assert on(-3, step_on=DUE - 20 * DAY).light is Light.RED


def test_silence_turns_red_before_anything_is_due():
    assert on(-5, news_on=DUE - 95 * DAY).light is Light.ON_TRACK
    silent = on(-5, news_on=DUE - 96 * DAY)
    assert (silent.light, silent.cause) == (Light.RED, Cause.SILENCE)


def test_silence_makes_amber_red_at_once():
    assert on(1, news_on=DUE - 95 * DAY).light is Light.RED


def test_what_has_ended_is_never_late():
    assert on(400, delivered_on=DUE).light is Light.DELIVERED
    assert on(400, dropped_on=DUE).light is Light.DROPPED


def test_no_bank_holiday_gives_a_promise_another_day():
    """Easter Monday 2026 is 6 April: what was due on Good Friday is late on Saturday."""
    good_friday = Promise(due_on=date(2026, 4, 3))
    assert standing(good_friday, today=date(2026, 4, 4), limits=LIMITS).light is Light.AMBER


def test_a_leap_day_is_a_day_like_any_other():
    leap = Promise(due_on=date(2028, 2, 29))
    assert standing(leap, today=date(2028, 2, 29), limits=LIMITS).light is Light.ON_TRACK
    assert standing(leap, today=date(2028, 3, 1), limits=LIMITS).light is Light.AMBER
    assert standing(leap, today=date(2028, 3, 14), limits=LIMITS).light is Light.AMBER
    assert standing(leap, today=date(2028, 3, 15), limits=LIMITS).light is Light.RED


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-03-28T23:59", "2026-03-28"),
        ("2026-03-29T00:00", "2026-03-29"),  # the clocks go forward at one
        ("2026-06-01T22:59", "2026-06-01"),
        ("2026-06-01T23:00", "2026-06-02"),  # summer time: midnight comes an hour earlier in UTC
        ("2026-10-24T23:00", "2026-10-25"),
        ("2026-10-25T23:59", "2026-10-25"),  # a day of 25 hours
        ("2026-10-26T00:00", "2026-10-26"),
    ],
)
def test_a_day_begins_at_midnight_of_the_place(moment, day):
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert clock.local_day(at, LONDON).isoformat() == day
    assert (at >= clock.day_begins(date.fromisoformat(day), LONDON)) is True
    assert (at < clock.day_begins(date.fromisoformat(day) + DAY, LONDON)) is True


def test_a_day_that_begins_twice_or_at_one_begins_once():
    """Clocks change at midnight in Beirut (forward) and at one in the Azores (back to midnight)."""
    assert clock.day_begins(date(2026, 3, 29), "Asia/Beirut") == datetime(2026, 3, 28, 22, tzinfo=UTC)
    assert clock.day_begins(date(2026, 10, 25), "Atlantic/Azores") == datetime(2026, 10, 25, 0, tzinfo=UTC)


def test_python_and_sql_tell_the_same_of_every_mixture(session):
    today = clock.local_day(clock.now(), LONDON)
    dues, steps = (-16, -15, -14, -1, 0, 3), (None, -15, -14, -1, 0)
    news, starts, ends = (None, -91, -90, -1), (None, -91, -90), ("", "delivered_on", "dropped_on")
    decision = make_decision(session)
    midnight = clock.day_begins(today, LONDON)
    for due, step, said, start, end in itertools.product(dues, steps, news, starts, ends):
        if end and (step, said, start) != (None, None, None):
            continue
        row = Commitment(decision_id=decision.id, title="x", owner="y", due_on=today + due * DAY, created_at=midnight,
                         published_at=midnight - 200 * DAY, starts_on=None if start is None else today + start * DAY,
                         **({end: today} if end else {}))  # fmt: skip
        row.milestones = [] if step is None else [Milestone(title="s", due_on=today + step * DAY)]
        row.milestones.append(Milestone(title="done", due_on=today - 300 * DAY, done_on=today))
        at = None if said is None else clock.day_begins(today + said * DAY, LONDON)
        row.updates = [] if at is None else [CommitmentUpdate(at=at, words="w")]
        session.add(row)
    session.commit()
    told = {}
    for row, step, news, _first in session.execute(select(Commitment, *facts_in_sql())):
        promise = promise_of(row, step_on=step, news=news, zone=LONDON)
        told[row.id] = standing(promise, today=today, limits=LIMITS).light.value
    light = light_in_sql(today=today, zone=LONDON, limits=LIMITS)
    assert dict(session.execute(select(Commitment.id, light)).all()) == told
    assert set(told.values()) == {one.value for one in Light}


def test_a_worker_that_is_dead_makes_nothing_look_better(session, visitor):
    """Always true, line 7: overdue promises turn amber, then red, in public. No job runs in this test."""
    due = clock.local_day(clock.now(), LONDON)
    make_commitment(session, due_on=due)
    seen = []
    for days in (0, 1, 14, 15):
        with clock.set_to(clock.now() + days * DAY):
            seen.append(visitor.open("/commitments").all("//li[contains(@class,'fm-card')]/strong")[0].get("class"))
    assert [one.rpartition("--")[2] for one in seen] == ["on-track", "amber", "amber", "red"]
