"""Texts as points in space, near when they are about the same. The one place to change for another kind of vector.

`TableVectors` know what words mean, from the table that Folkmoot carries (webapp/text/table). `LexicalVectors` learn
from the answers themselves. Both are sums over words. webapp/text/tuned.py puts the two together for one question.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfTransformer

from webapp.text.table.loading import Table, load_table
from webapp.text.table.pieces import place_written
from webapp.text.words import SMALL_WORDS, find_words, is_long_number, stem

Points = NDArray[np.float32]
Parts = Callable[[str], Iterable[str]]
DIMENSIONS = 200
LETTERS_WEIGHT = 0.5
SHARPNESS = 1.4
_AT_ONCE = 4_000


class Share(NamedTuple):
    """What one word adds to a text's closeness; `text[start:end]` is the word as it is written."""

    word: str
    start: int
    end: int
    weight: float


class Vectors(Protocol):
    """Anything that turns texts into rows of unit length; a row of zeros where a text holds nothing it knows."""

    def embed(self, texts: Sequence[str]) -> Points: ...


class TableVectors:
    """Vectors from the table: each text is the sum of its word pieces. Nothing is learned from the answers."""

    def __init__(self, table: Table | None = None) -> None:
        """`table`: the one that Folkmoot carries when None; it is read when the first text comes."""
        self._given = table

    def embed(self, texts: Sequence[str]) -> Points:
        """Rows of unit length, shape (texts, dimensions)."""
        table = self._given or load_table()
        parts = [normalise(table.sum_texts(texts[at : at + _AT_ONCE])) for at in range(0, len(texts), _AT_ONCE)]
        return np.concatenate(parts) if parts else np.zeros((0, table.dimensions), dtype=np.float32)

    def contributions(self, text: str, centre: Points) -> list[Share]:
        """What each word adds to `embed([text])[0] @ centre`, in the order of the text; they sum to just that."""
        table = self._given or load_table()
        placed = list(place_written(text))
        rows = table.sum_words([word for word, _, _ in placed])
        length = float(np.linalg.norm(rows.sum(axis=0))) or 1.0
        weights = rows @ centre / length
        return [Share(*place, float(weight)) for place, weight in zip(placed, weights, strict=True)]


class LexicalVectors:
    """Vectors learned from the answers themselves; nothing from outside."""

    def __init__(self, texts: Sequence[str], *, seed: int) -> None:
        """`texts`: what to learn from; their order must be fixed for a fixed result."""
        counts, words = count_words(texts)
        self._stems = Weighing(find_stem, counts, words, fewest=1)
        self._letters = Weighing(find_letter_runs, counts, words, fewest=2)
        self._axes = _principal_axes(self._weigh(counts, words), seed)

    def embed(self, texts: Sequence[str]) -> Points:
        """Rows of unit length, shape (texts, dimensions)."""
        parts = [self._weigh(*count_words(texts[at : at + _AT_ONCE])) for at in range(0, len(texts), _AT_ONCE)]
        rows = [part @ self._axes for part in parts]
        return normalise(np.concatenate(rows)) if rows else np.zeros((0, self._axes.shape[1]), dtype=np.float32)

    def _weigh(self, counts: csr_matrix, words: Sequence[str]) -> csr_matrix:
        return hstack([self._stems.weigh(counts, words), LETTERS_WEIGHT * self._letters.weigh(counts, words)]).tocsr()


class Weighing:
    """Sublinear TF-IDF of the parts of words. Each different word is taken apart once, however often it is written."""

    def __init__(self, parts: Parts, counts: csr_matrix, words: Sequence[str], *, fewest: int) -> None:
        """Learn which parts there are (those in at least `fewest` texts) and how rare each is."""
        self._parts = parts
        self._columns: dict[str, int] = {}
        for word in words:
            for part in parts(word):
                self._columns.setdefault(part, len(self._columns))
        common = np.asarray((counts @ self._taken_apart(words) > 0).sum(axis=0)).ravel() >= fewest
        kept = [part for part, column in self._columns.items() if common[column]]
        self._columns = {part: column for column, part in enumerate(kept)}
        self._rarity = TfidfTransformer(sublinear_tf=True)
        if kept:
            self._rarity.fit(counts @ self._taken_apart(words))

    def weigh(self, counts: csr_matrix, words: Sequence[str]) -> csr_matrix:
        """Rows of unit length, shape (texts, parts)."""
        parts = counts @ self._taken_apart(words)
        return csr_matrix(self._rarity.transform(parts), dtype=np.float32) if self._columns else parts

    def _taken_apart(self, words: Sequence[str]) -> csr_matrix:
        """How often each part is in each word, shape (words, parts); at least one column."""
        cells = [
            (row, column)
            for row, word in enumerate(words)
            for part in self._parts(word)
            if (column := self._columns.get(part)) is not None
        ]
        return _counted(cells, (len(words), max(len(self._columns), 1)))


def count_words(texts: Sequence[str]) -> tuple[csr_matrix, list[str]]:
    """How often each text holds each word, shape (texts, words), and the words."""
    numbers: dict[str, int] = {}
    written = [(row, word) for row, text in enumerate(texts) for word in find_words(text)]
    cells = [(row, numbers.setdefault(word, len(numbers))) for row, word in written]
    return _counted(cells, (len(texts), len(numbers))), list(numbers)


MOST_LETTERS = 1_000
"""Letters of a word that are looked at; a longer one is no word of a person."""


def find_stem(word: str) -> Iterable[str]:
    """The word's stem, or nothing for a small word or a long number."""
    return (stem(word),) if len(word) > 1 and word not in SMALL_WORDS and not is_long_number(word) else ()


@lru_cache(maxsize=50_000)
def find_letter_runs(word: str) -> Sequence[str]:
    """Runs of three and four letters, the edges of the word marked by a space."""
    marked = "" if is_long_number(word) or word in SMALL_WORDS else f" {word[:MOST_LETTERS]} "
    return [marked[at : at + length] for length in (3, 4) for at in range(len(marked) - length + 1)]


def normalise(points: NDArray[np.floating]) -> Points:
    """Each row made length 1; rows of zeros stay."""
    lengths = np.linalg.norm(points, axis=1, keepdims=True)
    return np.asarray(points / np.where(lengths > 1e-9, lengths, 1), dtype=np.float32)


def _counted(cells: Sequence[tuple[int, int]], shape: tuple[int, int]) -> csr_matrix:
    places = np.array(cells, dtype=np.int64).reshape(-1, 2)
    return csr_matrix((np.ones(len(places), dtype=np.float32), (places[:, 0], places[:, 1])), shape=shape)


def _principal_axes(weights: csr_matrix, seed: int) -> Points:
    """Shape (features, dimensions): multiply weights by it. The identity when there is little to reduce."""
    most = min(weights.shape) - 1
    if most < 2:
        return np.eye(weights.shape[1], dtype=np.float32)
    svd = TruncatedSVD(min(DIMENSIONS, most), random_state=seed, n_iter=2).fit(weights)
    scale = svd.singular_values_ ** (SHARPNESS - 1)
    return np.asarray(svd.components_.T * scale, dtype=np.float32)
