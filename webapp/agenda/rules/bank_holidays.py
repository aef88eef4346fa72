"""Bank holidays of the nations of the United Kingdom: by rule, with what was done differently once. Pure.

Sources: Banking and Financial Dealings Act 1971, section 1 and schedule 1 (which days, by nation, and what falls on a
Saturday or Sunday); New Year's Day since 1974, the first Monday in May since 1978 and the days named in `ONCE` by royal
proclamation; Christmas Day and Good Friday by common law. Easter by the whole-number computus of J.-M. Oudin (1940), as
given in the Explanatory Supplement to the Astronomical Almanac, chapter 12.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import MAXYEAR, date, timedelta
from enum import StrEnum
from functools import lru_cache

_DAY = timedelta(days=1)
_MONDAY, _SATURDAY = 0, 5


class Nation(StrEnum):
    """Whose bank holidays count. NONE: only weekends, and what an authority adds."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The days off of a place. `extra`: days an authority adds, such as when its offices are shut or a day is new."""

    nation: Nation = Nation.ENGLAND_AND_WALES
    extra: frozenset[date] = field(default_factory=frozenset)

    def is_working(self, day: date) -> bool:
        return day.weekday() < _SATURDAY and day not in self.extra and day not in holidays(self.nation, day.year)

    def working_days(self, after: date, before: date) -> int:
        """How many lie between the two, neither included; 0 when `before` is not later."""
        weekdays = max(0, _weekdays_until(before - _DAY) - _weekdays_until(after))
        off = self.extra.union(*(holidays(self.nation, year) for year in range(after.year, before.year + 1)))
        return weekdays - sum(after < day < before and day.weekday() < _SATURDAY for day in off)


def easter(year: int) -> date:
    """Easter Sunday of the western churches."""
    golden, century = year % 19, year // 100
    moon_shift = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = moon_shift - (moon_shift // 28) * (1 - (moon_shift // 28) * (29 // (moon_shift + 1)) * ((21 - golden) // 11))
    sunday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    ahead = moon - sunday
    month = 3 + (ahead + 40) // 44
    return date(year, month, ahead + 28 - 31 * (month // 4))


def first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + (_MONDAY - first.weekday()) % 7 * _DAY


def last_monday(year: int, month: int) -> date:
    """Of a month of 31 days."""
    last = date(year, month, 31)
    return last - last.weekday() * _DAY


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _by_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + days * _DAY


def _early_may(year: int) -> date:
    return first_monday(year, 5)


def _spring(year: int) -> date:
    return last_monday(year, 5)


# Days of the month move to the next working day that is free when they fall on a weekend; weekdays never do.
_FIXED: dict[Nation, tuple[Callable[[int], date], ...]] = {
    Nation.ENGLAND_AND_WALES: (_fixed(1, 1), _fixed(12, 25), _fixed(12, 26)),
    Nation.SCOTLAND: (_fixed(1, 1), _fixed(1, 2), _fixed(11, 30), _fixed(12, 25), _fixed(12, 26)),
    Nation.NORTHERN_IRELAND: (_fixed(1, 1), _fixed(3, 17), _fixed(7, 12), _fixed(12, 25), _fixed(12, 26)),
    Nation.NONE: (),
}
_WEEKDAYS: dict[Nation, tuple[Callable[[int], date], ...]] = {
    Nation.ENGLAND_AND_WALES: (
        _by_easter(-2), _by_easter(1), _early_may, _spring, lambda year: last_monday(year, 8),
    ),
    Nation.SCOTLAND: (_by_easter(-2), _early_may, _spring, lambda year: first_monday(year, 8)),
    Nation.NORTHERN_IRELAND: (
        _by_easter(-2), _by_easter(1), _early_may, _spring, lambda year: last_monday(year, 8),
    ),
    Nation.NONE: (),
}  # fmt: skip

# By year: (days that were ordinary ones, days that were holidays instead or besides), in the whole kingdom.
ONCE: dict[int, tuple[tuple[date, ...], tuple[date, ...]]] = {
    1999: ((), (date(1999, 12, 31),)),  # the millennium
    2002: ((date(2002, 5, 27),), (date(2002, 6, 3), date(2002, 6, 4))),  # golden jubilee
    2011: ((), (date(2011, 4, 29),)),  # a royal wedding
    2012: ((date(2012, 5, 28),), (date(2012, 6, 4), date(2012, 6, 5))),  # diamond jubilee
    2020: ((date(2020, 5, 4),), (date(2020, 5, 8),)),  # 75 years since the war in Europe ended
    2022: ((date(2022, 5, 30),), (date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19))),  # jubilee; state funeral
    2023: ((), (date(2023, 5, 8),)),  # a coronation
}


@lru_cache(maxsize=512)
def holidays(nation: Nation, year: int) -> frozenset[date]:
    """The bank holidays of a year, substitutes included (which are what counts: a Sunday is no working day anyway)."""
    gone, come = ONCE.get(year, ((), ())) if nation is not Nation.NONE else ((), ())
    off = {rule(year) for rule in _WEEKDAYS[nation]} - set(gone) | set(come)
    fixed = [rule(year) for rule in _FIXED[nation]]
    off |= {day for day in fixed if day.weekday() < _SATURDAY}
    for day in fixed:
        if day.weekday() >= _SATURDAY:
            off.add(next(one for one in _weekdays_after(day) if one not in off))
    return frozenset(off)


def _weekdays_until(day: date) -> int:
    """Mondays to Fridays since 1 January of year 1, which was a Monday, `day` included."""
    weeks, days = divmod(day.toordinal(), 7)
    return 5 * weeks + min(days, 5)


def _weekdays_after(day: date) -> Iterator[date]:
    while day < date(MAXYEAR, 12, 31):
        day += _DAY
        if day.weekday() < _SATURDAY:
            yield day
