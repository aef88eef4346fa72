"""What ballots give to options: how often each value, and which ballots do not count and why."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import Any

from webapp.tally.ballots.papers import Cardinal, Values

BLANK = "blank"
"""Why a ballot does not count that gives nothing to any option."""


@dataclass(frozen=True, kw_only=True)
class Given:
    """The valid ballots of a poll: `ballots` themselves, and `spread`, option → value → how many gave it.

    `invalid` says how many do not count, by reason. What a ballot leaves blank is in no spread.
    """

    ballots: Mapping[Values, int]
    valid: int
    invalid: Mapping[str, int]
    spread: Mapping[int, Mapping[int, int]]

    def total(self, option: int) -> int:
        return sum(value * ballots for value, ballots in self.spread[option].items())

    def totals(self) -> dict[int, int]:
        return {option: self.total(option) for option in self.spread}

    def base(self, option: int) -> int:
        """Valid ballots that give the option some value, 0 included."""
        return sum(self.spread[option].values())

    def many(self, option: int, value: int) -> int:
        """Valid ballots that give the option this value."""
        return self.spread[option].get(value, 0)

    def behind(self, option: int) -> int:
        """Valid ballots that give the option more than nothing."""
        return sum(ballots for value, ballots in self.spread[option].items() if value > 0)

    def shares(self) -> dict[int, Fraction | None]:
        """Of the valid ballots, those that give each option more than nothing."""
        return {option: share(self.behind(option), self.valid) for option in self.spread}

    def details(self) -> dict[str, Any]:
        """What every record of such a count says: ballots that do not count, blanks and values by option."""
        return {
            "invalid": self.invalid,
            "blanks": {option: self.valid - self.base(option) for option in self.spread},
            "values": self.spread,
        }


def share(part: int, base: int) -> Fraction | None:
    """None of nothing: there is no share where nobody said anything."""
    return Fraction(part, base) if base else None


def given(
    cardinal: Cardinal,
    *,
    lowest: int | None = None,
    highest: int | None = None,
    spoilt: Mapping[Values, str] | None = None,
) -> Given:
    """Sort the ballots that count from those that do not: blank, a value outside `lowest` to `highest`, `spoilt`.

    `spoilt` holds whole ballots with the reason why they do not count. No ballot is mended.
    """
    pairs = _count_pairs(cardinal.ballots)
    outside = _outside(pairs, lowest, highest)
    refused: dict[Values, str] = {**(spoilt or {})}
    if outside:
        refused |= dict.fromkeys(
            (values for values in cardinal.ballots if not outside.isdisjoint(values)), _range(lowest, highest)
        )
    if () in cardinal.ballots:
        refused[()] = BLANK
    return _given(cardinal, pairs, refused)


def _given(cardinal: Cardinal, pairs: Counter[tuple[int, int]], refused: Mapping[Values, str]) -> Given:
    ballots = cardinal.ballots
    invalid: Counter[str] = Counter()
    if refused:
        for values, reason in refused.items():
            invalid[reason] += ballots[values]
        pairs.subtract(_count_pairs({values: ballots[values] for values in refused}))
        ballots = {values: many for values, many in ballots.items() if values not in refused}
    spread: dict[int, dict[int, int]] = {option: {} for option in cardinal.numbers}
    for (option, value), many in sorted(pairs.items()):
        if many:
            spread[option][value] = many
    return Given(
        ballots=ballots,
        valid=cardinal.total - invalid.total(),
        invalid=dict(sorted(invalid.items())),
        spread=spread,
    )


def _count_pairs(ballots: Mapping[Values, int]) -> Counter[tuple[int, int]]:
    """(option, value) → ballots. Kinds of ballot that came equally often are counted together, which is quicker."""
    kinds: dict[int, list[Values]] = {}
    for values, many in ballots.items():
        kinds.setdefault(many, []).append(values)
    pairs: Counter[tuple[int, int]] = Counter()
    for many, alike in kinds.items():
        for pair, times in Counter(chain.from_iterable(alike)).items():
            pairs[pair] += many * times
    return pairs


def _outside(pairs: Mapping[tuple[int, int], int], lowest: int | None, highest: int | None) -> set[tuple[int, int]]:
    return {
        pair
        for pair in pairs
        if (lowest is not None and pair[1] < lowest) or (highest is not None and pair[1] > highest)
    }


def _range(lowest: int | None, highest: int | None) -> str:
    if highest is None:
        return f"a value below {lowest}"
    return f"a value above {highest}" if lowest is None else f"a value that is not {lowest} to {highest}"
