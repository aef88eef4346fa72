"""Vectors for the answers to one question: what the table knows of words, tuned to how these people use them.

Every word has one row, in two halves: its pieces from the table, weighed down when most answers have the word and with
what an average word of these answers says taken off; and its stem and letter runs on axes learned from the answers. A
text is the sum of its words in either half. What all answers share tells no theme from another, and names the table
does not know still meet (docs/method.md has the figures).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.decomposition import TruncatedSVD

from webapp.text.table.loading import Table, load_table
from webapp.text.table.pieces import find_written, place_written
from webapp.text.vectors import Points, Share, find_letter_runs, find_stem

LEARNED_FROM = 4_000
"""As many texts teach what is usual; more change little."""
AXES = 100
RARITY = 0.3
USUAL = 0.8
LEXICAL_USUAL = 0.5
LEXICAL_WEIGHT = 0.5
LETTERS_WEIGHT = 0.5
SHARPNESS = 1.4
_LEAST_RARITY = 0.02
_AT_ONCE = 20_000
Row = NDArray[np.float32]


@dataclass(frozen=True)
class Lexicon:
    """What was learned from the answers. Everything that coding one more answer needs beside the table.

    `texts`: how many were learned from; `uses`: in how many of them each word is; `usual`: the average word in the
    table's half; `parts`: the row in `axes` of each stem (as it is) and letter run (after a tab); `usual_parts`: the
    average word in the lexical half.
    """

    texts: int
    uses: dict[str, int]
    usual: Row
    parts: dict[str, int]
    axes: NDArray[np.float16]
    usual_parts: Row

    def keeping(self, words: Collection[str]) -> "Lexicon":
        """Without words that are not among `words`, and without parts that only those had; itself when all are."""
        uses = {word: texts for word, texts in self.uses.items() if word in words}
        if len(uses) == len(self.uses):
            return self
        stems, runs = _name_parts(list(uses))
        names = [name for name in self.parts if name in stems or name in runs]
        rows = [self.parts[name] for name in names]
        return replace(self, uses=uses, parts={name: at for at, name in enumerate(names)}, axes=self.axes[rows])


class TunedVectors:
    """Rows of unit length, near when texts say the same; sums over words, so closeness can be shared out."""

    def __init__(self, lexicon: Lexicon, table: Table | None = None) -> None:
        self.lexicon = lexicon
        self._given = table

    @classmethod
    def learn(cls, texts: Sequence[str], *, seed: int, table: Table | None = None) -> "TunedVectors":
        """`texts`: what to learn from, of which the first `LEARNED_FROM` are read; their order must be fixed."""
        return cls(learn_lexicon(texts[:LEARNED_FROM], table or find_table(), seed), table)

    @cached_property
    def table(self) -> Table:
        return self._given or find_table()

    @property
    def dimensions(self) -> int:
        return self.table.dimensions + len(self.lexicon.usual_parts)

    def embed(self, texts: Sequence[str]) -> Points:
        """Shape (texts, dimensions); a row of zeros where a text holds nothing we know."""
        parts = [self._embed(texts[at : at + _AT_ONCE]) for at in range(0, len(texts), _AT_ONCE)]
        return np.concatenate(parts) if parts else np.zeros((0, self.dimensions), dtype=np.float32)

    def contributions(self, text: str, centre: Points) -> list[Share]:
        """What each word adds to `embed([text])[0] @ centre`, in the order of the text; they sum to just that."""
        placed = list(place_written(text))
        rows = self._rows([word.lower() for word, _, _ in placed])
        lengths = self._lengths(rows.sum(axis=0, keepdims=True))[0]
        weights = (rows / np.where(lengths > 0, lengths, 1)) @ centre
        return [Share(*place, float(weight)) for place, weight in zip(placed, weights, strict=True)]

    def _embed(self, texts: Sequence[str]) -> Points:
        counts, words = count_written(texts)
        sums = np.asarray(counts @ self._rows(words), dtype=np.float32)
        lengths = self._lengths(sums)
        return np.divide(sums, lengths, out=np.zeros_like(sums), where=lengths > 0)

    def _lengths(self, sums: Points) -> Points:
        """What to divide each number by, so that both halves have their weight and the whole is of length 1."""
        cut = self.table.dimensions
        lengths = np.empty_like(sums)
        lengths[:, :cut] = np.linalg.norm(sums[:, :cut], axis=1, keepdims=True)
        lengths[:, cut:] = np.linalg.norm(sums[:, cut:], axis=1, keepdims=True) / LEXICAL_WEIGHT
        lengths[lengths < 1e-6] = 0
        there = np.array([lengths[:, :1] > 0, lengths[:, -1:] > 0], dtype=np.float32)
        whole = np.sqrt(there[0] + there[1] * LEXICAL_WEIGHT**2)
        return np.asarray(lengths * whole, dtype=np.float32)

    def _rows(self, words: Sequence[str]) -> Points:
        """A row for each word (small letters), shape (words, dimensions)."""
        known = self.lexicon
        uses = np.array([known.uses.get(word, 0) for word in words], dtype=np.float32)
        meaning = self.table.sum_words(words)
        meaning = (meaning - USUAL * known.usual * meaning.any(axis=1, keepdims=True)) * rarity(uses, known.texts)[
            :, None
        ]
        parts = take_apart(words, known.parts) @ known.axes.astype(np.float32)
        parts = parts - LEXICAL_USUAL * known.usual_parts * parts.any(axis=1, keepdims=True)
        return np.concatenate([meaning, parts], axis=1, dtype=np.float32)


def find_table() -> Table:
    """The table; an empty one where none was built, so that what the answers teach is all there is."""
    try:
        return load_table()
    except FileNotFoundError:
        return Table(np.zeros((0, 1), dtype=np.int8), np.zeros(0, dtype=np.float32), ())


def rarity(uses: Row, texts: int) -> Row:
    """A word's weight, from near 0 (all have it) to 1 (one of them has it), in the power `RARITY`."""
    rare = np.log((texts + 1) / (uses + 0.5)) / np.log((texts + 1) / 1.5 + 1e-9) if texts > 1 else np.ones_like(uses)
    return np.asarray(np.clip(rare, _LEAST_RARITY, 1) ** RARITY, dtype=np.float32)


