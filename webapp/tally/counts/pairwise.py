"""Which matters more, two at a time: how strong each option is, by the Bradley-Terry model, with 95 % intervals.

An option's chance is how often it would be put before another one drawn at random, in percent: the score of a wiki
survey (M. J. Salganik and K. E. C. Levy, "Wiki Surveys: Open and Quantifiable Social Data Collection", PLoS ONE 10,
2015). The model itself is in `bradley_terry`.
"""

from collections.abc import Sequence
from fractions import Fraction

from webapp.tally.ballots.papers import Comparisons, UnreadableBallots
from webapp.tally.counts.bradley_terry import Fit, all_reachable, chance, fit, groups
from webapp.tally.counts.result import Count, Number, Option, Round
from webapp.tally.counts.seating import fill, levels

PAIRWISE = "pairwise"
PRIOR_WORDS = ("if-needed", "always")
PRIOR = Fraction(1, 2)
"""Comparisons that each option is taken to have won, and to have lost, against an imagined one of middling strength:
half of one, as J. B. S. Haldane (1956) and F. J. Anscombe (1956) correct the log of odds that may be zero."""

MOST_OPTIONS = 300
MOST_WINS = 10**9
"""Beyond this what binary fractions cut off begins to show."""

STRENGTH_DECIMALS = 4
CHANCE_DECIMALS = 2
_NORMAL_95 = 1.959964
"""Standard errors to either side that hold 95 % of a normal distribution."""


def count(comparisons: Comparisons, *, seats: int | None = None, seed: str = "", prior: str = "if-needed") -> Count:
    """Elect the strongest (one, if `seats` are not given); options of the same rounded strength by lot.

    Where not every option can be reached from every other by wins (one that won or lost all, or was never compared)
    the comparisons alone have no most likely strengths: then, or always, PRIOR is added for every option, and
    `details["prior"]` says so. Raises UnreadableBallots for fewer than 2 options, or more than MOST_OPTIONS, and for
    more than MOST_WINS of one over another.
    """
    options = len(comparisons.options)
    if not 2 <= options <= MOST_OPTIONS:
        raise UnreadableBallots(f"2 to {MOST_OPTIONS} options can be compared in pairs, not {options}")
    if max(comparisons.wins.values(), default=0) > MOST_WINS:
        raise UnreadableBallots(f"one option was put before another more than {MOST_WINS:,} times")
    wins = {(one - 1, other - 1): times for (one, other), times in comparisons.wins.items() if times}
    added = PRIOR if prior == "always" or not all_reachable(options, wins) else Fraction(0)
    model = fit(options, wins, float(added))
    strengths = _rounded(model.strengths, STRENGTH_DECIMALS)
    seats = 1 if seats is None else seats
    elected, ties = fill(seats if wins else 0, levels(strengths), seed)
    chances: dict[Option, Number] = dict(_rounded(_chances(model, 0), CHANCE_DECIMALS).items())
    return Count(
        method=PAIRWISE,
        ballots=comparisons.ballots,
        valid=comparisons.ballots,
        elected=elected,
        rounds=(Round(number=1, totals=chances, action="chance in percent to be put before another", elected=elected),),
        ties=ties,
        pairwise=dict(sorted(comparisons.wins.items())),
        details={
            "seats": seats,
            "seed": seed,
            "prior": added,
            "skipped": comparisons.skipped,
            "compared": sum(wins.values()),
            "wins": _times(comparisons, 0),
            "losses": _times(comparisons, 1),
            "groups": [[place + 1 for place in group] for group in groups(options, wins)],
            "strengths": strengths,
            "strength_intervals": _intervals(_moved(model, -_NORMAL_95), _moved(model, _NORMAL_95), STRENGTH_DECIMALS),
            "chance_intervals": _intervals(_chances(model, -_NORMAL_95), _chances(model, _NORMAL_95), CHANCE_DECIMALS),
        },
    )


def _times(comparisons: Comparisons, side: int) -> dict[int, int]:
    """How often each option won (`side` 0) or lost (1)."""
    times = dict.fromkeys(comparisons.numbers, 0)
    for pair, many in comparisons.wins.items():
        times[pair[side]] += many
    return times


def _moved(model: Fit, errors: float) -> list[float]:
    """Each strength with so many of its standard errors added."""
    return [one + errors * error for one, error in zip(model.strengths, model.errors, strict=True)]


def _chances(model: Fit, errors: float) -> list[float]:
    """Chances in percent against the other options as they are, at each strength with so many errors added."""
    others = len(model.strengths) - 1
    return [
        100 * (sum(chance(one - other) for other in model.strengths) - chance(one - model.strengths[place])) / others
        for place, one in enumerate(_moved(model, errors))
    ]


def _rounded(numbers: Sequence[float], decimals: int) -> dict[int, Number]:
    """By option number, as exact decimals: what a float holds beyond them differs between machines."""
    return {option: Fraction(f"{number:.{decimals}f}") for option, number in enumerate(numbers, start=1)}


def _intervals(low: Sequence[float], high: Sequence[float], decimals: int) -> dict[int, tuple[Number, Number]]:
    lows, highs = _rounded(low, decimals), _rounded(high, decimals)
    return {option: (lows[option], highs[option]) for option in lows}
