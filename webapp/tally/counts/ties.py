"""Options that stand equal, told apart: by what they held at other stages of the count, then by the lot."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from webapp.tally.counts import lots
from webapp.tally.counts.result import Tie

End: TypeAlias = Callable[[Iterable[int]], int]
"""Which end of the totals is looked for: `max` to choose who wins, `min` to choose who goes."""

LOT = "lot"
MOST_RECENT = "most recent stage that differs"
FIRST = "first stage that differs"


def by_stages(tied: Sequence[int], stages: Iterable[Mapping[int, int]], end: End, *, rule: str, seed: str) -> Tie:
    """One of `tied`: who was highest or lowest at the first of `stages` that tells; of those still equal, by the lot.

    `stages` are totals in the order in which they are asked, and `rule` is what that order is called.
    """
    left = list(tied)
    for totals in stages:
        best = end(totals[option] for option in left)
        left = [option for option in left if totals[option] == best]
        if len(left) == 1:
            return Tie(options=tuple(tied), rule=rule, chosen=tuple(left))
    return Tie(options=tuple(tied), rule=LOT, chosen=(lots.draw(seed, left)[0],))


def by_lot(tied: Sequence[int], *, seed: str) -> Tie:
    """One of `tied`: the first that the lot of this seed draws."""
    return by_stages(tied, (), max, rule=LOT, seed=seed)
