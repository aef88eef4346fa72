"""How equal shares go on when money is left: with larger shares than there are, as long as the pot still pays for all.

`add1` gives every voter one more unit of money than their part of the pot, then two, and so on. Source: the completion
methods described at equalshares.net, as in Peters, Pierczyński, Skowron (2021), section on exhaustiveness.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from webapp.tally.ballots.budget import Amount, Budget
from webapp.tally.counts.equal_shares.increments import Stretch


class Completion(StrEnum):
    """`none`: shares are the equal parts of the pot. `until-overspend`: the last share before one that would cost more
    than the pot. `until-exhaustive`: the first share after which no backed project fits into what is left, or the last
    before one costs too much. `add1u`: the same, and then by votes what still fits."""

    NONE = "none"
    UNTIL_OVERSPEND = "add1-until-overspend"
    UNTIL_EXHAUSTIVE = "add1-until-exhaustive"
    UTILITARIAN = "add1u"


@dataclass(frozen=True, kw_only=True)
class Ending:
    """The increment whose purchases hold, and how many were tried to know that."""

    increment: int
    tried: int


def ending(budget: Budget, offered: Iterable[str], stretches: Iterable[Stretch], completion: Completion) -> Ending:
    """Where a completion other than `none` ends. `offered` are the projects by the numbers that stretches give them."""
    by_id = budget.by_id
    costs = [by_id[one].cost for one in offered]
    last = 0
    for stretch in stretches:
        cost = sum(costs[project] for project in stretch.bought)
        if cost > budget.pot:
            return Ending(increment=last, tried=stretch.first)
        if completion is not Completion.UNTIL_OVERSPEND and _exhaustive(costs, stretch, budget.pot - cost):
            return Ending(increment=stretch.first, tried=stretch.first)
        last = stretch.last
    return Ending(increment=last, tried=last)


def _exhaustive(costs: list[Amount], stretch: Stretch, left: Amount) -> bool:
    bought = set(stretch.bought)
    return all(cost > left for project, cost in enumerate(costs) if project not in bought)
