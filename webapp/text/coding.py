"""From points to people: the codes of each answer, each on the excerpt it rests on."""

from collections.abc import Sequence

from webapp.text.assignment import NOWHERE, Fit
from webapp.text.gathering import Excerpt, Gathered
from webapp.text.shapes import NO_REASON, NONE, Answer, Code, ThemedAnswer


def code_answers(
    answers: Sequence[Answer], gathered: Gathered, fits: Sequence[Sequence[Fit]], ids: Sequence[str]
) -> tuple[ThemedAnswer, ...]:
    """`fits` by point, `ids` by theme. Equal texts get equal codes; the answers keep their order."""
    codes = [
        _silence(text) if gathered.silent[at] else _codes(text, gathered.excerpts[at], fits, ids)
        for at, text in enumerate(gathered.texts)
    ]
    return tuple(
        ThemedAnswer(answer.id, campaign, codes[text], gathered.languages[text])
        for answer, text, campaign in zip(answers, gathered.text_of, gathered.campaigns, strict=True)
    )


def _codes(
    text: str, excerpts: Sequence[Excerpt], fits: Sequence[Sequence[Fit]], ids: Sequence[str]
) -> tuple[Code, ...]:
    """For each theme its surest excerpt; `none` only when no excerpt fits any theme."""
    best: dict[int, Code] = {}
    for one in excerpts:
        for fit in fits[one.point]:
            name = ids[fit.theme] if fit.theme != NOWHERE else NONE
            if fit.theme not in best or best[fit.theme].confidence < fit.confidence:
                best[fit.theme] = Code(name, fit.confidence, one.start, one.end)
    named = [code for code in best.values() if code.theme != NONE]
    ordered = sorted(named, key=lambda code: (-code.confidence, code.start, code.theme))
    return tuple(ordered) or _none(text, excerpts, fits)


def _none(text: str, excerpts: Sequence[Excerpt], fits: Sequence[Sequence[Fit]]) -> tuple[Code, ...]:
    """The whole answer is what fits nothing; only as sure as its likeliest excerpt lets us be."""
    sure = min((fit.confidence for one in excerpts for fit in fits[one.point]), default=1.0)
    return (Code(NONE, sure, *_whole(text)),)


def _silence(text: str) -> tuple[Code, ...]:
    return (Code(NO_REASON, 1.0, *_whole(text)),)


def _whole(text: str) -> tuple[int, int]:
    """All of a text but the blanks around it; (0, 0) when it is blank."""
    start = len(text) - len(text.lstrip())
    return (start, len(text.rstrip())) if text.strip() else (0, 0)
