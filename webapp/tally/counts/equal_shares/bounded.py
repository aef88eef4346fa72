"""Equal shares in integers of a fixed fineness, many times faster than exactly, with a proof that the order is right.

How the proof goes. Paying for a project maps what voters have left to what they have left after. That map is monotone
(nobody ends with less because somebody had more) and takes the same sum (the cost) from everybody who can pay it, so it
never widens the distance between two states, added up over all voters (M. G. Crandall, L. Tartar, "Some relations
between nonexpansive and order preserving mappings", 1980). Rounding a part down changes a state by less than one unit
for each level that pays. So `drift`, the sum of these, bounds how far the state here lies from the true one, and with
it every price; where two prices lie too close to say which is lower, `Unsure` is raised and the exact count decides.

The same monotony spans shares: with the same purchases so far, a larger share means no less left for anybody and no
higher price. If a project's price at a share is below every other price at a larger share, purchase after purchase,
then it is the cheapest at every share between, and the purchases are the same for all of them.
"""

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from webapp.tally.counts.equal_shares.market import Market
from webapp.tally.counts.equal_shares.prices import Holding, Price, price, rising, total

_BITS = 64
"""Prices for a unit of worth are compared in units of 2 to the minus this."""

_EXACT_FLOATS = 2**53
"""Whole numbers below this are exact as floats too, which are quicker to compare and to add up."""

_Bound: TypeAlias = tuple[int, int, int]
"""(a price that the project's is not below, its rank if nobody runs short, the project): the lowest first."""


class Unsure(Exception):
    """Rounding may have changed what is bought."""


@dataclass(frozen=True, slots=True)
class Step:
    """A project bought, at a price not above `upper`; `unhindered`: all its backers could pay their part."""

    project: int
    upper: int
    unhindered: bool


@dataclass
class Opening:
    """The first purchases as long as each is the best there can be and hinders nobody: they stay for larger shares."""

    market: Market
    paid: list[int] = field(default_factory=list)
    drift: int = 0
    steps: list[Step] = field(default_factory=list)

    def extend(self, steps: Sequence[Step]) -> None:
        """Take in what a run shows to hold for all larger shares."""
        market = self.market
        left = set(range(len(market.projects))) - {step.project for step in self.steps}
        for step in steps[len(self.steps) :]:
            if not step.unhindered or market.first[step.project] > min(market.first[p] for p in left):
                break
            left.remove(step.project)
            self._take(step)

    def _take(self, step: Step) -> None:
        market, project = self.market, step.project
        self.paid = self.paid or [0] * market.groups
        for backers in market.backers[project]:
            due = market.costs[project] // market.weight[project] * backers.level
            for group in backers.members:
                self.paid[group] += due
        self.drift += market.weight[project]
        self.steps.append(step)


def buy(share: int, opening: Opening) -> list[Step]:
    """The purchases at this share. Raises Unsure."""
    run = _Run(share, opening)
    while (step := run.best()) is not None:
        run.pay(step)
    return run.steps


def follow(share: int, opening: Opening, guide: Sequence[Step]) -> list[Step] | None:
    """The purchases at this share, if they are proved to be those of `guide`, a run at a smaller share, here and at
    every share between; else None."""
    run = _Run(share, opening)
    try:
        for step in guide[len(opening.steps) :]:
            if run.may_undercut(step):
                return None
            run.pay(run.again(step))
        return None if run.may_undercut(None) else run.steps
    except Unsure:
        return None


