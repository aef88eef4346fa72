"""Which words and pairs of words a text holds, as numbers that are the same wherever they are made."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from webapp.text.words import find_words, stem

Keys = NDArray[np.uint64]
_MIXER = np.uint64(0x9E3779B97F4A7C15)
_TURN = np.uint64(29)


@dataclass(frozen=True, slots=True)
class Wording:
    """`keys`: the terms that count, in rising order. `rarity`: the weight of each (inverse document frequency).

    `unheard`: the weight of a term that is not among them; it takes room in a text and likens it to nothing.
    """

    keys: Keys
    rarity: NDArray[np.float32]
    unheard: float

    def weigh(self, texts: Sequence[str]) -> csr_matrix:
        """Rows of at most unit length, shape (texts, keys): sublinear TF-IDF."""
        rows, keys, counts = count_terms(texts)
        places = np.minimum(np.searchsorted(self.keys, keys), max(len(self.keys) - 1, 0))
        heard = self.keys[places] == keys if len(self.keys) else np.zeros(len(keys), dtype=bool)
        weights = (1 + np.log(counts)) * np.where(heard, self.rarity[places] if len(self.keys) else 0, self.unheard)
        lengths = np.sqrt(np.bincount(rows, weights**2, minlength=len(texts)))
        weights = (weights / lengths[rows])[heard].astype(np.float32)
        return csr_matrix((weights, (rows[heard], places[heard])), shape=(len(texts), len(self.keys)))


def learn_wording(taught: Sequence[str], texts: Sequence[str]) -> Wording:
    """`taught`: texts whose terms can liken others to them; `texts`: from which it is learned how rare terms are."""
    keys = np.unique(count_terms(taught)[1])
    _, spoken, _ = count_terms([*texts, *taught])
    among = spoken[np.isin(spoken, keys)]
    found, often = np.unique(among, return_counts=True)
    held = np.zeros(len(keys))
    held[np.searchsorted(keys, found)] = often
    size = len(texts) + len(taught)
    rarity = np.log((1 + size) / (1 + held)) + 1
    common = held > 1  # what is said once likens nothing to anything
    return Wording(keys[common], rarity[common].astype(np.float32), float(np.log((1 + size) / 2) + 1))


def count_terms(texts: Sequence[str]) -> tuple[NDArray[np.int64], Keys, NDArray[np.float64]]:
    """(rows, keys, counts): each different term of each text once, by row and key."""
    said = [[_key(word) for word in find_words(text)] for text in texts]
    lengths = np.array([len(one) for one in said], dtype=np.int64)
    words = np.array([key for one in said for key in one], dtype=np.uint64)
    rows = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)
    together = rows[1:] == rows[:-1]
    pairs = _pair(words[:-1], words[1:])[together]
    return _counted(np.concatenate([rows, rows[1:][together]]), np.concatenate([words, pairs]))


def _counted(rows: NDArray[np.int64], keys: Keys) -> tuple[NDArray[np.int64], Keys, NDArray[np.float64]]:
    if not len(rows):
        return rows, keys, np.zeros(0)
    order = np.lexsort((keys, rows))
    rows, keys = rows[order], keys[order]
    new = np.concatenate([[True], (rows[1:] != rows[:-1]) | (keys[1:] != keys[:-1])])
    starts = np.flatnonzero(new)
    return rows[starts], keys[starts], np.diff([*starts, len(rows)]).astype(np.float64)


def _pair(first: Keys, second: Keys) -> Keys:
    """One number for two words in their order; products run over on purpose."""
    return np.asarray(((first * _MIXER) ^ (first >> _TURN)) + (second ^ (second >> _TURN)), dtype=np.uint64)


@lru_cache(maxsize=200_000)
def _key(word: str) -> int:
    return int.from_bytes(blake2b(stem(word).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
