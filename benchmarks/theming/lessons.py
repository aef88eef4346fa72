"""People's coding turned into what the public call learns from, and its answers turned back into sets of codes."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.theming.collections import Coded, Question
from webapp.text.pipeline import theme
from webapp.text.shapes import NO_REASON, NONE, CodedAnswer, ThemedAnswer, Theming

LIKELY = 0.5
"""Codes at least this sure are what a method says of an answer, or its surest one where none is: the same for all."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a method says of one answer: every code with how sure it is, surest first."""

    sure: tuple[tuple[str, float], ...]

    @property
    def codes(self) -> set[str]:
        return {code for code, sure in self.sure if sure >= LIKELY} or {code for code, _ in self.sure[:1]}

    @property
    def sureness(self) -> float:
        """Of the least sure code it says: the answer as a whole is no surer."""
        return min((sure for code, sure in self.sure if code in self.codes), default=0.0)


def taught(question: Question, read: Collection[str]) -> Theming:
    """Themed with what people coded on the answers in `read` (ids), as the command's `--coded` does without a frame."""
    coded = [CodedAnswer(one.id, one.codes, stance=one.stance) for one in question.answers if one.id in read]
    return theme([one.answer for one in question.answers], question=question.text, coded=coded, closed=True)


def said_of(themed: Iterable[ThemedAnswer]) -> dict[str, Said]:
    """By answer id, without the special codes."""
    return {
        one.id: Said(tuple((code.theme, code.confidence) for code in one.codes if code.theme not in (NONE, NO_REASON)))
        for one in themed
    }


def baseline(question: Question, read: Collection[str]) -> dict[str, Said]:
    """TF-IDF of words and pairs, a logistic regression for each code: what anybody would try first."""
    weights = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2)).fit_transform(question.texts)
    rows = [at for at, one in enumerate(question.answers) if one.id in read]
    known = [question.answers[at] for at in rows]
    codes = sorted({code for one in known for code in one.codes})
    chances = np.column_stack([_chances(weights, rows, known, code) for code in codes])
    return {one.id: _ordered(codes, chances[at]) for at, one in enumerate(question.answers)}


def _chances(weights: csr_matrix, rows: Sequence[int], known: Sequence[Coded], code: str) -> np.ndarray:
    wanted = [code in one.codes for one in known]
    if all(wanted):
        return np.ones(weights.shape[0])
    model = LogisticRegression(C=10, class_weight="balanced", max_iter=300).fit(weights[rows], wanted)
    return np.asarray(model.predict_proba(weights)[:, 1])


def _ordered(codes: Sequence[str], chances: np.ndarray) -> Said:
    order = np.argsort(-chances, kind="stable")
    return Said(tuple((codes[at], float(chances[at])) for at in order))