class _Run:
    """Purchases at one share, as far as they have come."""

    def __init__(self, share: int, opening: Opening) -> None:
        market = opening.market
        self._market, self._drift, self.steps = market, opening.drift, list(opening.steps)
        number = float if share * market.voters < _EXACT_FLOATS else int
        self._money = [number(share - paid) for paid in opening.paid or [0] * market.groups]
        self._holdings: dict[int, Holding] = {}
        self._known: dict[int, Price] = {}
        self._now: dict[int, Price] = {}
        bought = {step.project for step in self.steps}
        self._bounds = [
            ((cost << _BITS) // (market.weight[p] * market.worth[p]), market.first[p], p)
            for p, cost in enumerate(market.costs)
            if p not in bought
        ]
        heapq.heapify(self._bounds)

    def best(self) -> Step | None:
        """What is bought next; None if nothing can be paid for. Raises Unsure."""
        asked: list[_Bound] = []
        best: tuple[_Bound, Step] | None = None
        while self._bounds and (best is None or self._bounds[0][0] <= best[1].upper):
            bound = self._raised(heapq.heappop(self._bounds), best[1].upper if best else None)
            if bound is not None:
                asked.append(bound)
                if best is None or bound < best[0]:
                    best = bound, self._step(bound[2])
        if best is None:
            return None
        for bound in asked:
            if bound != best[0]:
                if bound[0] <= best[1].upper and not self._goes_first(best[1], bound[2]):
                    raise Unsure
                heapq.heappush(self._bounds, bound)
        return best[1]

    def may_undercut(self, step: Step | None) -> bool:
        """Whether some project other than the step's may have a price as low as the step's upper bound or, without a
        step, may be paid for at all."""
        kept: list[_Bound] = []
        undercut = False
        while self._bounds and not undercut and (step is None or self._bounds[0][0] <= step.upper):
            known = heapq.heappop(self._bounds)
            if step is not None and (known[2] == step.project or self._goes_first(step, known[2])):
                kept += [known] if known[2] != step.project else []
                continue
            bound = self._raised(known, step.upper if step else None)
            if bound is not None:
                kept.append(bound)
                undercut = step is None or bound[0] <= step.upper
        for bound in kept:
            heapq.heappush(self._bounds, bound)
        return undercut

    def again(self, step: Step) -> Step:
        """The same purchase at this share. Raises Unsure."""
        self._bounds = [bound for bound in self._bounds if bound[2] != step.project]
        heapq.heapify(self._bounds)
        if total(self._holding(step.project)) - self._drift < self._market.costs[step.project]:
            raise Unsure
        return self._step(step.project)

    def pay(self, step: Step) -> None:
        """Take the price from its backers, each part rounded down, and keep account of the rounding."""
        asked = self._price(step.project)
        part = asked.rest // asked.weight
        money, number = self._money, type(self._money[0])
        for backers, held in self._holding(step.project):
            least, due, nothing = (
                number(-(-asked.rest * backers.level // asked.weight)),
                part * backers.level,
                number(0),
            )
            for group, one in zip(backers.members, held, strict=True):
                money[group] = one - due if one >= least else nothing
        self._drift += asked.weight
        self.steps.append(step)
        self._holdings.clear()
        self._now.clear()

    def _raised(self, bound: _Bound, limit: int | None) -> _Bound | None:
        """The bound at what backers have now, as high as it can be or just above the limit; None if they certainly
        cannot pay. Raises Unsure."""
        low, first, project = bound
        cost, held = self._market.costs[project], total(self._holding(project))
        if held + self._drift < cost:
            return None
        if held - self._drift < cost:
            raise Unsure
        for asked in self._rising(project):
            now = ((asked.rest - self._drift) << _BITS) // (asked.weight * self._market.worth[project])
            low = max(low, now)
            if limit is not None and low > limit:
                break
        return low, first, project

    def _step(self, project: int) -> Step:
        """The project, which can certainly be paid for, with an upper bound of its price: what it would be if it cost
        as much more as rounding may have taken from its backers or left to them."""
        market, asked = self._market, self._price(project)
        cost, weight, held = market.costs[project], market.weight[project], self._holding(project)
        unhindered = asked.weight == weight and all(
            min(money) - self._drift >= -(-cost * backers.level // weight) for backers, money in held
        )
        if not unhindered:
            asked = price(cost + self._drift, weight, held, known=Price(asked.rest + self._drift, asked.weight))
        return Step(project, -(-(asked.rest << _BITS) // (asked.weight * market.worth[project])), unhindered)

    def _price(self, project: int) -> Price:
        """The price at what is left here."""
        return self._now[project] if project in self._now else list(self._rising(project))[-1]

    def _rising(self, project: int) -> Iterator[Price]:
        """Lower bounds of the price at what is left here, the last the price. Money only goes, so what was a lower
        bound once is one still."""
        known, market = self._known.get(project), self._market
        for asked in rising(market.costs[project], market.weight[project], self._holding(project), known=known):
            self._known[project] = asked
            yield asked
        self._now[project] = asked

    def _holding(self, project: int) -> Holding:
        """What the backers of a project have left, picked out once between two purchases."""
        if project not in self._holdings:
            backed = self._market.backers[project]
            self._holdings[project] = [(backers, backers.pick(self._money)) for backers in backed]
        return self._holdings[project]

    def _goes_first(self, step: Step, other: int) -> bool:
        """Whether a project goes before another at any share although their prices may be equal."""
        market = self._market
        if step.unhindered and market.first[step.project] < market.first[other]:
            return True
        same = market.costs[step.project] == market.costs[other] and market.weight[step.project] == market.weight[other]
        before = market.place[step.project] < market.place[other]
        return same and before and self._backing(step.project) == self._backing(other)

    def _backing(self, project: int) -> Counter[tuple[object, ...]]:
        """How many backers, at which level, have paid for the same projects so far: they have the same left."""
        bought = {step.project for step in self.steps}
        alike: Counter[tuple[object, ...]] = Counter()
        for backers in self._market.backers[project]:
            for ballot in backers.pick(self._market.ballots):
                paid = tuple(one for one in ballot if one[0] in bought)
                alike[backers.level, paid] += backers.size
        return alike
