"""Score: every ballot gives each option a number, and the highest sum or mean is elected.

Source: W. D. Smith, "Range voting" (2000). A mean over those only who gave a number can be led by an option that very
few know: the record says how many ballots each mean stands on.
"""

from fractions import Fraction

from webapp.tally.ballots.papers import Cardinal
from webapp.tally.counts.given import Given, given
from webapp.tally.counts.result import Count, Number
from webapp.tally.counts.totalling import by_totals

SCORE = "score"
BLANK_WORDS = ("zero", "not-counted")
RESULT_WORDS = ("sum", "mean")
NEGATIVE_WORDS = ("no", "yes")


def count(
    cardinal: Cardinal,
    *,
    seats: int | None = None,
    seed: str = "",
    result: str = "sum",
    blank: str = "zero",
    highest: int | None = None,
    negative: str = "no",
) -> Count:
    """Elect by the `result`; equals by how many ballots gave each the highest value, then by lot.

    What a ballot leaves `blank` is zero, or not counted into the option's mean (a sum is the same either way; an option
    to which nobody gave a number has no mean and is not elected by it). Values are 0 to `highest`, or from -`highest`
    where they may be negative; a ballot with any other does not count.
    """
    lowest = 0 if negative == "no" else None if highest is None else -highest
    counted = given(cardinal, lowest=lowest, highest=highest)
    bases = {option: counted.valid if blank == "zero" else counted.base(option) for option in cardinal.numbers}
    means = {option: Fraction(counted.total(option), base) for option, base in bases.items() if base}
    standing: dict[int, Number] = {**means} if result == "mean" else {**counted.totals()}
    top = _top(counted) if highest is None else highest
    return by_totals(
        SCORE,
        cardinal,
        counted,
        standing,
        seats=seats,
        seed=seed,
        action=f"{result} of values; a blank is {'zero' if blank == 'zero' else 'not counted'}",
        tie_rules=[("most ballots with the highest value", lambda option: counted.many(option, top))],
        details={"result": result, "blank": blank, "highest": highest, "means": means, "bases": bases},
    )


def _top(counted: Given) -> int:
    return max((value for values in counted.spread.values() for value in values), default=0)
