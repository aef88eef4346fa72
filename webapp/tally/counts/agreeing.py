"""Agree or disagree: each option is a question of its own, carried by a declared share of those for or against.

Source of the thresholds: Robert's Rules of Order (12th edition), section 44: a majority is more than half, two thirds
are at least that, of the votes for or against; whoever is for neither is not counted.
"""

from collections.abc import Mapping
from fractions import Fraction

from webapp.tally.ballots.papers import Cardinal
from webapp.tally.counts.given import Given, given, share
from webapp.tally.counts.result import Count
from webapp.tally.counts.totalling import by_totals

AGREEMENT = "agreement"
FOR, NEITHER, AGAINST = 1, 0, -1
THRESHOLDS: Mapping[str, Fraction] = {
    "majority": Fraction(1, 2),
    "two-thirds": Fraction(2, 3),
    "three-quarters": Fraction(3, 4),
}
CARRIED, NOT_CARRIED, NO_QUORUM = "carried", "not carried", "no quorum"


def count(
    cardinal: Cardinal, *, seats: int | None = None, seed: str = "", threshold: str = "majority", quorum: int = 0
) -> Count:
    """Values are 1 for, -1 against, 0 neither. Elected is what is carried, the largest share first; at most `seats`.

    Without `seats` all that is carried is elected: questions put side by side do not compete. As many for as against
    is not a majority. `quorum` is how many ballots must say something about an option, neither included.
    """
    counted = given(cardinal, lowest=AGAINST, highest=FOR)
    shares = {option: _share(counted, option) for option in cardinal.numbers}
    outcomes = {option: _outcome(counted, option, threshold, quorum) for option in cardinal.numbers}
    carried = {option: shares[option] or 0 for option in cardinal.numbers if outcomes[option] == CARRIED}
    ayes = {option: counted.many(option, FOR) for option in cardinal.numbers}
    return by_totals(
        AGREEMENT,
        cardinal,
        counted,
        carried,
        totals=ayes,
        seats=len(carried) if seats is None else seats,
        seed=seed,
        action="ballots for each",
        details={
            "threshold": threshold,
            "quorum": quorum,
            "for": ayes,
            "against": {option: counted.many(option, AGAINST) for option in cardinal.numbers},
            "neither": {option: counted.many(option, NEITHER) for option in cardinal.numbers},
            "shares": shares,
            "outcomes": outcomes,
        },
    )


def _share(counted: Given, option: int) -> Fraction | None:
    """Those for, of those for or against."""
    ayes, noes = counted.many(option, FOR), counted.many(option, AGAINST)
    return share(ayes, ayes + noes)


def _outcome(counted: Given, option: int, threshold: str, quorum: int) -> str:
    reached = _share(counted, option)
    if counted.base(option) < quorum:
        return NO_QUORUM
    if reached is None:
        return NOT_CARRIED
    needed = THRESHOLDS[threshold]
    enough = reached > needed if threshold == "majority" else reached >= needed
    return CARRIED if enough else NOT_CARRIED
