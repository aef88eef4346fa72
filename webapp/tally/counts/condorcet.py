"""Schulze and ranked pairs: whoever wins every duel wins; a circle is undone where it is weakest.

Sources: M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner
election method", Social Choice and Welfare 36 (2011), with the strength of a link in winning votes; T. N. Tideman,
"Independence of clones as a criterion for voting rules", Social Choice and Welfare 4 (1987).
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

from webapp.tally.ballots.papers import Contest
from webapp.tally.counts import lots
from webapp.tally.counts.duels import Duels, as_pairs, beats_all, duels_of, top_cycle, voting
from webapp.tally.counts.result import Count, Number, Option, Round
from webapp.tally.counts.seating import fill

SCHULZE = "schulze"
RANKED_PAIRS = "ranked-pairs"

_Above = Set[tuple[int, int]]
"""Pairs (one, other) where one stands above other in the result."""


def schulze(contest: Contest, *, seats: int | None = None, seed: str = "") -> Count:
    """One option stands above another if its strongest way of wins to it is stronger than the way back."""
    duels = duels_of(contest)
    ways = strongest_ways(contest.standing, duels)
    above = {(one, other) for one, other in duels if ways[one, other] > ways[other, one]}
    totals: dict[Option, Number] = {
        one: sum((one, other) in above for other in contest.standing) for one in contest.standing
    }
    ranked = Round(number=1, totals=totals, action="options that each stands above by its strongest way")
    details = {"strongest_ways": {f"{one}>{other}": strength for (one, other), strength in sorted(ways.items())}}
    return _finish(SCHULZE, contest, duels, above, [ranked], details, seats, seed)


def ranked_pairs(contest: Contest, *, seats: int | None = None, seed: str = "") -> Count:
    """Wins are locked from the strongest down (most votes for, then fewest against), unless one closes a circle."""
    duels = duels_of(contest)
    locked: set[tuple[int, int]] = set()
    rounds = []
    for number, (one, other) in enumerate(_strongest_first(contest, duels, seed), start=1):
        circle = (other, one) in locked
        if not circle:
            locked |= _reached(locked, one, other)
        totals: dict[Option, Number] = {one: duels[one, other], other: duels[other, one]}
        done = "not locked: it would close a circle" if circle else "locked"
        rounds.append(Round(number=number, totals=totals, action=f"{one} above {other}: {done}"))
    return _finish(RANKED_PAIRS, contest, duels, locked, rounds, {}, seats, seed)


def strongest_ways(options: Iterable[int], duels: Duels) -> dict[tuple[int, int], int]:
    """For each pair the strength of the best way of wins from one to the other: that of its weakest link, or 0."""
    options = list(options)
    ways = {one: [_win(duels, one, other) for other in options] for one in options}
    for at, through in enumerate(options):
        further = ways[through]
        for one, row in ways.items():
            so_far = row[at]
            if so_far and one != through:
                ways[one] = [max(now, min(so_far, last)) for now, last in zip(row, further, strict=True)]
    return {(one, other): ways[one][at] for one in options for at, other in enumerate(options) if other != one}


def _win(duels: Duels, one: int, other: int) -> int:
    """The votes for a win of one over other; 0 where it does not win, and for an option against itself."""
    return duels[one, other] if one != other and duels[one, other] > duels[other, one] else 0


def _strongest_first(contest: Contest, duels: Duels, seed: str) -> list[tuple[int, int]]:
    lot = {option: place for place, option in enumerate(lots.draw(seed, contest.standing))}
    wins = [pair for pair in duels if duels[pair] > duels[pair[::-1]]]
    return sorted(wins, key=lambda pair: (-duels[pair], duels[pair[::-1]], lot[pair[0]], -lot[pair[1]]))


def _reached(locked: _Above, one: int, other: int) -> set[tuple[int, int]]:
    """All pairs that stand in order once one stands above other: `locked` is closed under steps, and stays so."""
    upper = {one} | {high for high, low in locked if low == one}
    lower = {other} | {low for high, low in locked if high == other}
    return {(high, low) for high in upper for low in lower}


def _finish(
    method: str,
    contest: Contest,
    duels: Duels,
    above: _Above,
    rounds: list[Round],
    details: Mapping[str, Any],
    seats: int | None,
    seed: str,
) -> Count:
    seats = contest.seats if seats is None else seats
    levels = list(_levels(contest.standing, above))
    elected, ties = fill(seats, levels, seed)
    return Count(
        method=method,
        ballots=contest.total,
        valid=voting(contest),
        elected=elected,
        rounds=tuple(rounds),
        ties=ties,
        pairwise=as_pairs(duels),
        details={
            "seats": seats,
            "seed": seed,
            "winners": levels[0] if levels else [],
            "beats_all": beats_all(duels),
            "top_cycle": top_cycle(duels),
            **details,
        },
    )


def _levels(options: Iterable[int], above: _Above) -> Iterator[list[int]]:
    """Options nobody left stands above, then those under them, and so on."""
    left = set(options)
    while left:
        top = sorted(one for one in left if not any((other, one) in above for other in left))
        if not top:
            raise AssertionError("options stand above each other in a circle")
        yield top
        left -= set(top)
