"""A picture of where people stand that shows no person.

Where somebody stands follows from their votes, and whoever knows what pulls people where could work back from an exact
place to the votes of somebody who cast few. So there is no dot a person: people of a group are counted on a coarse
grid, squares with fewer people than the threshold go together with the nearest of the same group, and each dot stands
at the mean of at least that many people, rounded to a hundredth of the picture. Outlines go round dots, not people.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import dist, floor, sqrt
from typing import NamedTuple

from webapp.tally.opinions.facts import Placed

SQUARES = 4
"""How many squares of the grid make up the root mean square of everybody's distance from the middle."""

Point = tuple[float, float]


class Dot(NamedTuple):
    """So many people (at least the threshold) who stand around a place."""

    x: float
    y: float
    people: int


@dataclass(frozen=True, slots=True)
class _Square:
    people: int
    x: float
    y: float

    @property
    def middle(self) -> Point:
        return self.x / self.people, self.y / self.people

    def with_(self, other: "_Square") -> "_Square":
        return _Square(self.people + other.people, self.x + other.x, self.y + other.y)


def width(everyone: Iterable[Placed]) -> float:
    """The width of a square of the grid; 1 where everybody stands in the middle."""
    squares = [one.x**2 + one.y**2 for one in everyone]
    spread = sqrt(sum(squares) / len(squares)) if squares else 0.0
    return spread / SQUARES or 1.0


def dots(people: Iterable[Placed], square: float, threshold: int) -> list[Dot]:
    """The dots of people who belong together, from the largest; none where they are fewer than the threshold."""
    held: dict[tuple[int, int], list[Placed]] = defaultdict(list)
    for one in people:
        held[floor(one.x / square + 0.5), floor(one.y / square + 0.5)].append(one)
    squares = [
        _Square(len(inside), sum(sorted(one.x for one in inside)), sum(sorted(one.y for one in inside)))
        for _, inside in sorted(held.items())
    ]
    merged = _merged(squares, threshold)
    return sorted((Dot(*one.middle, one.people) for one in merged), key=lambda dot: (-dot.people, dot))


def _merged(squares: Sequence[_Square], threshold: int) -> list[_Square]:
    left = list(squares)
    while left:
        least = min(left, key=lambda one: one.people)
        if least.people >= threshold:
            return left
        left.remove(least)
        if left:
            nearest = min(left, key=lambda one: dist(one.middle, least.middle))
            left[left.index(nearest)] = nearest.with_(least)
    return left


def outline(points: Iterable[Point]) -> tuple[Point, ...]:
    """The convex hull, against the clock from the leftmost point. Source: A. Andrew's monotone chain (1979)."""
    ordered = sorted({*points})
    if len(ordered) < 3:
        return tuple(ordered)
    lower, upper = _chain(ordered), _chain(ordered[::-1])
    return (*lower[:-1], *upper[:-1])


def _chain(points: Iterable[Point]) -> list[Point]:
    chain: list[Point] = []
    for point in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(one: Point, two: Point, three: Point) -> float:
    """Above 0 for a turn to the left."""
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])
