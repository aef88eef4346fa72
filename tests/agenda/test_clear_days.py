"""The notice clock over weekends, bank holidays, leap years and changes of the clocks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.agenda.rules.bank_holidays import Calendar, Nation, easter, holidays
from webapp.agenda.rules.clear_days import Days, clear_days, earliest_meeting, last_day, latest_notice
from webapp.agenda.rules.notice import Standing, Terms, notice_of, what_is_missing
from webapp.agenda.rules.site import site_from
from webapp.settings import DEFAULTS, BadSetting

ENGLAND = Calendar()
TERMS = Terms(plan_days=28, plan_counting=Days.CALENDAR, agenda_days=5, agenda_counting=Days.WORKING, calendar=ENGLAND)
DAYS = st.dates(date(2000, 1, 1), date(2199, 6, 1))
COUNTINGS = st.sampled_from(Days)


def england(year):
    return sorted(holidays(Nation.ENGLAND_AND_WALES, year))


def meeus(year):
    """Easter by another algorithm (Meeus, Jones, Butcher), to compare with."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), (i, k) = divmod(b, 4), divmod(c, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    ell = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * ell) // 451
    month, day = divmod(h + ell - 7 * m + 114, 31)
    return date(year, month, day + 1)


def test_easter_agrees_with_another_algorithm_for_two_thousand_years():
    assert [year for year in range(1583, 4000) if easter(year) != meeus(year)] == []


def test_an_ordinary_year_has_eight_bank_holidays():
    assert england(2025) == [date(2025, 1, 1), date(2025, 4, 18), date(2025, 4, 21), date(2025, 5, 5),
                             date(2025, 5, 26), date(2025, 8, 25), date(2025, 12, 25), date(2025, 12, 26)]  # fmt: skip


@pytest.mark.parametrize(("year", "off"), [
    (2021, [(27, 12), (28, 12)]),  # Saturday and Sunday
    (2022, [(26, 12), (27, 12)]),  # Christmas on a Sunday: Boxing Day keeps its Monday
    (2026, [(25, 12), (28, 12)]),  # Boxing Day on a Saturday
    (2027, [(27, 12), (28, 12)]),
    (2028, [(25, 12), (26, 12)]),
])  # fmt: skip
def test_christmas_on_a_weekend_moves_to_the_next_free_days(year, off):
    assert [(day.day, day.month) for day in england(year) if day.month == 12] == off


def test_new_year_on_a_saturday_is_the_monday():
    assert england(2022)[0] == date(2022, 1, 3)


def test_days_that_were_holidays_once_are_known_and_those_that_moved_are_ordinary():
    assert {date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)} <= {*england(2022), *england(2023)}
    assert date(2022, 5, 30) not in england(2022)
    assert date(2020, 5, 4) not in england(2020)
    assert date(2020, 5, 8) in england(2020)


def test_other_nations_have_days_of_their_own():
    scotland, ulster = holidays(Nation.SCOTLAND, 2023), holidays(Nation.NORTHERN_IRELAND, 2026)
    assert {date(2023, 1, 2), date(2023, 1, 3), date(2023, 8, 7), date(2023, 11, 30)} <= scotland
    assert easter(2023) + timedelta(days=1) not in scotland
    assert {date(2026, 3, 17), date(2026, 7, 13)} <= ulster  # 12 July 2026 is a Sunday


@given(DAYS, st.integers(-40, 900), st.sampled_from(Nation), st.frozensets(DAYS, max_size=4))
def test_working_days_between_two_are_those_that_a_walk_through_them_meets(after, further, nation, extra):
    calendar, before = Calendar(nation=nation, extra=extra), after + timedelta(days=further)
    walked = [day for number in range(1, further) if calendar.is_working(day := after + timedelta(days=number))]
    assert calendar.working_days(after, before) == len(walked)


@given(st.integers(1974, 2199))
def test_every_year_has_eight_working_days_off_or_more_and_none_on_a_weekend(year):
    days = england(year)
    assert len(days) >= 8
    assert all(day.weekday() < 5 for day in days)


def test_the_day_of_the_notice_and_the_day_of_the_meeting_are_not_counted():
    monday, friday = date(2026, 6, 1), date(2026, 6, 5)
    assert clear_days(monday, friday, Days.CALENDAR, ENGLAND) == 3
    assert clear_days(monday, monday, Days.CALENDAR, ENGLAND) == 0
    assert clear_days(friday, monday, Days.CALENDAR, ENGLAND) == 0


def test_an_agenda_for_tuesday_must_be_out_on_the_monday_of_the_week_before():
    assert latest_notice(date(2026, 6, 16), 5, Days.WORKING, ENGLAND) == date(2026, 6, 8)
    assert earliest_meeting(date(2026, 6, 8), 5, Days.WORKING, ENGLAND) == date(2026, 6, 16)


def test_five_clear_days_over_christmas_end_in_the_new_year():
    assert earliest_meeting(date(2026, 12, 22), 5, Days.WORKING, ENGLAND) == date(2027, 1, 1)
    assert clear_days(date(2026, 12, 22), date(2027, 1, 5), Days.WORKING, ENGLAND) == 6  # 23, 24, 29, 30, 31, 4 January


def test_easter_lies_between():
    assert earliest_meeting(date(2027, 3, 24), 5, Days.WORKING, ENGLAND) == date(2027, 4, 3)  # 26 and 29 March are off


def test_twenty_eight_clear_days_count_every_day_and_a_leap_day_too():
    assert earliest_meeting(date(2026, 6, 1), 28, Days.CALENDAR, ENGLAND) == date(2026, 6, 30)
    assert earliest_meeting(date(2028, 2, 1), 28, Days.CALENDAR, ENGLAND) == date(2028, 3, 1)
    assert earliest_meeting(date(2027, 2, 1), 28, Days.CALENDAR, ENGLAND) == date(2027, 3, 2)


