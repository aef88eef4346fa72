"""Learning which themes an answer raises from answers that people coded, and from the themes' own words.

Two texts are alike as far as their vectors are (and the square of it: near ones count more) and as far as they share
words and pairs of words. A theme's score for a text is a sum over everything that was learned from: each coded answer,
example and label gives its share times its likeness to the text. The shares are those of ridge regression. With nothing
coded, labels and examples alone are learned from.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from webapp.text.calibration import Scale, choose, fit_given, fit_scale
from webapp.text.lessons import EXAMPLE, LABEL, TRUST, Laid, Lesson, lay_out
from webapp.text.likeness import Likeness, drawn_by, learn_likeness
from webapp.text.regression import Fitted, Matrix, fit
from webapp.text.shapes import NONE, KnownTheme
from webapp.text.vectors import Points, Vectors

DOUBTS = (0.1, 0.3, 1.0, 3.0)
"""Strengths of ridge to choose from, by how well they foretell what people gave."""
DRAWN = (0.0, 0.3, 0.5)
"""How far texts are drawn towards their neighbours, to choose from likewise."""
UNTAUGHT = (0.5, 0.3)
TOUCHES = 0.27
"""Where little is coded: what is less near than this to all labels and examples fits none. Of arguments that people put
under a theme 1 in 100 are less near to all of them, of texts about other things 94 in 100 (docs/method.md)."""
LIKELY = 0.5
_HALF = 0.5
MOST_TO_CHOOSE_BY = 600
FEWEST_TO_CHOOSE_BY = 10
_AT_ONCE = 4_000


@dataclass(frozen=True, slots=True)
class Suggestions:
    """`chances` that a person would give a theme, and whether it is `given`; both of shape (texts, themes)."""

    chances: Matrix
    given: NDArray[np.bool_]


class Scores(NamedTuple):
    """`scores` and `near`ness to the themes' own words, both (texts, themes); `touch` (texts,), see `Compared`."""

    scores: Matrix
    near: Matrix
    touch: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Learner:
    """What was learned. `themes`: ids, in the order of every second axis. `shares`: (rows of `likeness`, themes);
    `word_shares`: (terms, themes). `label_rows`: by theme the row that holds its own words, or -1.

    `none_was_taught`: people said of some answers that none fits. Otherwise that is said only of texts no nearer
    than `touches` to anything that was learned from.
    """

    themes: tuple[str, ...]
    likeness: Likeness
    shares: Matrix
    word_shares: Matrix
    start: Matrix
    label_rows: NDArray[np.int64]
    scale: Scale
    none_was_taught: bool
    touches: float

    def suggest(self, texts: Sequence[str], vectors: Vectors) -> Suggestions:
        """The themes each text is given, one at least, and how likely each is."""
        return self.decide(self.score(texts, vectors))

    def score(self, texts: Sequence[str], vectors: Vectors, *, drawn: bool = True) -> Scores:
        """What speaks for each theme. Of excerpts ask with `drawn` off, see `likeness.py`."""
        parts = [
            self._score(texts[at : at + _AT_ONCE], vectors, drawn) for at in range(0, max(len(texts), 1), _AT_ONCE)
        ]
        return Scores(*(np.concatenate([part[place] for part in parts]) for place in range(3)))

    def _score(self, texts: Sequence[str], vectors: Vectors, drawn: bool) -> Scores:
        found = self.likeness.compare(texts, vectors, drawn=drawn)
        scores = bend(found.close) @ self.shares + found.words @ self.word_shares + self.start
        return Scores(np.asarray(scores), nearness(found.close, self.label_rows), found.touch)

    def decide(self, scores: Scores) -> Suggestions:
        """From scores to chances and themes."""
        chances, none = self.scale.chances(scores.scores, scores.near), self.themes.index(NONE)
        if self.none_was_taught:
            return self._finish(chances, choose(chances, none))
        chances[:, none] = 0
        given = choose(chances)
        if self.touches:
            strange = scores.touch < self.touches
            chances[strange, none] = np.maximum(np.prod(1 - chances[strange], axis=1), LIKELY)
            given[strange] = False
            given[strange, none] = True
        return self._finish(chances, given)

    def _finish(self, chances: Matrix, given: NDArray[np.bool_]) -> Suggestions:
        return Suggestions(np.where(given, self.scale.confidence(chances), chances), given)


@dataclass(frozen=True, slots=True)
class Taught:
    """A learner, and what it says of each coded answer (`lessons`) when it has not seen how people coded that one.

    `truth`: what people gave, shape (lessons, themes).
    """

    learner: Learner
    lessons: tuple[Lesson, ...]
    truth: Matrix
    blind: Suggestions


