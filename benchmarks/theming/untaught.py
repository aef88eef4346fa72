"""How sure themes are before anybody coded anything, and whether a better scale would carry over to other collections.

`python -m benchmarks.theming.untaught` prints, for each collection with a frame in words, how far confidence is from
the truth as it is, and after setting it right by what the other collections say (`calibration.fit_given`, each
collection counted alike). When last run it was better for two of four and worse over all, so `calibration.USUAL` stays
(docs/method.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from benchmarks.theming import collections, lessons, scoring
from benchmarks.theming.collections import Question
from webapp.text.calibration import USUAL, Scale, fit_given
from webapp.text.pipeline import theme
from webapp.text.regression import Matrix
from webapp.text.shapes import KnownTheme

ALIKE = 2_000
"""Codes drawn of each collection, so that none counts for more than another."""
ONE_IN = 4
Codes = tuple[Matrix, Matrix]
"""(confidence, whether it is right) of every code that was given."""


def gather() -> dict[str, Codes]:
    """By collection; of the requests to a bank one in `ONE_IN`, with the names of the intents as the frame."""
    return {
        "K": _codes(collections.arguments()),
        "G": _codes([collections.consultation()]),
        "gambling, 2 × 100": _codes(collections.small_consultation()),
        "B": _codes([_with_names(collections.intents())]),
    }


def _with_names(question: Question) -> Question:
    names = sorted({code for one in question.answers for code in one.codes})
    frame = tuple(KnownTheme(name, name.replace("_", " ")) for name in names)
    return replace(question, answers=question.answers[::ONE_IN], frame=frame)


def _codes(questions: Sequence[Question]) -> Codes:
    found: list[tuple[float, bool]] = []
    for question in questions:
        answers = [one.answer for one in question.answers]
        said = lessons.said_of(theme(answers, question=question.text, known=question.frame, closed=True).answers)
        found += [(sure, code in one.codes) for one in question.answers for code, sure in said[one.id].sure]
    sure, right = zip(*found, strict=True)
    return np.array(sure), np.array(right, dtype=float)


def left_out(codes: Mapping[str, Codes]) -> dict[str, tuple[float, float]]:
    """By collection: the calibration error as it is, and by the scale that the others ask for."""
    errors = {}
    for name, (sure, right) in codes.items():
        others = [_drawn(*one) for other, one in codes.items() if other != name]
        scale = fit_given(Scale(USUAL), *(np.concatenate(part) for part in zip(*others, strict=True)))
        told = right.astype(bool).tolist()
        errors[name] = (
            scoring.calibration_error(sure.tolist(), told),
            scoring.calibration_error(scale.confidence(sure).tolist(), told),
        )
    return errors


def _drawn(sure: Matrix, right: Matrix) -> Codes:
    rows = np.random.default_rng(0).choice(len(sure), ALIKE)
    return sure[rows], right[rows]


def main() -> None:
    for name, (now, refitted) in left_out(gather()).items():
        print(f"{name:<20} as it is {now:.3f}   by the others {refitted:.3f}")


if __name__ == "__main__":
    main()