def test_a_decision_can_be_called_in_for_five_working_days():
    assert last_day(date(2026, 12, 23), 5, ENGLAND) == date(2027, 1, 4)
    assert last_day(date(2026, 6, 6), 1, ENGLAND) == date(2026, 6, 8)  # published on a Saturday


def test_a_day_that_an_authority_adds_is_not_counted():
    shut = Calendar(extra=frozenset({date(2026, 6, 9)}))
    assert earliest_meeting(date(2026, 6, 8), 5, Days.WORKING, shut) == date(2026, 6, 17)


@given(DAYS, st.integers(0, 40), COUNTINGS)
@settings(max_examples=60)
def test_the_earliest_meeting_has_just_enough_notice(notice, needed, counting):
    meeting = earliest_meeting(notice, needed, counting, ENGLAND)
    assert clear_days(notice, meeting, counting, ENGLAND) >= needed
    assert clear_days(notice, meeting - timedelta(days=1), counting, ENGLAND) < needed or needed == 0


@given(DAYS, st.integers(0, 40), COUNTINGS)
@settings(max_examples=60)
def test_the_latest_notice_is_just_in_time(meeting, needed, counting):
    notice = latest_notice(meeting, needed, counting, ENGLAND)
    assert clear_days(notice, meeting, counting, ENGLAND) >= needed
    assert clear_days(notice + timedelta(days=1), meeting, counting, ENGLAND) < max(needed, 1)


@given(DAYS, st.integers(0, 30), st.integers(0, 40), COUNTINGS)
@settings(max_examples=60)
def test_later_notice_never_gives_an_earlier_meeting(notice, later, needed, counting):
    after = earliest_meeting(notice + timedelta(days=later), needed, counting, ENGLAND)
    assert after >= earliest_meeting(notice, needed, counting, ENGLAND)


@given(DAYS, st.integers(0, 60))
@settings(max_examples=60)
def test_working_days_are_never_more_than_days(notice, days):
    meeting = notice + timedelta(days=days)
    assert clear_days(notice, meeting, Days.WORKING, ENGLAND) <= clear_days(notice, meeting, Days.CALENDAR, ENGLAND)


@pytest.mark.parametrize(("moment", "day"), [
    (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), date(2026, 10, 25)),  # 00:30, summer time, on the night it ends
    (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 25)),  # 01:30, shown twice that night
    (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), date(2027, 3, 28)),  # 00:30, half an hour before clocks go forward
    (datetime(2027, 3, 28, 23, 30, tzinfo=UTC), date(2027, 3, 29)),  # 00:30 of the next day, by summer time
])  # fmt: skip
def test_a_meeting_at_night_is_on_the_day_the_place_calls_it(moment, day):
    assert site_from(DEFAULTS).day(moment) == day


def test_an_hour_gained_or_lost_changes_no_clear_day():
    site = site_from(DEFAULTS)
    notice, meeting = datetime(2026, 10, 19, 23, 30, tzinfo=UTC), datetime(2026, 10, 28, 0, 30, tzinfo=UTC)
    assert site.day(notice) == date(2026, 10, 20)
    assert clear_days(site.day(notice), site.day(meeting), Days.CALENDAR, site.calendar) == 7


def notice(**facts):
    facts = {"key": True, "planned_on": date(2026, 6, 1), "meets_on": date(2026, 6, 30), "reason": "", "agreed_by": "",
             "terms": TERMS} | facts  # fmt: skip
    return notice_of(**facts)


def test_a_key_decision_needs_twenty_eight_clear_days():
    assert notice().standing is Standing.ENOUGH
    short = notice(meets_on=date(2026, 6, 29))
    assert (short.standing, short.had) == (Standing.TOO_SHORT, 27)
    assert what_is_missing(short, earliest="30 June 2026") == (
        "It needs 28 clear days and has 27: the earliest date is 30 June 2026."
    )


def test_with_five_clear_days_and_a_reason_it_is_a_general_exception():
    assert notice(meets_on=date(2026, 6, 12), reason="A grant ends").standing is Standing.GENERAL_EXCEPTION
    assert notice(meets_on=date(2026, 6, 8), reason="A grant ends").standing is Standing.TOO_SHORT


def test_with_less_somebody_must_have_agreed_that_it_cannot_wait():
    urgent = notice(meets_on=date(2026, 6, 8), reason="The roof fell in", agreed_by="The chair of scrutiny")
    assert urgent.standing is Standing.SPECIAL_URGENCY
    assert notice(meets_on=date(2026, 6, 8), agreed_by="The chair of scrutiny").standing is Standing.TOO_SHORT


def test_any_other_item_needs_the_notice_of_an_agenda():
    assert notice(key=False, meets_on=date(2026, 6, 9)).standing is Standing.ENOUGH
    assert notice(key=False, meets_on=date(2026, 6, 8)).standing is Standing.TOO_SHORT


def test_without_a_date_the_earliest_is_said():
    undated = notice(meets_on=None)
    assert (undated.standing, undated.earliest) == (Standing.NO_DATE, date(2026, 6, 30))


@pytest.mark.parametrize("wrong", [{"BANK_HOLIDAYS": "narnia"}, {"EXTRA_BANK_HOLIDAYS": ["Tuesday"]}])
def test_a_setting_that_makes_no_sense_is_named(wrong):
    with pytest.raises(BadSetting, match=next(iter(wrong))):
        site_from(DEFAULTS | wrong)
