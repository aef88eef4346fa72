"""Who takes the seats when options stand in levels: the highest first; equals by named rules, then by lot."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from webapp.tally.counts import lots
from webapp.tally.counts.result import Number, Option, Tie

TieRule: TypeAlias = tuple[str, Callable[[int], Number]]
"""What a rule is called in the record, and the number by which the higher of two equal options goes first."""

LOT = "lot"


def levels(standing: Mapping[int, Number]) -> list[list[int]]:
    """Options in levels of the same number, the highest level first; within one by option number."""
    level: dict[Number, list[int]] = {}
    for option in sorted(standing):
        level.setdefault(standing[option], []).append(option)
    return [level[number] for number in sorted(level, reverse=True)]


def fill(
    seats: int, by_level: Iterable[Sequence[int]], seed: str, tie_rules: Sequence[TieRule] = ()
) -> tuple[tuple[Option, ...], tuple[Tie, ...]]:
    """Who is elected, in order, and every tie that had to be settled: only a level too large for what is left has one.

    Each rule of `tie_rules` is asked in turn; the lot of `seed` settles what they leave equal.
    """
    elected: list[Option] = []
    ties: list[Tie] = []
    for level in by_level:
        room = seats - len(elected)
        if room < len(level):
            for chosen, tie in _settle(room, list(level), seed, tie_rules):
                elected += chosen
                ties.append(tie)
            break
        elected += level
    return tuple(elected), tuple(ties)


def _settle(
    room: int, tied: list[int], seed: str, tie_rules: Sequence[TieRule]
) -> Iterator[tuple[Sequence[Option], Tie]]:
    """Steps of telling `tied` apart, each with who is certain after it."""
    for name, number in tie_rules:
        if not room:
            return
        parts = levels({option: number(option) for option in tied})
        certain, cut = _above_the_cut(room, parts)
        if len(parts) > 1:
            yield certain, Tie(options=tuple(tied), rule=name, chosen=tuple(certain or cut))
        room, tied = room - len(certain), cut
    if room:
        chosen = tuple(lots.draw(seed, tied)[:room])
        yield chosen, Tie(options=tuple(tied), rule=LOT, chosen=chosen)


def _above_the_cut(room: int, parts: Iterable[list[int]]) -> tuple[list[int], list[int]]:
    """All whole parts that fit into `room`, and the first that does not."""
    certain: list[int] = []
    for part in parts:
        if len(certain) + len(part) > room:
            return certain, part
        certain += part
    return certain, []
