"""A budget of votes for each ballot: dots, where a vote costs one, and quadratic credits, where n votes cost n × n.

Source of the quadratic rule: E. A. Posner and E. G. Weyl, "Voting Squared: Quadratic Voting in Democratic Politics",
Vanderbilt Law Review 68 (2015). An overspent ballot does not count; it is never cut down to what it could have said.
"""

import math
from collections.abc import Callable, Mapping

from webapp.tally.ballots.papers import Cardinal, Values
from webapp.tally.counts.given import BLANK, Given, given
from webapp.tally.counts.result import Count
from webapp.tally.counts.totalling import by_totals

QUADRATIC = "quadratic"
DOTS = "dots"
NEGATIVE_WORDS = ("no", "yes")


def quadratic(
    cardinal: Cardinal,
    *,
    seats: int | None = None,
    seed: str = "",
    credits: int | None = None,  # noqa: A002
    negative: str = "no",
) -> Count:
    """Votes are summed; a ballot's squares may sum to `credits`, or to anything where none are declared.

    With `negative` votes may also be against an option, at the same cost.
    """
    spoilt = _spoilt(cardinal, _squares, credits, "credits")
    counted = given(cardinal, lowest=0 if negative == "no" else None, spoilt=spoilt)
    return _count(QUADRATIC, cardinal, counted, seats, seed, {"credits": credits, "negative": negative})


def dots(cardinal: Cardinal, *, seats: int | None = None, seed: str = "", dots: int | None = None) -> Count:
    """Each ballot shares out up to so many dots, or any number where none is declared."""
    counted = given(cardinal, lowest=0, spoilt=_spoilt(cardinal, _sum, dots, "dots"))
    return _count(DOTS, cardinal, counted, seats, seed, {"dots": dots})


def _spoilt(cardinal: Cardinal, cost: Callable[[Values], int], limit: int | None, purse: str) -> dict[Values, str]:
    """Ballots that spend nothing, or more than they had."""
    most = math.inf if limit is None else limit
    return {
        values: f"more than {limit} {purse} spent" if cost(values) else BLANK
        for values in cardinal.ballots
        if not 0 < cost(values) <= most
    }


def _squares(values: Values) -> int:
    return sum([votes * votes for _, votes in values])


def _sum(values: Values) -> int:
    return sum([votes for _, votes in values])


def _count(
    method: str,
    cardinal: Cardinal,
    counted: Given,
    seats: int | None,
    seed: str,
    declared: Mapping[str, int | str | None],
) -> Count:
    return by_totals(
        method,
        cardinal,
        counted,
        counted.totals(),
        seats=seats,
        seed=seed,
        action="votes for each, less those against" if declared.get("negative") == "yes" else "votes for each",
        tie_rules=[("most ballots with votes for it", counted.behind)],
        details={**declared, "shares": counted.shares()},
    )
