"""Equal shares with larger and larger shares: which purchases hold for which of them, none left out.

More money for everybody can make a result worse or better, so no search by halves is valid: every increment counts. But
an increment need not be counted if it is proved to buy what its neighbours buy (see `bounded`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from webapp.tally.ballots.budget import Budget
from webapp.tally.ballots.papers import UnreadableBallots
from webapp.tally.counts.budgeting import Backing
from webapp.tally.counts.equal_shares import bounded, exact
from webapp.tally.counts.equal_shares.bounded import Opening, Step, Unsure
from webapp.tally.counts.equal_shares.market import Market, Utility, market_of

_FINE_BITS = 50
_SINGLES = 2
_MOST_EXACT = 20_000
"""How many increments are counted exactly, one by one, before giving up."""

Bought: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """From the first to the last of these increments exactly these projects are bought, in this order."""

    first: int
    last: int
    bought: Bought


def stretches(budget: Budget, held: Backing, utility: Utility) -> Iterator[Stretch]:
    """All increments from 0 upwards; ends once everything that somebody backs is bought.

    Raises UnreadableBallots if too many increments in a row would have to be counted exactly.
    """
    market = market_of(budget, held, utility)
    walk = _Walk(market, market_of(budget, held, utility, fineness=_fineness(market)))
    first, here = 0, walk.at(0)
    while len(here.bought) < len(market.projects):
        last, beyond = walk.furthest(first, here)
        yield Stretch(first=first, last=last, bought=here.bought)
        first, here = last + 1, beyond
    yield Stretch(first=first, last=first, bought=here.bought)


def _fineness(market: Market) -> int:
    return 1 << max(0, _FINE_BITS - market.pot.bit_length())


@dataclass(frozen=True)
class _Known:
    """What is bought at an increment, and the steps that prove it where no exact count was needed."""

    bought: Bought
    steps: Sequence[Step] | None


class _Walk:
    def __init__(self, market: Market, fine: Market) -> None:
        self._market, self._fine = market, fine
        self._opening = Opening(fine)
        self._exactly = 0

    def at(self, increment: int) -> _Known:
        """What is bought at this increment."""
        try:
            steps = bounded.buy(self._fine.share(increment), self._opening)
        except Unsure:
            return _Known(self._exact(increment), None)
        self._opening.extend(steps)
        return _Known(tuple(step.project for step in steps), steps)

    def furthest(self, last: int, here: _Known) -> tuple[int, _Known]:
        """The last increment of those next to each other at which the same is bought, and what is known beyond it.

        Single increments and leaps take turns; where no leap succeeds, twice as many single increments come before the
        next is tried.
        """
        singles = _SINGLES
        while True:
            for _ in range(singles):
                beyond = self.at(last + 1)
                if beyond.bought != here.bought:
                    return last, beyond
                last, here = last + 1, beyond
            landed, here = self._leap(last, here)
            singles *= 1 if landed > last else 2
            last = landed

    def _leap(self, last: int, here: _Known) -> tuple[int, _Known]:
        """As far as leaps lead that are proved to change nothing: each twice as long as the last, from the first that
        fails on half as long."""
        reach, growing = 2, True
        while reach > 1 and here.steps is not None:
            steps = bounded.follow(self._fine.share(last + reach), self._opening, here.steps)
            if steps is None:
                growing = False
                reach //= 2
            else:
                last, here = last + reach, _Known(here.bought, steps)
                reach *= 2 if growing else 1
        return last, here

    def _exact(self, increment: int) -> Bought:
        self._exactly += 1
        if self._exactly > _MOST_EXACT:
            raise UnreadableBallots(f"more than {_MOST_EXACT} increments are too close to call quickly")
        return tuple(one.project for one in exact.purchases(self._market, self._market.share(increment)))