def learn(lessons: Sequence[Lesson], frame: Sequence[KnownTheme], texts: Sequence[str], vectors: Vectors) -> Taught:
    """`lessons`: what people coded; `frame`: the themes; `texts`: any answers, to learn from what is usual in them.

    The order of the lessons makes no difference.
    """
    laid = lay_out(lessons, frame)
    labels = np.array([kind == LABEL for kind in laid.kinds], dtype=bool)
    plain, words = learn_likeness(laid.texts, labels, texts, vectors, touching=laid.coded < FEWEST_TO_CHOOSE_BY)
    shared = (words @ words.T).toarray()
    drawn, doubt = _choose(laid, labels, plain, shared)
    likeness = drawn_by(plain, labels, drawn)
    close = _compare(likeness)
    near = nearness(close, laid.label_rows)[: laid.coded]
    fitted = _fit(laid, bend(close) + shared, doubt)
    truth, blind = laid.wanted[: laid.coded], fitted.left_out[: laid.coded]
    none = laid.themes.index(NONE)
    learner = Learner(
        themes=laid.themes,
        likeness=likeness,
        shares=fitted.shares,
        word_shares=words.T @ fitted.shares,
        start=fitted.start,
        label_rows=laid.label_rows,
        scale=fit_scale(blind, near, truth)[0],
        none_was_taught=bool(laid.wanted[:, none].any()),
        touches=_touches(laid, plain.plain) if laid.coded < FEWEST_TO_CHOOSE_BY else 0.0,
    )
    unasked = np.ones(laid.coded, dtype=np.float32)
    unseen = Scores(blind, near, unasked)
    first = learner.decide(unseen)
    scale = fit_given(learner.scale, first.chances[first.given], truth[first.given])
    learner = replace(learner, scale=scale)
    return Taught(learner, tuple(laid.lessons[: laid.coded]), truth, learner.decide(unseen))


def bend(close: NDArray[np.float64]) -> NDArray[np.float64]:
    """Closeness and its square: near texts count for more than their closeness."""
    return close + close**2


def _touches(laid: Laid, points: Points) -> float:
    """`TOUCHES`, or half the usual nearness between examples of one theme where that is more."""
    rows = [row for row, kind in enumerate(laid.kinds) if kind == EXAMPLE]
    same = laid.wanted[rows] @ laid.wanted[rows].T > 0
    np.fill_diagonal(same, False)
    nearest = np.where(same, points[rows] @ points[rows].T, -1).max(axis=1, initial=-1)
    among = nearest[same.any(axis=1)]
    return max(TOUCHES, _HALF * float(np.median(among))) if len(among) else TOUCHES


def _compare(likeness: Likeness) -> Matrix:
    return np.asarray(likeness.rows @ likeness.rows.T, dtype=np.float64)


def _choose(laid: Laid, labels: NDArray[np.bool_], plain: Likeness, shared: Matrix) -> tuple[float, float]:
    """How far to draw texts together and how strong a ridge: what foretells best what people gave.

    Tried on a part of the coded answers when there are many: the best hardly depends on how many.
    """
    if laid.coded < FEWEST_TO_CHOOSE_BY:
        return UNTAUGHT
    coded = min(laid.coded, MOST_TO_CHOOSE_BY)
    kept = np.r_[:coded, laid.coded : len(laid.texts)]
    part, square = _part(laid, kept), np.ix_(kept, kept)
    losses: dict[tuple[float, float], float] = {}
    for drawn in DRAWN:
        close = _compare(drawn_by(plain, labels, drawn))[square]
        near = nearness(close, part.label_rows)[:coded]
        for doubt in DOUBTS:
            left_out = _fit(part, bend(close) + shared[square], doubt).left_out[:coded]
            losses[drawn, doubt] = fit_scale(left_out, near, part.wanted[:coded])[1]
    return min(losses, key=lambda one: (round(losses[one], 9), one))


def _part(laid: Laid, kept: NDArray[np.int64]) -> Laid:
    """Some rows of what is laid out."""
    new = {int(old): at for at, old in enumerate(kept)}
    letters = [[new[row] for row in letter if row in new] for letter in laid.letters]
    return replace(
        laid,
        texts=[laid.texts[at] for at in kept],
        kinds=[laid.kinds[at] for at in kept],
        wanted=laid.wanted[kept],
        label_rows=np.array([new.get(int(row), -1) for row in laid.label_rows], dtype=np.int64),
        letters=[letter for letter in letters if len(letter) > 1],
    )


def _fit(laid: Laid, alike: Matrix, doubt: float) -> Fitted:
    doubts = np.array([doubt / TRUST[kind] for kind in laid.kinds])
    return fit(alike, laid.wanted, doubts, laid.letters)


def nearness(close: NDArray[np.float64], label_rows: NDArray[np.int64]) -> Matrix:
    """Closeness to each theme's own words, 0 for a theme that has none."""
    return np.asarray(np.where(label_rows >= 0, close[:, label_rows], 0), dtype=np.float64)
