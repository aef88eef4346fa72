"""When people send: a rush at both ends, evenings and lunch breaks online, office hours for paper."""

from datetime import timedelta
from random import Random

OPENS_AT = 9  # o'clock, on a Monday
_ONLINE_HOURS = {7: 4, 8: 6, 9: 6, 10: 7, 11: 6, 12: 9, 13: 8, 14: 5, 15: 5, 16: 6, 17: 7, 18: 8, 19: 10, 20: 11, 21: 9,
                 22: 5, 23: 2, 0: 1, 5: 1, 6: 2}  # fmt: skip
_OFFICE_HOURS = {9: 3, 10: 6, 11: 6, 12: 3, 13: 3, 14: 5, 15: 5, 16: 2}


def _day(rng: Random, days: int) -> int:
    """A third come in the first four days, a fifth in the last four, the others between, thinning out."""
    rush = rng.random()
    if rush < 0.33:
        return rng.choices((0, 1, 2, 3), (5, 8, 5, 3))[0]
    if rush < 0.53:
        return days - 1 - rng.choices((0, 1, 2, 3), (8, 5, 3, 2))[0]
    return int(rng.triangular(3, days - 4, days * 0.3))


def _clock(rng: Random, hours: dict[int, int]) -> timedelta:
    hour = rng.choices(list(hours), list(hours.values()))[0]
    return timedelta(hours=hour - OPENS_AT, minutes=rng.randrange(60), seconds=rng.randrange(60))


def moment(rng: Random, channel: str, *, weeks: int) -> timedelta:
    """Time since opening, inside the consultation."""
    if channel == "online":
        sent = timedelta(days=_day(rng, weeks * 7)) + _clock(rng, _ONLINE_HOURS)
        return sent if sent > timedelta(0) else sent + timedelta(hours=11)
    day = min(_day(rng, weeks * 7), weeks * 7 - 3)
    while day % 7 >= (6 if channel == "kiosk" else 5):
        day -= 1
    return timedelta(days=day) + _clock(rng, _OFFICE_HOURS)


def late_moment(rng: Random, *, weeks: int) -> timedelta:
    """Post that arrived in the days after the close."""
    return timedelta(days=weeks * 7 + rng.choices((0, 1, 2, 3), (3, 3, 1, 1))[0]) + _clock(rng, {10: 1, 11: 2, 14: 1})
