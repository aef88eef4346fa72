"""Every option against every other: how many ballots put one above the other, and what follows for all of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain

from webapp.tally.ballots.papers import Contest
from webapp.tally.counts.markings import first_mentions
from webapp.tally.counts.result import Number, Option

_PART_BITS = 8
_PART = (1 << _PART_BITS) - 1
_MANY = 1 << _PART_BITS

Duels = dict[tuple[int, int], int]
"""(one, other) → how many ballots put one above other, for every ordered pair of options that stand."""


def duels_of(contest: Contest) -> Duels:
    """All duels of a contest. Options that a ballot leaves out are equal last; its first mention of one counts."""
    duels = {(one, other): 0 for one in contest.standing for other in contest.standing if one != other}
    for one, groups in _above(contest).items():
        for below, papers in _by_part(groups).items():
            for other in _members(below):
                duels[one, other] += papers
    return duels


def _by_part(groups: Mapping[int, int]) -> Mapping[int, int]:
    """The same papers by each part of the others that they stand above: many that differ elsewhere agree in a part."""
    if len(groups) < _MANY:
        return groups
    parts: dict[int, int] = defaultdict(int)
    for below, papers in groups.items():
        at = 0
        left = below
        while left:
            parts[(left & _PART) << at] += papers
            left >>= _PART_BITS
            at += _PART_BITS
    return parts


def _members(bits: int) -> Iterator[int]:
    """The places of the bits that are set."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _above(contest: Contest) -> dict[int, dict[int, int]]:
    """For each option how many ballots put it above which others: these as the bits of a whole number.

    Many ballots put an option above the same others, so that most of the work on pairs is done once for all of them.
    """
    standing = frozenset(contest.standing)
    everybody = sum(1 << option for option in standing)
    above: dict[int, dict[int, int]] = {option: defaultdict(int) for option in contest.standing}
    for ranking, papers in contest.ballots.items():
        below = everybody
        for rank in first_mentions(ranking, standing):
            for option in rank:
                below ^= 1 << option
            for option in rank:
                above[option][below] += papers
    return above


def voting(contest: Contest) -> int:
    """Ballots that rank at least one option that stands."""
    standing = frozenset(contest.standing)
    heard = {rank for rank in {*chain.from_iterable(contest.ballots)} if not standing.isdisjoint(rank)}
    return sum(papers for ranking, papers in contest.ballots.items() if not heard.isdisjoint(ranking))


def beats_all(duels: Duels) -> int | None:
    """The option that wins every duel (the Condorcet winner), if there is one."""
    options = {one for one, _ in duels}
    return next((one for one in sorted(options) if all(_wins(duels, one, other) for other in options - {one})), None)


def top_cycle(duels: Duels) -> tuple[int, ...]:
    """The smallest group each of which beats everybody outside it (the Smith set); one option if there is a winner."""
    options = sorted({one for one, _ in duels})
    wins = {one: sum(_wins(duels, one, other) for other in options if other != one) for one in options}
    group = [one for one in options if wins[one] == max(wins.values())]
    while True:
        joining = [one for one in options if one not in group and any(not _wins(duels, m, one) for m in group)]
        if not joining:
            return tuple(sorted(group))
        group += joining


def as_pairs(duels: Duels) -> Mapping[tuple[Option, Option], Number]:
    """The duels for the record of a count."""
    return dict(sorted(duels.items()))


def _wins(duels: Duels, one: int, other: int) -> bool:
    return duels[one, other] > duels[other, one]
