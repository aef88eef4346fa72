"""How alike texts are to those that were learned from: by their vectors, and by the words they share."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from webapp.text.vectors import Points, TableVectors, Vectors, normalise
from webapp.text.wording import Wording, learn_wording

MOST_USUAL = 4_000
FEW_LABELS = 4
MOST_NEIGHBOURS = 1_500
NEIGHBOURS = 10
_ITSELF = 0.9999
_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Likeness:
    """`plain`: what is compared with, rows of unit length; `usual`: the mean vector of the answers; `rows`: `plain`
    without what is usual, again of unit length, and drawn towards its neighbours among `answers`, a sample of them, as
    far as `drawn` says (0 to 1).
    """

    plain: Points
    usual: NDArray[np.float32]
    rows: Points
    answers: Points
    drawn: float
    wording: Wording

    def compare(self, texts: Sequence[str], vectors: Vectors, *, drawn: bool = True) -> "Compared":
        """`drawn`: towards their neighbours too, as answers are; an excerpt is taken as it stands."""
        points = vectors.embed(texts)
        apart = set_apart(points, self.usual)
        close = (draw_together(apart, self.answers, self.drawn) if drawn else apart) @ self.rows.T
        touch = (TableVectors().embed(texts) @ self.plain.T).max(axis=1) if len(self.plain) else np.ones(len(texts))
        return Compared(
            np.asarray(close, dtype=np.float64), self.wording.weigh(texts), np.asarray(touch, dtype=np.float32)
        )


@dataclass(frozen=True, slots=True)
class Compared:
    """By text: `close`, from -1 to 1, to each row once what is usual is taken off; `words`: the weights of its words;
    `touch`: how near it is, everything included, to the nearest row.
    """

    close: NDArray[np.float64]
    words: csr_matrix
    touch: NDArray[np.float32]


def learn_likeness(
    taught: Sequence[str], labels: NDArray[np.bool_], texts: Sequence[str], vectors: Vectors, *, touching: bool
) -> tuple[Likeness, csr_matrix]:
    """`taught`: the rows to compare with, of which `labels` are names of themes; `texts`: answers, coded or not.

    What all answers share, and what all labels share, says nothing of one theme: each kind loses its own mean. With the
    weights of the rows' words, shape (rows, terms).
    """
    sample = vectors.embed(texts[:MOST_USUAL])
    points = vectors.embed(taught)
    usual = _mean(sample if len(sample) else points, points.shape[1])
    rows = np.zeros_like(points)
    answers = set_apart(sample[:MOST_NEIGHBOURS], usual)
    rows[~labels] = set_apart(points[~labels], usual)
    rows[labels] = set_apart(points[labels], _usual_of_labels(points[labels], usual))
    wording = learn_wording(taught, texts[: 5 * MOST_USUAL])
    plain = TableVectors().embed(taught if touching else ())
    return Likeness(plain, usual, rows, answers, 0.0, wording), wording.weigh(taught)


def drawn_by(likeness: Likeness, labels: NDArray[np.bool_], share: float) -> Likeness:
    """The same where all rows but `labels`, and all texts, are drawn towards their neighbours by `share`."""
    rows = likeness.rows.copy()
    rows[~labels] = draw_together(rows[~labels], likeness.answers, share)
    return replace(likeness, rows=rows, drawn=share)


def draw_together(points: Points, answers: Points, share: float) -> Points:
    """Each part of the way from itself to the middle of its nearest `answers`, nearer ones counting more.

    So what is said in other words meets through what lies between. Unit rows; an answer is no neighbour of itself.
    """
    size = min(NEIGHBOURS, len(answers) - 1)
    if size < 1 or not share:
        return points
    drawn = np.empty_like(points)
    for at in range(0, len(points), _AT_ONCE):
        part = points[at : at + _AT_ONCE]
        close = part @ answers.T
        close[close > _ITSELF] = 0
        nearest = np.sort(np.argpartition(-close, size - 1, axis=1)[:, :size], axis=1)
        weights = np.maximum(np.take_along_axis(close, nearest, axis=1), 0)
        middle = np.einsum("ij,ijk->ik", weights, answers[nearest])
        drawn[at : at + _AT_ONCE] = normalise((1 - share) * part + share * normalise(middle))
    return drawn


def set_apart(points: Points, usual: NDArray[np.float32]) -> Points:
    """What is special about each: the usual taken off, unit length again. Rows of zeros stay."""
    return normalise(np.where(points.any(axis=1, keepdims=True), points - usual, 0))


def _usual_of_labels(points: Points, usual: NDArray[np.float32]) -> NDArray[np.float32]:
    """Their mean, but of few labels rather what is usual in answers: taking the mean off two makes them opposites."""
    return np.asarray((points.sum(axis=0) + FEW_LABELS * usual) / (len(points) + FEW_LABELS), dtype=np.float32)


def _mean(points: Points, dimensions: int) -> NDArray[np.float32]:
    return np.asarray(points.mean(axis=0), dtype=np.float32) if len(points) else np.zeros(dimensions, dtype=np.float32)
