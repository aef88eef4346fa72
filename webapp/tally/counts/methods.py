"""The methods of counting by name, what each counts, and what may be declared about it before a poll opens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from webapp.tally.ballots.papers import Cardinal, Comparisons, Contest
from webapp.tally.counts import agreeing, choosing, condorcet, consenting, pairwise, scoring, scottish, spending, star
from webapp.tally.counts.result import Count


@dataclass(frozen=True, kw_only=True)
class Method:
    """One rule. `counts` is the class of ballots it takes; `run` is called with them, `seats`, `seed` and its options.

    `options` are what can be declared: for each key the words it may be, the first of which holds if nothing is said;
    no words at all stand for a whole number.
    """

    counts: type
    run: Callable[..., Count]
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


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
    scottish.METHOD: Method(counts=Contest, run=scottish.count),
    condorcet.SCHULZE: Method(counts=Contest, run=condorcet.schulze),
    condorcet.RANKED_PAIRS: Method(counts=Contest, run=condorcet.ranked_pairs),
}


class WrongOption(ValueError):
    """Something was declared that this method does not know; the text says what it does know."""


def count(
    method: str, ballots: Any, *, seats: int | None = None, seed: str = "", options: Mapping[str, str] | None = None
) -> Count:
    """The count of `ballots` (of the method's class) by its rule. Raises WrongOption."""
    rule = METHODS[method]
    return rule.run(ballots, seats=seats, seed=seed, **_declared(method, rule, options or {}))


def _declared(method: str, rule: Method, options: Mapping[str, str]) -> dict[str, Any]:
    return {key.replace("-", "_"): _value(method, rule, key, word) for key, word in options.items()}


def _value(method: str, rule: Method, key: str, word: str) -> str | int:
    if key not in rule.options:
        raise WrongOption(f"{method} knows no option {key!r}; it knows: {', '.join(rule.options) or 'none'}")
    words = rule.options[key]
    if words and word in words:
        return word
    if not words and word.isascii() and word.isdigit() and len(word) <= 9:
        return int(word)
    raise WrongOption(f"{key} should be {'one of ' + ', '.join(words) if words else 'a whole number'}")
