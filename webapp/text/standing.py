"""Where answers stand, learned from those where people said it, beside what is read from the words alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from webapp.text.gathering import Excerpt, Gathered
from webapp.text.learning import Learner, Suggestions, learn
from webapp.text.lessons import Lesson
from webapp.text.regression import Matrix, fit_logistic
from webapp.text.shapes import AGAINST, FOR, NONE, SPECIAL_LABELS, STANCES, CodedAnswer, KnownTheme, ThemedAnswer
from webapp.text.stance import STATED, lean, name_leaning, read_question
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


def take_stances(
    themed: Sequence[ThemedAnswer],
    gathered: Gathered,
    coded: Sequence[CodedAnswer],
    question: str,
    vectors: Vectors,
    *,
    asked: bool = False,
) -> tuple[ThemedAnswer, ...]:
    """The themed answers, in the order of `gathered`, with their stances and those of their codes' excerpts.

    What people said stands. Where they said it often enough it is learned from; otherwise the words alone are read, and
    without a proposal in the question nothing is told. Nor is it where people were `asked` where they stand: what they
    ticked is counted, and nothing is read into their words.
    """
    proposal = None if asked else read_question(question)
    said = {one.id: one.stance for one in coded if one.stance is not None}
    if proposal is None and not said:
        return tuple(themed)
    leanings = [
        lean([text[one.start : one.end] for one in excerpts], proposal)
        for text, excerpts in zip(gathered.texts, gathered.excerpts, strict=True)
    ]
    stances = _read_all(themed, gathered, leanings, said, vectors)
    return tuple(
        _stand(one, said.get(one.id) or stances[text], gathered.excerpts[text], leanings[text])
        for one, text in zip(themed, gathered.text_of, strict=True)
    )


def _read_all(
    themed: Sequence[ThemedAnswer],
    gathered: Gathered,
    leanings: Sequence[Sequence[float]],
    said: Mapping[str, str],
    vectors: Vectors,
) -> list[str | None]:
    """By text. A text without reason stands nowhere."""
    found = [name_leaning(some) for some in leanings]
    spoken = [at for at, quiet in enumerate(gathered.silent) if not quiet]
    pairs = ((text, said.get(one.id)) for one, text in zip(themed, gathered.text_of, strict=True))
    taught = [
        (gathered.texts[text], stance, sum(leanings[text]))
        for text, stance in dict.fromkeys(pairs)
        if stance is not None and not gathered.silent[text]
    ]
    standing = learn_stances(taught, [gathered.texts[at] for at in spoken], vectors)
    if standing is not None:
        read = standing.read([gathered.texts[at] for at in spoken], [sum(leanings[at]) for at in spoken], vectors)
        for at, stance in zip(spoken, read, strict=True):
            found[at] = stance
    return found


def _stand(
    one: ThemedAnswer, stance: str | None, excerpts: Sequence[Excerpt], leanings: Sequence[float]
) -> ThemedAnswer:
    """A code stands where its excerpt does; where that says nothing, where the answer does unless that is mixed."""
    spans = [(excerpt.start, excerpt.end) for excerpt in excerpts]
    stances = dict(zip(spans, (name_leaning([leans]) for leans in leanings), strict=True))
    otherwise = stance if stance in (FOR, AGAINST) else None
    codes = tuple(
        code if code.theme in SPECIAL_LABELS else replace(code, stance=stances.get((code.start, code.end)) or otherwise)
        for code in one.codes
    )
    return replace(one, codes=codes, stance=stance)
