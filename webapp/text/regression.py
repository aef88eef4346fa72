"""Ridge regression on likenesses, and what each row would have been given had it not been there. Pure algebra."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fitted:
    """`shares` (rows, themes) and `start` (themes): a score is likeness @ shares + start.

    `left_out` (rows, themes): the score of each row by a fit without it and without its group.
    """

    shares: Matrix
    start: Matrix
    left_out: Matrix


def fit(likeness: Matrix, wanted: Matrix, doubt: Matrix, groups: Sequence[Sequence[int]] = ()) -> Fitted:
    """`likeness`: shape (rows, rows), positive; `wanted`: (rows, themes); `doubt`: above 0, how little to trust a row.

    Least squares of the scores from what is wanted, plus the squared size of the function, with a free start for each
    theme. `groups`: rows that say nearly the same, left out together. The formula for leaving out is that of the
    inverse of a partitioned matrix: the part of `wanted` that only the left-out rows explain.
    """
    bent = likeness + np.diag(doubt)
    inverse = cho_solve(cho_factor(bent, lower=True), np.eye(len(bent)))
    sums = inverse.sum(axis=0)
    start = sums @ wanted / sums.sum()
    inverse -= np.outer(sums, sums) / sums.sum()
    shares = inverse @ wanted
    left_out = wanted - shares / np.maximum(np.diag(inverse), 1e-12)[:, None]
    for group in groups:
        rows = np.array(group)
        block = inverse[np.ix_(rows, rows)] + 1e-9 * np.eye(len(rows))
        left_out[rows] = wanted[rows] - np.linalg.solve(block, shares[rows])
    return Fitted(shares, start, left_out)


def fit_logistic(facts: Matrix, happened: Matrix, *, usual: Matrix, trust: Matrix | float, rounds: int = 30) -> Matrix:
    """Weights (facts,) for which 1 / (1 + exp(-facts @ weights)) is the chance of what happened (Newton's method).

    `facts`: (cases, facts), one column of ones among them; `happened`: 0 or 1. Weights are drawn towards the `usual`
    ones with the strength `trust`, so that few cases change little.
    """
    weights = usual.astype(np.float64).copy()
    pull = np.broadcast_to(np.asarray(trust, dtype=np.float64), weights.shape)
    for _ in range(rounds):
        chance = logistic(facts @ weights)
        slope = facts.T @ (happened - chance) - pull * (weights - usual)
        bend = (facts * (chance * (1 - chance))[:, None]).T @ facts + np.diag(pull + 1e-9)
        step = np.linalg.solve(bend, slope)
        weights += step * min(1.0, 5.0 / max(float(np.abs(step).max()), 1e-12))
        if float(np.abs(step).max()) < 1e-8:
            break
    return weights


def logistic(scores: Matrix) -> Matrix:
    """From any number to a chance between 0 and 1."""
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -35, 35))), dtype=np.float64)
