"""The one clock, over the hours that are skipped or come twice."""

from datetime import UTC, date, datetime, timedelta

import pytest

from webapp import clock

LONDON = "Europe/London"


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_a_winter_time_is_the_same_in_london_and_utc():
    assert clock.from_local(datetime(2026, 1, 15, 17), LONDON) == utc(2026, 1, 15, 17)


def test_a_summer_time_is_an_hour_earlier_in_utc():
    assert clock.from_local(datetime(2026, 7, 15, 17), LONDON) == utc(2026, 7, 15, 16)


def test_a_time_that_spring_skips_is_an_hour_later_on_the_wall():
    moment = clock.from_local(datetime(2026, 3, 29, 1, 30), LONDON)
    assert moment == utc(2026, 3, 29, 1, 30)
    assert clock.to_local(moment, LONDON).replace(tzinfo=None) == datetime(2026, 3, 29, 2, 30)


def test_a_time_that_autumn_repeats_is_the_later_of_the_two():
    assert clock.from_local(datetime(2026, 10, 25, 1, 30), LONDON) == utc(2026, 10, 25, 1, 30)


@pytest.mark.parametrize(
    ("wall", "moment"),
    [
        (datetime(2026, 3, 29, 0, 59), utc(2026, 3, 29, 0, 59)),
        (datetime(2026, 3, 29, 2, 0), utc(2026, 3, 29, 1, 0)),
        (datetime(2026, 10, 25, 0, 59), utc(2026, 10, 24, 23, 59)),
        (datetime(2026, 10, 25, 2, 0), utc(2026, 10, 25, 2, 0)),
    ],
)
def test_the_minutes_beside_a_change_are_read_plainly(wall, moment):
    assert clock.from_local(wall, LONDON) == moment


def test_a_leap_day_is_a_day():
    assert clock.from_local(datetime(2028, 2, 29, 12), LONDON) == utc(2028, 2, 29, 12)
    assert clock.local_day(utc(2028, 2, 29, 23, 59), LONDON) == date(2028, 2, 29)


def test_every_quarter_hour_of_two_years_comes_back_as_it_went():
    moments = [utc(2027, 1, 1) + timedelta(minutes=15 * step) for step in range(2 * 365 * 96)]
    there_and_back = [clock.from_local(clock.to_local(one, LONDON).replace(tzinfo=None), LONDON) for one in moments]
    moved = [one for one, back in zip(moments, there_and_back, strict=True) if one != back]
    assert moved == [
        *(utc(2027, 10, 31, 0) + timedelta(minutes=15 * step) for step in range(4)),
        *(utc(2028, 10, 29, 0) + timedelta(minutes=15 * step) for step in range(4)),
    ]


def test_a_late_evening_in_summer_belongs_to_the_local_day():
    assert clock.local_day(utc(2026, 6, 30, 23, 30), LONDON) == date(2026, 7, 1)


@pytest.mark.parametrize(("hours", "days"), [(0, 0), (1, 1), (24, 1), (25, 2), (-1, 0), (-25, -1)])
def test_days_that_are_left_are_rounded_up(hours, days):
    now = utc(2026, 6, 1)
    assert clock.days_until(now + timedelta(hours=hours), since=now) == days


def test_now_is_aware_and_has_whole_seconds():
    now = clock.now()
    assert (now.tzinfo, now.microsecond) == (UTC, 0)


def test_a_clock_that_was_held_goes_on_afterwards():
    with clock.set_to(utc(2001, 1, 1)):
        assert clock.now() == utc(2001, 1, 1)
    assert clock.now() > utc(2020, 1, 1)
