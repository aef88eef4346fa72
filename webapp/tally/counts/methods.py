"""The methods of counting by name, what each counts, and what may be declared about it before a poll opens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from webapp.tally.ballots.budget import Budget
from webapp.tally.ballots.papers import Contest
from webapp.tally.counts import budget_greedy, condorcet, scottish
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


METHODS: Mapping[str, Method] = {
    scottish.METHOD: Method(counts=Contest, run=scottish.count),
    condorcet.SCHULZE: Method(counts=Contest, run=condorcet.schulze),
    condorcet.RANKED_PAIRS: Method(counts=Contest, run=condorcet.ranked_pairs),
    budget_greedy.GREEDY: Method(counts=Budget, run=budget_greedy.greedy, options=budget_greedy.OPTIONS),
    budget_greedy.NO_SKIP: Method(counts=Budget, run=budget_greedy.no_skip, options=budget_greedy.OPTIONS),
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
