"""The one clock: every time inside is UTC and aware; people see the time of their place."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_set_to: datetime | None = None


def now() -> datetime:
    """The current moment, aware, in UTC; whole seconds, so that what is stored equals what was compared."""
    return _set_to or datetime.now(UTC).replace(microsecond=0)


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Hold the clock of this process at `moment` (tests, and the demonstration's past)."""
    global _set_to
    before, _set_to = _set_to, moment.astimezone(UTC)
    try:
        yield
    finally:
        _set_to = before


def to_local(moment: datetime, zone: str) -> datetime:
    """`moment` as the wall clock of `zone` ("Europe/London") shows it."""
    return moment.astimezone(ZoneInfo(zone))


def from_local(wall: datetime, zone: str) -> datetime:
    """The UTC moment at which the wall clock of `zone` shows `wall` (naive).

    A time that the spring change skips is read as if the clocks had not gone forward yet (one hour later on the wall);
    a time that the autumn change repeats is read as the later of the two, so that nobody loses an hour to answer.
    """
    later = wall.replace(tzinfo=ZoneInfo(zone), fold=1)
    first = wall.replace(tzinfo=ZoneInfo(zone), fold=0)
    repeated = first.utcoffset() != later.utcoffset() and _round_trips(first)
    return (later if repeated else first).astimezone(UTC)


def _round_trips(wall: datetime) -> bool:
    """Whether the wall clock really shows this time (it does not in the hour that spring skips)."""
    there = wall.astimezone(UTC).astimezone(wall.tzinfo)
    return there.replace(tzinfo=None) == wall.replace(tzinfo=None)


def from_seconds(seconds: int) -> datetime:
    """The moment so many seconds after 1970 began, as `now` would give it."""
    return datetime.fromtimestamp(seconds, UTC)


def local_day(moment: datetime, zone: str) -> date:
    """The day of `moment` in `zone`."""
    return to_local(moment, zone).date()


def next_midnight(moment: datetime, zone: str) -> datetime:
    """When the day of `moment` ends in `zone`."""
    tomorrow = local_day(moment, zone) + timedelta(days=1)
    return from_local(datetime(tomorrow.year, tomorrow.month, tomorrow.day), zone)  # noqa: DTZ001  (a wall clock)


def day_begins(day: date, zone: str) -> datetime:
    """The first moment of `day` in `zone`, also where the clocks change at midnight."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def days_until(moment: datetime, *, since: datetime) -> int:
    """Whole days from `since` to `moment`, rounded up; 0 or less when it has passed."""
    return -((since - moment) // timedelta(days=1))
