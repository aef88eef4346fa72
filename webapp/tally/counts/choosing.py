"""One choice, or several: the options that most ballots chose are elected.

Sources: first past the post, with several seats the single non-transferable vote; S. J. Brams and P. C. Fishburn,
"Approval Voting", American Political Science Review 72 (1978).
"""

from webapp.tally.ballots.papers import Cardinal, Values
from webapp.tally.counts.given import BLANK, given
from webapp.tally.counts.result import Count
from webapp.tally.counts.totalling import by_totals

PLURALITY = "plurality"
APPROVAL = "approval"


def plurality(cardinal: Cardinal, *, seats: int | None = None, seed: str = "") -> Count:
    """Each ballot chooses one option, with a value of 1. A ballot that chooses more does not count."""
    return _count(PLURALITY, cardinal, seats, seed, fewest=1, most=1)


def approval(cardinal: Cardinal, *, seats: int | None = None, seed: str = "", most: int = 0, fewest: int = 1) -> Count:
    """Each ballot approves of `fewest` to `most` options, with a value of 1 each. A `most` of 0 is no limit."""
    return _count(APPROVAL, cardinal, seats, seed, fewest=fewest, most=most)


def _count(method: str, cardinal: Cardinal, seats: int | None, seed: str, *, fewest: int, most: int) -> Count:
    reasons = {values: _why_not(values, fewest, most) for values in cardinal.ballots}
    spoilt = {values: reason for values, reason in reasons.items() if reason}
    counted = given(cardinal, lowest=0, highest=1, spoilt=spoilt)
    return by_totals(
        method,
        cardinal,
        counted,
        counted.totals(),
        seats=seats,
        seed=seed,
        action="ballots that choose each",
        details={"fewest": fewest, "most": most, "shares": counted.shares()},
    )


def _why_not(values: Values, fewest: int, most: int) -> str | None:
    choices = sum(value for _, value in values)
    if not choices:
        return BLANK
    if most and choices > most:
        return f"more than {most} chosen"
    return f"fewer than {fewest} chosen" if choices < fewest else None
