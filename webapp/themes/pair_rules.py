"""Which answers a second coder gets, and which codes settle a difference. Pure: every fact comes in as an argument."""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from hashlib import blake2b
from math import ceil

from webapp.i18n import _
from webapp.tally.figures import LEAST_BASE

SHARES = (10, 15, 20, 100)
"""Percent of different answers that may be drawn; ten to twenty is what teams of people usually check."""
USUAL_SHARE = 15


Span = tuple[int, int]


class Side(StrEnum):
    """Whose codes an answer gets when two people differ."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"
    ANEW = "anew"


def how_many(different: int, share: int) -> int:
    """How many of `different` answers make `share` percent; at least as many as a percentage can be given of."""
    return min(different, max(LEAST_BASE, ceil(different * share / 100)))


def draw(groups: Sequence[Collection[int]], *, seed: int, wanted: int, drawn: Collection[int]) -> list[int]:
    """One answer each of groups of equal ones, by lot, until `wanted` groups have one that was `drawn` now or before.

    The same seed gives the same order whatever the share, so that a larger share holds the smaller one.
    """
    before = set(drawn)
    left = [group for group in groups if before.isdisjoint(group)]
    room = max(0, wanted - (len(groups) - len(left)))
    by_lot = sorted(left, key=lambda group: _lot(seed, "group", min(group)))
    return [min(group, key=lambda item: _lot(seed, "item", item)) for group in by_lot[:room]]


def _lot(seed: int, of: str, item: int) -> bytes:
    return blake2b(f"{seed} {of} {item}".encode(), digest_size=16).digest()


def why_not_draw(*, different: int, new: int) -> str | None:
    """The reason why no answer can be drawn, or None."""
    if not different:
        return _("There is nothing to draw from yet.")
    if not new:
        return _("So many have been drawn already. Choose a larger share to draw more.")
    return None


def settled_codes(
    side: Side, *, first: Collection[int], second: Collection[int], anew: Collection[int], special: Collection[int]
) -> frozenset[int]:
    """The codes an answer gets. "Both" leaves out the special ones where the other side found a theme."""
    if side is Side.ANEW:
        return frozenset(anew)
    if side is not Side.BOTH:
        return frozenset(first if side is Side.FIRST else second)
    every = frozenset(first) | frozenset(second)
    return every - frozenset(special) or every


def spans_of(chosen: Mapping[int, str], sentences: Sequence[Span], whole: Span) -> dict[int, Span]:
    """By theme id the words that say so: a sentence by its number from 1, the whole answer for anything else."""
    numbered = {str(number): span for number, span in enumerate(sentences, start=1)}
    return {theme: numbered.get(number, whole) for theme, number in chosen.items()}
