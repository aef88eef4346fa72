"""Answers and what people decided about them, taught to a learner; and what it then says of every answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from webapp.text.gathering import Excerpt, Gathered
from webapp.text.learning import Learner, Taught, learn
from webapp.text.lessons import Lesson
from webapp.text.measuring import measure
from webapp.text.reading import make_safe
from webapp.text.regression import Matrix
from webapp.text.shapes import NO_REASON, NONE, SPECIAL_LABELS, Answer, Code, CodedAnswer, KnownTheme
from webapp.text.vectors import Vectors

PLACES = 3
FEWEST_TO_LEARN_FROM = 5
"""Decimal places of a confidence."""
_AT_ONCE = 16_000
Codes = tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned from people. `codes` by text; `themes` that were taught; `decided`: by answer, what people gave.

    `quality`: how good suggestions are, in values JSON can hold, or None when nobody coded anything. Empty where there
    was nothing to learn from. `chances`: of each theme by text, (texts, themes).
    """

    codes: list[Codes] = field(default_factory=list)
    themes: tuple[str, ...] = ()
    decided: dict[str, Codes] = field(default_factory=dict)
    quality: dict[str, object] | None = None
    learner: Learner | None = None
    chances: Matrix | None = None


def learn_from(
    answers: Sequence[Answer],
    gathered: Gathered,
    known: Sequence[KnownTheme],
    coded: Sequence[CodedAnswer],
    elsewhere: Sequence[tuple[str, Sequence[str]]],
    vectors: Vectors,
    *,
    closed: bool,
) -> Learned:
    """Learn and code. With an open frame only when enough is coded; a closed one can be learned from its words."""
    enough = len(coded) + len(elsewhere) >= FEWEST_TO_LEARN_FROM
    if not known or not (closed or enough):
        return Learned()
    taught = teach(answers, gathered, known, coded, elsewhere, vectors)
    points = _score_parts(taught.learner, gathered, vectors)
    codes, chances = code_texts(taught.learner, gathered.texts, gathered.silent, gathered.excerpts, points, vectors)
    decided = _decide(answers, gathered, coded, points, taught.learner)
    return Learned(codes, taught.learner.themes, decided, measure(taught), taught.learner, chances)


def _decide(
    answers: Sequence[Answer], gathered: Gathered, coded: Sequence[CodedAnswer], points: Matrix, learner: Learner
) -> dict[str, Codes]:
    texts = {answer.id: text for answer, text in zip(answers, gathered.text_of, strict=True)}
    columns = {theme: at for at, theme in enumerate(learner.themes)}
    return {
        one.id: decided_codes(one, gathered.texts[texts[one.id]], gathered.excerpts[texts[one.id]], points, columns)
        for one in coded
        if one.id in texts
    }


def add_coded(known: Sequence[KnownTheme], coded: Iterable[CodedAnswer]) -> list[KnownTheme]:
    """The known themes, and after them those that people gave without their being known, by id."""
    ids = {one.id for one in known}
    given = sorted({theme for one in coded for theme in one.themes} - ids - {*SPECIAL_LABELS})
    return [*known, *(KnownTheme(theme, theme) for theme in given)]


def teach(
    answers: Sequence[Answer],
    gathered: Gathered,
    known: Sequence[KnownTheme],
    coded: Sequence[CodedAnswer],
    elsewhere: Sequence[tuple[str, Sequence[str]]],
    vectors: Vectors,
) -> Taught:
    """`elsewhere`: texts with the themes people gave them in other questions or earlier consultations."""
    place = {answer.id: at for at, answer in enumerate(answers)}
    lessons = [
        Lesson(gathered.texts[gathered.text_of[at]], one.themes, gathered.campaigns[at])
        for one in coded
        if (at := place.get(one.id)) is not None and not gathered.silent[gathered.text_of[at]]
    ]
    lessons += [Lesson(make_safe(text), tuple(themes), here=False) for text, themes in elsewhere]
    spoken = [text for text, quiet in zip(gathered.texts, gathered.silent, strict=True) if not quiet]
    return learn(lessons, known, spoken, vectors)


def code_texts(
    learner: Learner,
    texts: Sequence[str],
    silent: Sequence[bool],
    excerpts: Sequence[Sequence[Excerpt]],
    points: Matrix,
    vectors: Vectors,
) -> tuple[list[Codes], Matrix]:
    """By text: its codes, surest first, each on the excerpt that says most of it. Silent texts have none yet.

    With the chance of each theme, shape (texts, themes).
    `points`: the score of each excerpt for each theme, shape (points, themes).
    """
    asked = [at for at, quiet in enumerate(silent) if not quiet and excerpts[at]]
    codes: list[Codes] = [()] * len(texts)
    suggested = learner.suggest([texts[at] for at in asked], vectors)
    for row, at in enumerate(asked):
        given = np.flatnonzero(suggested.given[row])
        sure = suggested.chances[row].round(PLACES)
        codes[at] = tuple(
            _code(learner.themes[theme], float(sure[theme]), excerpts[at], points[:, theme], texts[at])
            for theme in given[np.argsort(-suggested.chances[row, given], kind="stable")]
        )
    chances = np.zeros((len(codes), len(learner.themes)))
    chances[asked] = suggested.chances
    return codes, chances


def _score_parts(learner: Learner, gathered: Gathered, vectors: Vectors) -> Matrix:
    """`score_points` of excerpts that stand beside others in a text; zeros where there is nothing to choose."""
    asked = sorted({one.point for some in gathered.excerpts if len(some) > 1 for one in some})
    scores = np.zeros((len(gathered.points), len(learner.themes)), dtype=np.float64)
    scores[asked] = score_points(learner, [gathered.points[at] for at in asked], vectors)
    return scores


def score_points(learner: Learner, points: Sequence[str], vectors: Vectors) -> Matrix:
    """How much each excerpt speaks for each theme, shape (points, themes)."""
    return learner.score(points, vectors, drawn=False).scores


def _code(theme: str, sure: float, excerpts: Sequence[Excerpt], points: Matrix, text: str) -> Code:
    if theme in SPECIAL_LABELS:
        return Code(theme, sure, *whole(text))
    best = max(excerpts, key=lambda one: (points[one.point], -one.start))
    return Code(theme, sure, best.start, best.end)


def decided_codes(
    one: CodedAnswer, text: str, excerpts: Sequence[Excerpt], points: Matrix, places: Mapping[str, int]
) -> Codes:
    """What people gave an answer, on the words they marked or else on those that speak most for the theme."""
    marked = {theme: (start, end) for theme, start, end in reversed(one.excerpts)}
    codes = []
    for theme in one.themes:
        at = places.get(theme)
        if theme in marked:
            codes.append(Code(theme, 1.0, *marked[theme]))
        elif at is None or not excerpts:
            codes.append(Code(theme, 1.0, *whole(text)))
        else:
            codes.append(_code(theme, 1.0, excerpts, points[:, at], text))
    return tuple(codes) or (Code(NONE, 1.0, *whole(text)),)


def silence(text: str) -> Codes:
    """The code of an answer that gives no reason."""
    return (Code(NO_REASON, 1.0, *whole(text)),)


def whole(text: str) -> tuple[int, int]:
    """All of a text but the blanks around it; (0, 0) when it is blank."""
    start = len(text) - len(text.lstrip())
    return (start, len(text.rstrip())) if text.strip() else (0, 0)
