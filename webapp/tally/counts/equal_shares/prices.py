"""The price of a project: what each backer pays for a unit of its worth so that they pay for all of it together.

Whoever has less than their part gives all they have; the others share the rest equally for each level of worth. Source:
D. Peters, G. Pierczyński, P. Skowron, "Proportional Participatory Budgeting with Additive Utilities" (NeurIPS 2021).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from webapp.tally.counts.equal_shares.market import Backers


@dataclass(frozen=True, slots=True)
class Price:
    """`rest` is shared by those who can afford their part, `rest / weight` for each level; `weight` is the
    sum of their levels."""

    rest: int
    weight: int


Holding: TypeAlias = Sequence[tuple[Backers, Sequence[float]]]
"""Backers and what their groups have left: whole numbers, as int, or as float where all sums are below 2 to the 53."""


def total(held: Holding) -> int:
    """What these backers have left together."""
    return sum(backers.size * int(sum(money)) for backers, money in held)


def price(cost: int, weight: int, held: Holding, *, known: Price | None = None) -> Price:
    """The price of a project of this cost, backed with this weight by those who hold the money: at least the cost.
    `known` is a price that this one cannot be below."""
    return list(rising(cost, weight, held, known=known))[-1]


def rising(cost: int, weight: int, held: Holding, *, known: Price | None = None) -> Iterator[Price]:
    """Prices that the true one is not below, each higher than the last; the last is the true one.

    Each pass finds who is short of the part that the last pass gives, starting from the known price or from nobody. The
    part only grows, and who was short stays short, so it ends at the one price there is.
    """
    rest, able = (known.rest, known.weight) if known else (cost, weight)
    while True:
        given, left = 0, weight
        for backers, money in held:
            part = type(money[0])(-(-rest * backers.level // able))
            short = [one for one in money if one < part]
            if short:
                given += backers.size * int(sum(short))
                left -= backers.size * backers.level * len(short)
        settled = (rest, able) == (cost - given, left)
        rest, able = cost - given, left
        yield Price(rest, able)
        if settled:
            return
