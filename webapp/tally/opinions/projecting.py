"""Where people stand: the two directions in which their votes differ most.

A vote that was not cast is taken to be the statement's mean. Centred, it is exactly zero, so the principal components
of the whole table are the singular vectors of a sparse one that holds nothing but votes. Whoever voted on few
statements would stand near the middle for that alone; each person is moved out by √(statements / votes cast).
Source: the rule of Polis (C. Small and others, Recerca 26(2), 2021).
"""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from scipy.sparse.linalg import svds

from webapp.tally.opinions.tabulating import Table

AXES = 2
_FEW_CELLS = 200_000
_NOTHING = 1e-9
_DECIMALS = 9

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Projection:
    """`axes` (2 × statements, rows of length 1 or 0), `positions` (people × 2), `extremity` (statements).

    `explained` is the share of the variance along each axis.
    """

    means: Floats
    axes: Floats
    positions: Floats
    extremity: Floats
    explained: tuple[float, ...]


def project(table: Table) -> Projection:
    """The projection of a table of votes. Moderated statements pull nobody anywhere, and count as answered by all."""
    tall, wide = len(table.participants), len(table.statements)
    counts = np.bincount(table.columns, minlength=wide)
    means = np.bincount(table.columns, table.values, minlength=wide) / np.maximum(counts, 1)
    different = np.where(table.moderated[table.columns], 0.0, table.values - means[table.columns])
    cells = sparse.csr_array((different, (table.rows, table.columns)), shape=(tall, wide))
    axes, explained = _directions(cells)
    scale = np.sqrt(wide / np.maximum(_answered(table), 1))
    alone = np.sqrt(wide) * (1 - means) * axes
    return Projection(
        means=means,
        axes=axes,
        positions=np.round((cells @ axes.T) * scale[:, None], _DECIMALS),
        extremity=np.sqrt((alone**2).sum(axis=0)),
        explained=explained,
    )


def _answered(table: Table) -> NDArray[np.int64]:
    """By person. A statement that was moderated is an equal answer of everybody's (the rule of Polis): taking one out
    moves those who had passed it by no further from the middle than those who had voted on it."""
    left = table.rows[~table.moderated[table.columns]]
    return np.bincount(left, minlength=len(table.participants)) + int(table.moderated.sum())


def _directions(cells: "sparse.csr_array[np.float64]") -> tuple[Floats, tuple[float, ...]]:
    """The first right singular vectors, each with a sign of its own, zero where nothing differs; their shares."""
    axes = np.zeros((AXES, cells.shape[1]))
    total = float((cells.data**2).sum())
    if total <= _NOTHING:
        return axes, (0.0,) * AXES
    strengths, vectors = _singular(cells)
    for axis, strength in enumerate(strengths):
        if strength > _NOTHING * strengths[0]:
            axes[axis] = _pointed(vectors[axis])
    explained = np.zeros(AXES)
    explained[: len(strengths)] = strengths**2 / total
    return axes, tuple(explained.tolist())


def _singular(cells: "sparse.csr_array[np.float64]") -> tuple[Floats, Floats]:
    """The largest singular values, in order, and their right vectors: of a small table all at once, else by Lanczos."""
    if min(cells.shape) <= AXES or cells.shape[0] * cells.shape[1] <= _FEW_CELLS:
        _, strengths, vectors = np.linalg.svd(cells.toarray(), full_matrices=False)
    else:
        start = np.random.default_rng(0).standard_normal(min(cells.shape))
        _, strengths, vectors = svds(cells, k=AXES, v0=start)
    order = np.argsort(-strengths)[:AXES]
    return strengths[order].astype(np.float64), vectors[order]


def _pointed(axis: Floats) -> Floats:
    """A singular vector may point either way: its largest entry, the first of equals, is made positive."""
    largest = np.argmax(np.round(np.abs(axis), _DECIMALS))
    return axis if axis[largest] > 0 else -axis
