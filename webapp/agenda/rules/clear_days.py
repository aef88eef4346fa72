"""The notice clock: clear days, the earliest meeting, the last day of a call-in. Pure, in days of the place.

A clear day is a whole one: neither the day of the notice nor the day of the meeting is counted (R v Herefordshire
Justices (1820); R v Swansea City Council ex parte Elitestone (1993)). Which days count is a body's own setting:

- the agenda, 5 clear days: Local Government Act 1972, section 100B(3), with three made five by SI 2002/715. Papers must
  be open to inspection at the council's offices, so by the usual reading working days: no weekends, no bank holidays;
- a key decision, 28 clear days: SI 2012/2089, regulation 9(2). The regulations exclude no day, and authorities put
  their plan online every day of the week, so calendar days.
"""

from datetime import date, timedelta
from enum import StrEnum

from webapp.agenda.rules.bank_holidays import Calendar

_DAY = timedelta(days=1)


class Days(StrEnum):
    """Which days count."""

    WORKING = "working days"
    CALENDAR = "calendar days"


def counts(day: date, days: Days, calendar: Calendar) -> bool:
    return days is Days.CALENDAR or calendar.is_working(day)


def clear_days(notice: date, meeting: date, days: Days, calendar: Calendar) -> int:
    """How many counted days lie between the two, neither included; 0 when the meeting is not after the notice."""
    if days is Days.CALENDAR:
        return max(0, (meeting - notice).days - 1)
    return calendar.working_days(notice, meeting)


def earliest_meeting(notice: date, needed: int, days: Days, calendar: Calendar) -> date:
    """The first day on which a body may meet after `needed` clear days' notice."""
    return _nth(notice, needed, days, calendar, _DAY) + _DAY


def latest_notice(meeting: date, needed: int, days: Days, calendar: Calendar) -> date:
    """The last day on which notice of the meeting can be given."""
    return _nth(meeting, needed, days, calendar, -_DAY) - _DAY


def last_day(published: date, working_days: int, calendar: Calendar) -> date:
    """The last of so many working days after the day of publication: until its end a decision can be called in."""
    return _nth(published, working_days, Days.WORKING, calendar, _DAY)


def _nth(start: date, number: int, days: Days, calendar: Calendar, step: timedelta) -> date:
    """The `number`th counted day from `start`, itself not counted; `start` for 0."""
    if days is Days.CALENDAR:
        return start + number * step
    at = start
    while number:
        at += step
        number -= calendar.is_working(at)
    return at
