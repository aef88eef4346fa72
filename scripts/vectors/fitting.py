"""Fitting a vector to every word piece, so that the sum over a text comes near to what the sentence model says.

Ridge regression: the rows W that make |X W - Y|² + strength |W - W0|² smallest. X counts each text's pieces, divided by
the root of how many there are; Y are the model's vectors on fewer axes; W0 what the model says of each piece alone.
"""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from scripts.vectors.teacher import Numbers
from webapp.text.table.pieces import Pieces, find_written


def count_pieces(texts: Sequence[str], pieces: Pieces, *, width: int) -> csr_matrix:
    """Shape (texts, pieces): how often each text holds each piece, over the root of how many pieces it has."""
    found = [[row for word in find_written(text) for row in pieces.cut(word)] for text in texts]
    lengths = np.array([len(some) for some in found])
    columns = np.array([row for some in found for row in some], dtype=np.int64)
    shares = np.repeat(1 / np.sqrt(np.maximum(lengths, 1)), lengths).astype(np.float32)
    counts = csr_matrix((shares, columns, np.concatenate([[0], np.cumsum(lengths)])), shape=(len(texts), width))
    counts.sum_duplicates()
    return counts


def find_axes(vectors: Numbers, dimensions: int) -> Numbers:
    """The directions in which the vectors differ most, shape (dimensions of the model, `dimensions`)."""
    _, axes = np.linalg.eigh((vectors.T @ vectors).astype(np.float64))
    return axes[:, ::-1][:, :dimensions].astype(np.float32)


def fit(counts: csr_matrix, wanted: Numbers, start: Numbers, *, strength: float, steps: int) -> Numbers:
    """Conjugate gradients, every column at once. `wanted`: shape (texts, axes); `start`: shape (pieces, axes).

    Each row's error is first divided by how much text holds its piece, or rare pieces would hardly move (Jacobi).
    """
    turned = counts.T.tocsr()
    often = (np.asarray(counts.multiply(counts).sum(axis=0)).reshape(-1, 1) + strength).astype(np.float32)
    change = np.zeros_like(start)
    left = turned @ (wanted - counts @ start)
    eased = left / often
    way = eased.copy()
    size = (left * eased).sum(axis=0)
    for _ in range(steps):
        pulled = turned @ (counts @ way) + strength * way
        step = size / np.maximum((way * pulled).sum(axis=0), 1e-20)
        change += step * way
        left -= step * pulled
        eased = left / often
        size, before = (left * eased).sum(axis=0), size
        way = eased + size / np.maximum(before, 1e-20) * way
    return start + change


def drop_commonest(rows: Numbers, counts: csr_matrix) -> Numbers:
    """The rows without the direction that words, each as often as texts hold it, share most.

    Nearly all texts go that way together (how people talk, not what of), so it tells few texts apart.
    """
    often = np.asarray((counts > 0).sum(axis=0), dtype=np.float64).ravel()
    _, directions = np.linalg.eigh(rows.T @ (rows * often[:, None]))
    return np.asarray(rows - np.outer(rows @ directions[:, -1], directions[:, -1]), dtype=np.float32)


def to_whole_numbers(rows: Numbers) -> tuple[np.ndarray, Numbers]:
    """Whole numbers from -127 to 127 and each row's scale."""
    scale = np.abs(rows).max(axis=1) / 127
    whole = np.rint(rows / np.where(scale > 0, scale, 1)[:, None]).astype(np.int8)
    return whole, scale.astype(np.float32)
