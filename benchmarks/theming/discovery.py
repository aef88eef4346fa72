"""Themes found without help, the number given: how near they come to what people found. Every method in one run."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

import numpy as np

from benchmarks.theming import collections, methods, scoring, semantic
from benchmarks.theming.collections import Question
from benchmarks.theming.methods import Grouping, Groups

OURS = "Folkmoot"
_MANY = 0.1


@dataclass(frozen=True, slots=True)
class Score:
    """Means over questions. `left_out`: the part of answers put under no theme; they count as one group."""

    mutual: float
    measure: float
    coherence: float
    left_out: float


def measure(*, quick: bool) -> dict[str, dict[str, Score]]:
    """By collection, by method. `quick` takes a quarter of the small questions and of the bank's requests."""
    found: dict[str, dict[str, Score]] = {}
    for name, questions in samples(quick=quick).items():
        found[name] = {label: score(questions, grouping) for label, grouping in all_methods().items()}
        found[name][OURS] = mean([rate(one, methods.ours(one, count_codes(one))) for one in questions])
    return found


def samples(*, quick: bool) -> dict[str, list[Question]]:
    short, bank = collections.arguments(), collections.intents()
    if quick:
        short, bank = short[::4], Question(bank.text, bank.answers[::4])
    return {"K": short, "B": [bank], "G": [collections.consultation()]}


def all_methods() -> Mapping[str, Grouping]:
    return {**methods.LEXICAL, **semantic.groupings()}


def score(questions: Sequence[Question], grouping: Grouping) -> Score:
    return mean([rate(one, grouping(one.texts, count_codes(one))) for one in questions])


def count_codes(question: Question) -> int:
    """How many themes people used, an answer's first code each."""
    return len({one.codes[0] for one in question.answers})


def rate(question: Question, groups: Groups) -> Score:
    """Against people's first code. Where many answers carry several codes, only those with one are scored."""
    scored = [at for at, one in enumerate(question.answers) if len(one.codes) == 1]
    if len(scored) >= (1 - _MANY) * len(question.answers):
        scored = list(range(len(question.answers)))
    agreed = scoring.agreement([question.answers[at].codes[0] for at in scored], [groups[at] for at in scored])
    left_out = sum(group in methods.NOWHERE for group in groups) / len(groups)
    return Score(*agreed, scoring.coherence(question.texts, groups), left_out)


def mean(scores: Sequence[Score]) -> Score:
    return Score(*(float(value) for value in np.mean([astuple(one) for one in scores], axis=0)))
