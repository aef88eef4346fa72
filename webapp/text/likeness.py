"""How alike texts are to those that were learned from: by their vectors, and by the words they share."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from webapp.text.vectors import Points, Vectors, normalise
from webapp.text.wording import Wording, learn_wording

MOST_USUAL = 4_000


@dataclass(frozen=True, slots=True)
class Likeness:
    """`plain`: what is compared with, rows of unit length; `usual`: the mean vector of the answers; `rows`: `plain`
    without what is usual, again of unit length.
    """

    plain: Points
    usual: NDArray[np.float32]
    rows: Points
    wording: Wording

    def compare(self, texts: Sequence[str], vectors: Vectors) -> "Compared":
        points = vectors.embed(texts)
        close = set_apart(points, self.usual) @ self.rows.T
        touch = (points @ self.plain.T).max(axis=1, initial=0)
        return Compared(np.asarray(close, dtype=np.float64), self.wording.weigh(texts), np.asarray(touch))


@dataclass(frozen=True, slots=True)
class Compared:
    """By text: `close`, from -1 to 1, to each row once what is usual is taken off; `words`: the weights of its words;
    `touch`: how near it is, everything included, to the nearest row.
    """

    close: NDArray[np.float64]
    words: csr_matrix
    touch: NDArray[np.float32]


def learn_likeness(
    taught: Sequence[str], labels: NDArray[np.bool_], texts: Sequence[str], vectors: Vectors
) -> tuple[Likeness, csr_matrix]:
    """`taught`: the rows to compare with, of which `labels` are names of themes; `texts`: answers, coded or not.

    What all answers share, and what all labels share, says nothing of one theme: each kind loses its own mean. With the
    weights of the rows' words, shape (rows, terms).
    """
    sample = vectors.embed(texts[:MOST_USUAL])
    points = vectors.embed(taught)
    usual = _mean(sample if len(sample) else points, points.shape[1])
    rows = np.zeros_like(points)
    rows[~labels] = set_apart(points[~labels], usual)
    rows[labels] = set_apart(points[labels], _mean(points[labels], points.shape[1]) if labels.sum() > 1 else usual)
    wording = learn_wording(taught, texts[: 5 * MOST_USUAL])
    return Likeness(points, usual, rows, wording), wording.weigh(taught)


def set_apart(points: Points, usual: NDArray[np.float32]) -> Points:
    """What is special about each: the usual taken off, unit length again. Rows of zeros stay."""
    return normalise(np.where(points.any(axis=1, keepdims=True), points - usual, 0))


def _mean(points: Points, dimensions: int) -> NDArray[np.float32]:
    return np.asarray(points.mean(axis=0), dtype=np.float32) if len(points) else np.zeros(dimensions, dtype=np.float32)
