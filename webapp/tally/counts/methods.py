"""The methods of counting by name, what each counts, and what may be declared about it before a poll opens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from webapp.tally.ballots.budget import Budget
from webapp.tally.ballots.papers import Cardinal, Comparisons, Contest
from webapp.tally.counts import (
    agreeing,
    borda,
    budget_greedy,
    choosing,
    condorcet,
    consenting,
    instant,
    markings,
    meek,
    pairwise,
    scoring,
    scottish,
    spending,
    star,
)
from webapp.tally.counts.equal_shares import method as equal_shares
from webapp.tally.counts.result import Count

NUMBER = "a whole number"


@dataclass(frozen=True, kw_only=True)
class Method:
    """One rule. `counts` is the class of ballots it takes; `run` is called with them, `seats`, `seed` and its options.

    `options` are what can be declared: for each key the words it may be, the first of which holds if nothing is said;
    no words at all stand for a whole number, and so does NUMBER among them. `one_winner` rules elect one only.
    """

    counts: type
    run: Callable[..., Count]
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    one_winner: bool = False


_WHOLE_NUMBER: tuple[str, ...] = ()

METHODS: Mapping[str, Method] = {
    choosing.PLURALITY: Method(counts=Cardinal, run=choosing.plurality),
    choosing.APPROVAL: Method(
        counts=Cardinal, run=choosing.approval, options={"most": _WHOLE_NUMBER, "fewest": _WHOLE_NUMBER}
    ),
    agreeing.AGREEMENT: Method(
        counts=Cardinal,
        run=agreeing.count,
        options={"threshold": tuple(agreeing.THRESHOLDS), "quorum": _WHOLE_NUMBER},
    ),
    consenting.CONSENT: Method(
        counts=Cardinal,
        run=consenting.count,
        options={"most-objections": _WHOLE_NUMBER, "most-stand-asides": _WHOLE_NUMBER},
    ),
    scoring.SCORE: Method(
        counts=Cardinal,
        run=scoring.count,
        options={
            "result": scoring.RESULT_WORDS,
            "blank": scoring.BLANK_WORDS,
            "highest": _WHOLE_NUMBER,
            "negative": scoring.NEGATIVE_WORDS,
        },
    ),
    star.STAR: Method(counts=Cardinal, run=star.count, options={"highest": _WHOLE_NUMBER}),
    spending.QUADRATIC: Method(
        counts=Cardinal,
        run=spending.quadratic,
        options={"credits": _WHOLE_NUMBER, "negative": spending.NEGATIVE_WORDS},
    ),
    spending.DOTS: Method(counts=Cardinal, run=spending.dots, options={"dots": _WHOLE_NUMBER}),
    pairwise.PAIRWISE: Method(counts=Comparisons, run=pairwise.count, options={"prior": pairwise.PRIOR_WORDS}),
    instant.METHOD: Method(
        counts=Contest,
        run=instant.count,
        one_winner=True,
        options={
            "overvote": tuple(markings.Overvote),
            "duplicates": ("skip", "exhaust"),
            "max-skipped-ranks": (instant.UNLIMITED, NUMBER),
            "max-rankings": (instant.UNLIMITED, NUMBER),
            "batch-elimination": ("no", "yes"),
            "tiebreak": tuple(instant.Tiebreak),
            "threshold": tuple(instant.Threshold),
            "until": tuple(instant.Until),
        },
    ),
    scottish.METHOD: Method(counts=Contest, run=scottish.count),
    meek.METHOD: Method(counts=Contest, run=meek.count),
    borda.METHOD: Method(counts=Contest, run=borda.count, options={"unranked": (borda.EQUAL_LAST, borda.NOTHING)}),
    condorcet.SCHULZE: Method(counts=Contest, run=condorcet.schulze),
    condorcet.RANKED_PAIRS: Method(counts=Contest, run=condorcet.ranked_pairs),
    budget_greedy.GREEDY: Method(counts=Budget, run=budget_greedy.greedy, options=budget_greedy.OPTIONS),
    budget_greedy.NO_SKIP: Method(counts=Budget, run=budget_greedy.no_skip, options=budget_greedy.OPTIONS),
    equal_shares.METHOD: Method(counts=Budget, run=equal_shares.count, options=equal_shares.OPTIONS),
}


class WrongOption(ValueError):
    """Something was declared that this method does not know; the text says what it does know."""


def count(
    method: str, ballots: Any, *, seats: int | None = None, seed: str = "", options: Mapping[str, str] | None = None
) -> Count:
    """The count of `ballots` (of the method's class) by its rule. Raises WrongOption."""
    rule = METHODS[method]
    if rule.one_winner:
        if seats not in (None, 1):
            raise WrongOption(f"{method} elects one option, not {seats}")
        seats = 1
    return rule.run(ballots, seats=seats, seed=seed, **_declared(method, rule, options or {}))


def _declared(method: str, rule: Method, options: Mapping[str, str]) -> dict[str, Any]:
    return {key.replace("-", "_"): _value(method, rule, key, word) for key, word in options.items()}


def _value(method: str, rule: Method, key: str, word: str) -> str | int:
    if key not in rule.options:
        raise WrongOption(f"{method} knows no option {key!r}; it knows: {', '.join(rule.options) or 'none'}")
    words = rule.options[key]
    if word in words and word != NUMBER:
        return word
    if (not words or NUMBER in words) and word.isascii() and word.isdigit() and len(word) <= 9:
        return int(word)
    raise WrongOption(f"{key} should be {'one of ' + ', '.join(words) if words else 'a whole number'}")