def learn_lexicon(texts: Sequence[str], table: Table, seed: int) -> Lexicon:
    counts, words = count_written(texts)
    uses = np.asarray((counts > 0).sum(axis=0)).ravel()
    said = np.asarray(counts.sum(axis=0)).ravel().astype(np.float32)
    meaning = table.sum_words(words)
    weights = said * rarity(uses.astype(np.float32), len(texts)) * meaning.any(axis=1)
    usual = weights @ meaning / max(float(weights.sum()), 1e-9)
    parts, axes = _learn_axes(counts, words, seed)
    rows = take_apart(words, parts) @ axes.astype(np.float32)
    heard = said * rows.any(axis=1)
    usual_parts = heard @ rows / max(float(heard.sum()), 1e-9)
    numbers = {word: int(number) for word, number in zip(words, uses, strict=True)}
    return Lexicon(len(texts), numbers, usual.astype(np.float32), parts, axes, usual_parts.astype(np.float32))


def _learn_axes(counts: csr_matrix, words: Sequence[str], seed: int) -> tuple[dict[str, int], NDArray[np.float16]]:
    """Rows for stems and for the letter runs of two or more texts: rarity, then the main axes of what is said."""
    stems, runs = _name_parts(words)
    apart = take_apart(words, stems | {run: at + len(stems) for run, at in runs.items()})
    shares = np.asarray((counts @ apart > 0).sum(axis=0)).ravel()
    weights = np.log((counts.shape[0] + 1) / (shares + 1)) + 1
    weights[len(stems) :] *= shares[len(stems) :] >= 2
    weighed = apart.multiply(weights[None, :]).tocsr()
    sizes = [np.sqrt(part.multiply(part).sum()) for part in (weighed[:, : len(stems)], weighed[:, len(stems) :])]
    weights[len(stems) :] *= LETTERS_WEIGHT * sizes[0] / max(sizes[1], 1e-9)
    kept = np.flatnonzero(weights)
    names = [*stems, *runs]
    texts = _unit_rows(counts @ apart[:, kept].multiply(weights[None, kept]).tocsr())
    axes = weights[kept, None] * _main_axes(texts, seed)
    return {names[at]: row for row, at in enumerate(kept)}, axes.astype(np.float16)


def _name_parts(words: Sequence[str]) -> tuple[dict[str, int], dict[str, int]]:
    stems: dict[str, int] = {}
    runs: dict[str, int] = {}
    for word in words:
        for name in find_stem(word):
            stems.setdefault(name, len(stems))
        for name in find_letter_runs(word):
            runs.setdefault(f"\t{name}", len(runs))
    return stems, runs


def take_apart(words: Sequence[str], parts: dict[str, int]) -> csr_matrix:
    """How often each known part is in each word, shape (words, parts)."""
    found = [[row for name in _names_of(word) if (row := parts.get(name)) is not None] for word in words]
    return _counted(found, len(parts))


@lru_cache(maxsize=50_000)
def _names_of(word: str) -> tuple[str, ...]:
    """The names of a word's parts: its stem as it is, its letter runs after a tab."""
    return (*find_stem(word), *(f"\t{run}" for run in find_letter_runs(word)))


def count_written(texts: Sequence[str]) -> tuple[csr_matrix, list[str]]:
    """How often each text holds each word, shape (texts, words), and the words in small letters."""
    numbers: dict[str, int] = {}
    found = [[numbers.setdefault(word, len(numbers)) for word in find_written(text.lower())] for text in texts]
    return _counted(found, len(numbers)), list(numbers)


def _counted(found: Sequence[Sequence[int]], width: int) -> csr_matrix:
    columns = np.fromiter(chain.from_iterable(found), dtype=np.int64)
    ends = np.concatenate([[0], np.cumsum(list(map(len, found)), dtype=np.int64)])
    counts = csr_matrix((np.ones(len(columns), dtype=np.float32), columns, ends), shape=(len(found), width))
    counts.sum_duplicates()
    return counts


def _unit_rows(rows: csr_matrix) -> csr_matrix:
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return csr_matrix(rows.multiply((1 / np.maximum(lengths, 1e-9))[:, None]), dtype=np.float32)


def _main_axes(rows: csr_matrix, seed: int) -> Points:
    """Shape (parts, axes): multiply rows by it. One axis of zeros when there is too little to learn from."""
    most = min(rows.shape) - 1
    if most < 2:
        return np.zeros((rows.shape[1], 1), dtype=np.float32)
    svd = TruncatedSVD(min(AXES, most), random_state=seed, n_iter=2).fit(rows)
    scale = np.maximum(svd.singular_values_, 0) ** (SHARPNESS - 1)
    return np.asarray(svd.components_.T * scale, dtype=np.float32)
