"""How good suggestions are, beside what people gave: each figure with what it rests on."""

import numpy as np
from numpy.typing import NDArray

from webapp.text.calibration import calibration_error
from webapp.text.learning import Taught
from webapp.text.regression import Matrix

FEWEST_TO_MEASURE = 10
PLACES = 3


def measure(taught: Taught) -> dict[str, object] | None:
    """Precision, recall and F1 of what would have been suggested for each coded answer, had nobody coded it.

    F1 is that of each answer, averaged over answers. None below `FEWEST_TO_MEASURE` different coded answers.
    """
    coded = len(taught.lessons)
    if coded < FEWEST_TO_MEASURE:
        return None
    given, truth = taught.blind.given, taught.truth > 0
    shared = (given & truth).sum()
    error = calibration_error(taught.blind.chances[given], truth[given])
    return {
        "answers": coded,
        "codes": int(given.sum()),
        "precision": round(float(shared / max(given.sum(), 1)), PLACES),
        "recall": round(float(shared / max(truth.sum(), 1)), PLACES),
        "f1": round(float(f1_of_rows(given, truth).mean()), PLACES),
        "calibration_error": None if error is None else round(error, PLACES),
        "how": "Each coded answer was suggested codes by what was learned from all the others.",
    }


def f1_of_rows(given: NDArray[np.bool_], truth: NDArray[np.bool_]) -> Matrix:
    """2 shared / (given + true) for each row; 1 for a row that has neither."""
    held = given.sum(axis=1) + truth.sum(axis=1)
    return np.asarray((2 * (given & truth).sum(axis=1) + (held == 0)) / (held + (held == 0)), dtype=np.float64)
