"""Every option against every other: how many ballots put one above the other, and what follows for all of them."""

from collections.abc import Mapping

from webapp.tally.ballots.papers import Contest
from webapp.tally.counts.result import Number, Option

Duels = dict[tuple[int, int], int]
"""(one, other) → how many ballots put one above other, for every ordered pair of options that stand."""


def duels_of(contest: Contest) -> Duels:
    """All duels of a contest. Options that a ballot leaves out are equal last; its first mention of one counts."""
    standing = contest.standing
    duels = {(one, other): 0 for one in standing for other in standing if one != other}
    for ranking, papers in contest.ballots.items():
        below = set(standing)
        for rank in ranking:
            here = below.intersection(rank)
            below -= here
            for one in here:
                for other in below:
                    duels[one, other] += papers
    return duels


def voting(contest: Contest) -> int:
    """Ballots that rank at least one option that stands."""
    standing = set(contest.standing)
    return sum(
        papers for ranking, papers in contest.ballots.items() if any(standing.intersection(rank) for rank in ranking)
    )


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
