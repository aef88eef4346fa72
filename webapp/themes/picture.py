"""Whether the picture still holds: is more reading worth it, and do new answers say something else? Pure.

Every fact comes in as an argument: counts of people by theme id, never words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

FEWEST_READ = 50
"""Answers people must have read before reading can be called enough."""
STILL = 2.0
"""Points of a hundred by which no theme's share may have moved, twice running."""
NEWEST = 50
"""How many of the newest answers are held against the earlier ones."""
FEWEST_NEW, FEWEST_EARLIER = 20, 30
CLEAR = 3.0
"""Standard errors from which a difference of shares is called one: about one in four hundred by chance."""
LARGE = 10.0
"""Points of a hundred from which it is worth telling."""

Counts = Mapping[int, int]
"""People by theme id."""


def furthest_move(before: Counts, answers_before: int, after: Counts, answers: int) -> float:
    """By how many points of a hundred the share of the theme that moved most has moved."""
    if not answers_before or not answers:
        return 100.0
    moves = (
        abs(100 * after.get(theme, 0) / answers - 100 * before.get(theme, 0) / answers_before)
        for theme in {*before, *after}
    )
    return round(max(moves, default=0.0), 1)


def is_settled(moves: Sequence[float], read: int) -> bool:
    """Whether more reading no longer changes the picture. `moves`: of each time the machine learned, newest last."""
    return read >= FEWEST_READ and len(moves) >= 2 and max(moves[-2:]) <= STILL


@dataclass(frozen=True, slots=True)
class Drift:
    """How many of the `newest` answers are under something, and how many of all `earlier` ones."""

    theme: int
    newest: int
    of_newest: int
    earlier: int
    of_earlier: int


def find_drift(newest: Counts, of_newest: int, earlier: Counts, of_earlier: int) -> list[Drift]:
    """What comes up clearly more or less among the newest answers, the largest difference first.

    Two shares differ when they are `CLEAR` standard errors apart, the variance pooled (Agresti, Categorical Data
    Analysis, 3.1), and `LARGE` points of a hundred.
    """
    if of_newest < FEWEST_NEW or of_earlier < FEWEST_EARLIER:
        return []
    found = [
        Drift(theme, newest.get(theme, 0), of_newest, earlier.get(theme, 0), of_earlier)
        for theme in sorted({*newest, *earlier})
    ]
    return sorted((one for one in found if _is_clear(one)), key=lambda one: (-abs(_points(one)), one.theme))


def _points(one: Drift) -> float:
    return 100 * one.newest / one.of_newest - 100 * one.earlier / one.of_earlier


def _is_clear(one: Drift) -> bool:
    pooled = (one.newest + one.earlier) / (one.of_newest + one.of_earlier)
    error = 100 * sqrt(pooled * (1 - pooled) * (1 / one.of_newest + 1 / one.of_earlier))
    return abs(_points(one)) >= LARGE and abs(_points(one)) >= CLEAR * error
