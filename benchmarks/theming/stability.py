"""What changes when nothing or little changes: the same bytes twice, and a tenth more answers."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass

from sklearn.metrics import adjusted_rand_score

from benchmarks.theming import collections, methods
from benchmarks.theming.collections import Question
from webapp.text.exchange import theming_as_json
from webapp.text.pipeline import theme
from webapp.text.shapes import CodedAnswer, KnownTheme, Theming

_THEMES = 12
TOUCHED = 100
_EXAMPLES = 30
"""Excerpts of each theme that the workbench shows the program when it reads again."""


@dataclass(frozen=True, slots=True)
class Change:
    """On the answers that were there before. `refitted` and `baseline`: ARI of old and new groups, both found afresh.
    `kept`: ARI where the themes were kept; `same`: the part of answers whose first code stayed. `touched`: the part
    of `TOUCHED` answers that a person put under another theme which are still there, and only there.
    """

    baseline: float
    refitted: float
    kept: float
    same: float
    touched: float


def says_the_same_twice() -> bool:
    """The whole output as JSON, once in the order of the file and once again."""
    return _as_bytes(_question()) == _as_bytes(_question())


def measure() -> dict[str, Change]:
    bank = collections.intents()
    return {
        "G": _change(collections.consultation()),
        "B, 1,000 requests": _change(Question(bank.text, bank.answers[::3][:1_000])),
    }


def _change(question: Question) -> Change:
    """Nine tenths first, then all."""
    old = Question(question.text, tuple(one for at, one in enumerate(question.answers) if at % 10))
    both = Question(question.text, (*old.answers, *question.answers[::10]))
    count = len(old.answers)
    first, again = _themed(old), _themed(both)
    frame = _kept_frame(first, old)
    before = _first_codes(first)
    after = _first_codes(_run_again(first, frame, old, both))[:count]
    return Change(
        baseline=adjusted_rand_score(_baseline(old), _baseline(both)[:count]),
        refitted=adjusted_rand_score(before, _first_codes(again)[:count]),
        kept=adjusted_rand_score(before, after),
        same=sum(one == other for one, other in zip(before, after, strict=True)) / count,
        touched=_still_touched(both, frame),
    )


def _run_again(first: Theming, frame: Sequence[KnownTheme], old: Question, both: Question) -> Theming:
    """As the worker runs again: what is known stays where it was, and new themes are only for what has none."""
    special = {one.id for one in first.frame if one.origin == "special"}
    settled = [one.id for one in first.answers if one.codes[0].theme not in special]
    answers = [one.answer for one in both.answers]
    return theme(answers, question=both.text, known=frame, before=first.coder, settled=settled)


def _kept_frame(themed: Theming, question: Question) -> list[KnownTheme]:
    """The frame as the workbench hands it back: each theme with its surest excerpts."""
    texts = {one.id: one.text for one in question.answers}
    excerpts: dict[str, list[tuple[float, str]]] = {one.id: [] for one in themed.frame if one.origin != "special"}
    for answer in themed.answers:
        for code in answer.codes:
            if code.theme in excerpts:
                excerpts[code.theme].append((-code.confidence, texts[answer.id][code.start : code.end]))
    names = {one.id: one for one in themed.frame}
    return [
        KnownTheme(key, names[key].label, names[key].description, tuple(words for _, words in sorted(some)[:_EXAMPLES]))
        for key, some in excerpts.items()
    ]


def _still_touched(question: Question, frame: Sequence[KnownTheme]) -> float:
    """People moved the first answers to a theme drawn by lot: are they all there after the re-run?"""
    lots = random.Random(0)
    coded = [CodedAnswer(one.id, (lots.choice(frame).id,)) for one in question.answers[:TOUCHED]]
    answers = [one.answer for one in question.answers]
    themed = {one.id: one for one in theme(answers, question=question.text, known=frame, coded=coded).answers}
    return sum(tuple(code.theme for code in themed[one.id].codes) == one.themes for one in coded) / len(coded)


def _themed(question: Question) -> Theming:
    return theme([one.answer for one in question.answers], question=question.text, themes=_THEMES)


def _first_codes(themed: Theming) -> list[str]:
    return [one.codes[0].theme for one in themed.answers]


def _baseline(question: Question) -> list[str]:
    return [str(group) for group in methods.tfidf_kmeans(question.texts, _THEMES)]


def _question() -> Question:
    return collections.small_consultation()[0]


def _as_bytes(question: Question) -> bytes:
    answers = [one.answer for one in question.answers]
    return json.dumps(theming_as_json(theme(answers, question=question.text), answers)).encode()
