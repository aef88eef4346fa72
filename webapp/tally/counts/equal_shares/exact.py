"""Equal shares with every number exact: what each project costs its backers, and who is left with what.

All money is integers over one denominator that grows when a price does not come out even, so nothing is ever rounded.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

from webapp.tally.counts.equal_shares.market import Market
from webapp.tally.counts.equal_shares.prices import Price, price, total


@dataclass(frozen=True, kw_only=True)
class Purchase:
    """A project that its backers paid for.

    `rho` is the price of a unit of worth to whoever paid their whole part; `payers` how many voters paid anything,
    `short` how many of them gave all they had because it was less than their part. `equals` are the projects that
    stood at the same price, this one among them.
    """

    project: int
    rho: Fraction
    payers: int
    short: int
    equals: tuple[int, ...]


def purchases(market: Market, share: int) -> Iterator[Purchase]:
    """One purchase after the other, the best price first, until no project can be paid for."""
    purse = _Purse(market, share)
    least = [(Fraction(market.costs[p], market.weight[p] * market.worth[p]), market.place[p], p) for p in _all(market)]
    heapq.heapify(least)
    while (best := _best(purse, least)) is not None:
        (rho, _, project), equals = best
        payers, short = purse.pay(project)
        yield Purchase(project=project, rho=rho, payers=payers, short=short, equals=equals)


def _all(market: Market) -> range:
    return range(len(market.projects))


def _best(
    purse: "_Purse", least: list[tuple[Fraction, int, int]]
) -> tuple[tuple[Fraction, int, int], tuple[int, ...]] | None:
    """The best price, by place among equals, taken out of the heap; and the projects equal in price.

    A price only rises while money is spent, so an old price is a lower bound: only projects whose bound does not lie
    above the best price that is known have to be asked again.
    """
    asked: list[tuple[Fraction, int, int]] = []
    best: tuple[Fraction, int, int] | None = None
    while least and (best is None or least[0][0] <= best[0]):
        _, place, project = heapq.heappop(least)
        rho = purse.rho(project)
        if rho is not None:
            asked.append((rho, place, project))
            best = min(asked[-1], best or asked[-1])
    if best is None:
        return None
    for one in asked:
        if one is not best:
            heapq.heappush(least, one)
    return best, tuple(project for rho, _, project in sorted(asked) if rho == best[0])


class _Purse:
    """What every voter has left, in `1 / parts` of the market's unit."""

    def __init__(self, market: Market, share: int) -> None:
        self._market, self._parts = market, 1
        self._money = [share] * market.groups

    def rho(self, project: int) -> Fraction | None:
        asked = self._price(project)
        if asked is None:
            return None
        return Fraction(asked.rest, asked.weight * self._parts * self._market.worth[project])

    def pay(self, project: int) -> tuple[int, int]:
        """Take the price from the backers. How many paid anything, and how many of them gave all and fell short."""
        asked = self._price(project)
        if asked is None:
            raise AssertionError("a project was bought that its backers cannot pay for")
        shared = gcd(asked.rest, asked.weight)
        finer, part = asked.weight // shared, asked.rest // shared
        if finer > 1:
            self._money = [one * finer for one in self._money]
            self._parts *= finer
        payers = short = 0
        for backers in self._market.backers[project]:
            due = part * backers.level
            for group in backers.members:
                held = self._money[group]
                payers += backers.size * (held > 0)
                short += backers.size * (0 < held < due)
                self._money[group] = held - due if held > due else 0
        return payers, short

    def _price(self, project: int) -> Price | None:
        market = self._market
        held = [(backers, backers.pick(self._money)) for backers in market.backers[project]]
        cost = market.costs[project] * self._parts
        return price(cost, market.weight[project], held) if total(held) >= cost else None
