"""Where answers stand, learned from those where people said it, beside what is read from the words alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from webapp.text.learning import Learner, Suggestions, learn
from webapp.text.lessons import Lesson
from webapp.text.regression import Matrix, fit_logistic
from webapp.text.shapes import AGAINST, FOR, NONE, STANCES, KnownTheme
from webapp.text.stance import STATED, name_leaning
from webapp.text.vectors import Vectors

FEWEST = 20
"""Answers whose stance people gave, and of two stances at least three each, before it is learned from them."""
FEWEST_OF_A_KIND = 3
_USUAL = np.array([-1.0, 1.0, 1.0])
_TRUST = 1.0
_NO_WORDS = "-"


@dataclass(frozen=True, slots=True)
class Standing:
    """`weights` of: always, the learner's log odds, what is read from the words."""

    learner: Learner
    weights: Matrix

    def read(self, texts: Sequence[str], leanings: Sequence[float], vectors: Vectors) -> list[str]:
        """One of `STANCES` for each text; `leanings`: what is read from its words, see `stance.py`."""
        odds = self.odds(self.learner.suggest(texts, vectors), leanings)
        return [self.learner.themes[at] for at in odds.argmax(axis=1)]

    def odds(self, suggested: Suggestions, leanings: Sequence[float]) -> Matrix:
        """Log odds of each stance, shape (texts, stances); never of `none`."""
        odds = (_facts(suggested.chances, self.learner.themes, leanings) @ self.weights).reshape(
            suggested.chances.shape
        )
        odds[:, self.learner.themes.index(NONE)] = -np.inf
        return odds


def learn_stances(said: Sequence[tuple[str, str, float]], texts: Sequence[str], vectors: Vectors) -> Standing | None:
    """`said`: texts with the stance people gave and the leaning read from the words; `texts`: any answers.

    None when there are too few, or all of one kind: then the words alone decide.
    """
    leanings = {text: leaning for text, _, leaning in said}
    kinds = [stance for stance in STANCES if sum(one == stance for _, one, _ in said) >= FEWEST_OF_A_KIND]
    if len(said) < FEWEST or len(kinds) < 2:
        return None
    lessons = [Lesson(text, (stance,)) for text, stance, _ in said if stance in kinds]
    taught = learn(lessons, [KnownTheme(stance, _NO_WORDS) for stance in kinds], texts, vectors)
    themes = taught.learner.themes
    facts = _facts(taught.blind.chances, themes, [leanings[one.text] for one in taught.lessons])
    asked = np.tile(np.array(themes) != NONE, len(taught.lessons))
    weights = fit_logistic(facts[asked], taught.truth.ravel()[asked], usual=_USUAL, trust=_TRUST)
    return Standing(taught.learner, weights)


def _facts(chances: Matrix, themes: Sequence[str], leanings: Sequence[float]) -> Matrix:
    """One row for each text and stance."""
    sides = np.array([1.0 if theme == FOR else -1.0 if theme == AGAINST else 0.0 for theme in themes])
    lean = np.clip(np.asarray(leanings, dtype=np.float64) / STATED, -1, 1)[:, None] * sides
    safe = np.clip(chances, 1e-4, 1 - 1e-4)
    odds: NDArray[np.float64] = np.log(safe / (1 - safe))
    return np.stack([np.ones(chances.size), odds.ravel(), lean.ravel()], axis=1)


def read_words(leanings: Sequence[Sequence[float]]) -> list[str | None]:
    """By text, the stance read from the words of its sentences alone."""
    return [name_leaning(some) for some in leanings]
