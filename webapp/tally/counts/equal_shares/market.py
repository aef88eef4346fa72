"""A budget as equal shares sees it: who would pay for what, in units that make every share and cost a whole number."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import lcm
from operator import itemgetter
from typing import Any, TypeAlias

from webapp.tally.ballots.amounts import plain
from webapp.tally.ballots.budget import Amount, Budget
from webapp.tally.counts.budgeting import Backing

Money: TypeAlias = Sequence[int]
"""What each voter of a group has left, by group."""


@dataclass(frozen=True, kw_only=True)
class Backers:
    """Groups of voters that back a project to the same level and are of the same size; `pick` takes what belongs to
    them (money, say) out of a sequence over all groups."""

    level: int
    size: int
    members: tuple[int, ...]
    pick: Callable[[Sequence[Any]], Sequence[Any]]


class Utility(StrEnum):
    """What a funded project is worth to a voter who backs it: its cost, 1, or the points they gave it."""

    COST = "cost"
    CARDINALITY = "cardinality"
    POINTS = "points"


@dataclass(frozen=True, kw_only=True)
class Market:
    """Projects that somebody backs and that cost something, by index; groups of voters with the same ballot, by index.

    `costs` and shares are in units of which `unit` make one unit of money. `worth[p]` is what a project is worth to
    a voter at level 1; a price for each unit of that, times `per_worth`, is money for each unit of utility (for cost
    utility a plain number). `weight[p]` is the sum of its backers' levels. `place[p]` tells equals apart. `first[p]` is
    a project's rank if nobody runs short: by price for each unit of worth, then by place. `ballots` gives each group's
    (project, level) pairs.
    """

    projects: tuple[str, ...]
    costs: tuple[int, ...]
    worth: tuple[int, ...]
    per_worth: Fraction
    backers: tuple[tuple[Backers, ...], ...]
    weight: tuple[int, ...]
    place: tuple[int, ...]
    first: tuple[int, ...]
    ballots: tuple[tuple[tuple[int, int], ...], ...]
    pot: int
    unit: int
    voters: int

    @property
    def groups(self) -> int:
        return len(self.ballots)

    def share(self, increments: int) -> int:
        """What each voter has after so many units of money were added to the equal part of the pot."""
        return self.pot // self.voters + increments * self.unit

    def amount(self, units: int | Fraction) -> Amount:
        """Units as money."""
        return plain(Fraction(units) / self.unit)


def market_of(budget: Budget, held: Backing, utility: Utility, *, fineness: int = 1) -> Market:
    """`fineness` units for each that exact shares need; the same market else."""
    offered = [one for one in budget.projects if one.cost > 0 and held.ballots[one.id] > 0]
    index = {one.id: number for number, one in enumerate(offered)}
    steps = _steps(budget) if utility is Utility.POINTS else 1
    groups = _groups(budget, index, steps if utility is Utility.POINTS else None)
    voters = budget.total
    parts = lcm(Fraction(budget.pot).denominator, *(Fraction(one.cost).denominator for one in offered))
    unit = parts * max(voters, 1) * fineness
    costs = tuple(int(one.cost * unit) for one in offered)
    worth = costs if utility is Utility.COST else (1,) * len(offered)
    backers = _backers(groups, len(offered))
    weight = tuple(sum(one.level * one.size * len(one.members) for one in classes) for classes in backers)
    place = tuple(held.place[one.id] for one in offered)
    ranked = sorted(range(len(offered)), key=lambda p: (Fraction(costs[p], weight[p] * worth[p]), place[p]))
    return Market(
        projects=tuple(index),
        costs=costs,
        worth=worth,
        per_worth=Fraction(1) if utility is Utility.COST else Fraction(steps, unit),
        backers=backers,
        weight=weight,
        place=place,
        first=tuple(ranked.index(p) for p in range(len(offered))),
        ballots=tuple(groups),
        pot=int(budget.pot * unit),
        unit=unit,
        voters=voters,
    )


def _steps(budget: Budget) -> int:
    """How many levels make one point, so that every level is a whole number."""
    return lcm(*(Fraction(points).denominator for marks in budget.ballots for _, points in marks))


def _groups(budget: Budget, index: dict[str, int], steps: int | None) -> Counter[tuple[tuple[int, int], ...]]:
    """Ballots as ((project, level), …) of what they back, and how many say the same: all at level 1, or, with `steps`
    to a point, by points."""
    groups: Counter[tuple[tuple[int, int], ...]] = Counter()
    for marks, how_many in budget.ballots.items():
        backed = {index[one]: points for one, points in marks if points > 0 and one in index}
        if backed:
            levels = ((one, int(points * steps) if steps else 1) for one, points in backed.items())
            groups[tuple(sorted(levels))] += how_many
    return groups


def _backers(groups: Counter[tuple[tuple[int, int], ...]], projects: int) -> tuple[tuple[Backers, ...], ...]:
    alike: list[dict[tuple[int, int], list[int]]] = [{} for _ in range(projects)]
    for group, (backed, size) in enumerate(groups.items()):
        for project, level in backed:
            alike[project].setdefault((level, size), []).append(group)
    return tuple(
        tuple(
            Backers(level=level, size=size, members=tuple(members), pick=_picker(members))
            for (level, size), members in classes.items()
        )
        for classes in alike
    )


def _picker(members: list[int]) -> Callable[[Sequence[Any]], Sequence[Any]]:
    if len(members) > 1:
        return itemgetter(*members)
    only = members[0]
    return lambda held: (held[only],)
