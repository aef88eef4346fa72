"""Borda: every option gets a point for each one it stands above on a ballot, and half a point for each equal.

Source: J.-C. de Borda, "Mémoire sur les élections au scrutin", Histoire de l'Académie Royale des Sciences (1781). Equal
ranks and short ballots are counted as in a tournament, pair by pair: 1 for a pair that is won, ½ for one that is equal.
"""

from fractions import Fraction

from webapp.tally.ballots.papers import Contest
from webapp.tally.counts import seating
from webapp.tally.counts.markings import first_mentions
from webapp.tally.counts.result import Count, Number, Option, Round

METHOD = "borda"
EQUAL_LAST, NOTHING = "equal-last", "nothing"


def count(contest: Contest, *, seats: int | None = None, seed: str = "", unranked: str = EQUAL_LAST) -> Count:
    """Elect the `seats` options with most points; equals for the last seat are told apart by the lot.

    Options that a ballot leaves out stand equal last on it, or get nothing from it. A ballot that ranks nobody who
    stands does not count; of an option that is ranked twice the first mention counts.
    """
    halves, valid = _half_points(contest, last_are_equal=unranked == EQUAL_LAST)
    points: dict[Option, Number] = {option: Fraction(points, 2) for option, points in halves.items()}
    elected, ties = seating.fill(contest.seats if seats is None else seats, seating.levels(halves), seed)
    one = Round(number=1, totals=points, action="points", elected=elected, tie=ties[0] if ties else None)
    return Count(
        method=METHOD,
        ballots=contest.total,
        valid=valid,
        elected=elected,
        rounds=(one,),
        ties=ties,
        details={"seats": len(elected), "seed": seed, "unranked": unranked},
    )


def _half_points(contest: Contest, *, last_are_equal: bool) -> tuple[dict[int, int], int]:
    """What each option gets, in half points, and how many ballots rank anybody who stands.

    The share of those left out goes to everybody first, and is taken from those who are ranked: fewer steps a ballot.
    """
    standing = frozenset(contest.standing)
    halves = dict.fromkeys(contest.standing, 0)
    shares = valid = 0
    for ranking, papers in contest.ballots.items():
        places = first_mentions(ranking, standing)
        if not places:
            continue
        below = len(standing)
        out = below - sum(map(len, places))
        share = papers * (out - 1) if last_are_equal and out else 0
        for rank in places:
            below -= len(rank)
            each = papers * (2 * below + len(rank) - 1) - share
            for option in rank:
                halves[option] += each
        shares += share
        valid += papers
    return {option: points + shares for option, points in halves.items()}, valid
