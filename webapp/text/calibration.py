"""From scores to chances that mean what they say, and from chances to the themes that are given."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from webapp.text.regression import Matrix, fit_logistic, logistic

FACTS = ("always", "score", "lead", "nearness")
USUAL = np.array([-3.15, 5.5, 5.1, 4.15])
"""Weights of the facts where nobody coded anything yet: between those that fitted several collections coded by people.
`benchmarks/theming/untaught.py` measures how far they are from the truth; no other scale carried over better."""
TRUST = np.array([0.3, 0.3, 0.3, 0.3])
_BINS = 10
_LEAST_SLOPE = 0.1


@dataclass(frozen=True, slots=True)
class Scale:
    """What turns the facts about a text and a theme into the chance that a person would give it.

    `given`: how the log odds of themes that are given are set right, as (to add, to multiply by): the first fit bends
    towards the far more numerous others.
    """

    weights: Matrix
    given: tuple[float, float] = (0.0, 1.0)

    def chances(self, scores: Matrix, nearness: Matrix) -> Matrix:
        """Shape (texts, themes), as `scores` and `nearness`."""
        facts = gather_facts(scores, nearness)
        return logistic(facts @ self.weights).reshape(scores.shape)

    def confidence(self, chances: Matrix) -> Matrix:
        """What the chances of themes that are given really are."""
        return logistic(self.given[0] + self.given[1] * _log_odds(chances))


def fit_scale(scores: Matrix, nearness: Matrix, truth: Matrix) -> tuple[Scale, float]:
    """`scores`: of rows by a fit that never saw them; `truth`: what people gave, 0 or 1. With the mean log loss."""
    if not len(scores):
        return Scale(USUAL), 0.0
    facts, happened = gather_facts(scores, nearness), truth.ravel()
    weights = fit_logistic(facts, happened, usual=USUAL, trust=TRUST)
    chance = np.clip(logistic(facts @ weights), 1e-9, 1 - 1e-9)
    loss = -float(np.mean(happened * np.log(chance) + (1 - happened) * np.log(1 - chance)))
    return Scale(weights), loss


def fit_given(scale: Scale, chances: Matrix, right: Matrix) -> Scale:
    """`chances` of themes that were given blindly, and whether people gave them (0 or 1)."""
    facts = np.stack([np.ones(len(chances)), _log_odds(chances)], axis=1)
    add, times = fit_logistic(facts, right, usual=np.array([0.0, 1.0]), trust=1.0)
    return Scale(scale.weights, (float(add), max(float(times), _LEAST_SLOPE)))


def _log_odds(chances: Matrix) -> Matrix:
    safe = np.clip(chances, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(safe / (1 - safe)), dtype=np.float64)


def gather_facts(scores: Matrix, nearness: Matrix) -> Matrix:
    """One row for each text and theme: `FACTS`."""
    return np.stack([np.ones(scores.size), scores.ravel(), _lead(scores).ravel(), nearness.ravel()], axis=1)


def _lead(scores: Matrix) -> Matrix:
    """How far each score is above the best other one of its text (below: negative)."""
    if scores.shape[1] < 2:
        return np.zeros_like(scores)
    ordered = np.sort(scores, axis=1)
    best, second = ordered[:, -1:], ordered[:, -2:-1]
    return np.where(scores >= best, scores - second, scores - best)


def choose(chances: Matrix, alone: int | None = None) -> NDArray[np.bool_]:
    """The set of themes of each text, one at least, that is expected to agree best with a person's.

    Agreement is F1 = 2 shared / (given + true). For k themes its expectation is close to twice the sum of their chances
    over (k + the sum of all chances). `alone`: a theme that never stands beside others ("none of them").
    """
    chances, apart = chances.copy(), np.zeros(len(chances))
    if alone is not None:
        apart, chances[:, alone] = chances[:, alone].copy(), 0
    order = np.argsort(-chances, axis=1, kind="stable")
    gained = np.cumsum(np.take_along_axis(chances, order, axis=1), axis=1)
    expected = 2 * gained / (np.arange(1, chances.shape[1] + 1) + np.maximum(gained[:, -1:], 1))
    size = expected.argmax(axis=1)
    given = np.zeros(chances.shape, dtype=bool)
    np.put_along_axis(given, order, np.arange(chances.shape[1]) <= size[:, None], axis=1)
    if alone is not None:
        empty = apart > expected.max(axis=1)
        given[empty] = False
        given[empty, alone] = True
    return given


def calibration_error(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> float | None:
    """How far confidence is from the share that was right, in ten equal steps of confidence, weighted by their codes.

    None without codes. (The expected calibration error.)
    """
    if not len(confidence):
        return None
    step = np.minimum((confidence * _BINS).astype(np.int64), _BINS - 1)
    apart = [abs(float(confidence[step == at].sum() - right[step == at].sum())) for at in range(_BINS)]
    return sum(apart) / len(confidence)
