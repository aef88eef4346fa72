"""From points to people: the codes of each answer, each on the excerpt it rests on."""

from collections.abc import Collection, Mapping, Sequence

from webapp.text.assignment import NOWHERE, Fit
from webapp.text.gathering import Excerpt, Gathered
from webapp.text.shapes import NONE, Answer, Code, ThemedAnswer
from webapp.text.teaching import Codes, silence, whole

AS_LIKELY_AS_NOT = 0.5


def code_answers(
    answers: Sequence[Answer],
    gathered: Gathered,
    fits: Sequence[Sequence[Fit]],
    ids: Sequence[str],
    *,
    learned: Sequence[Codes] = (),
    taught: Collection[str] = (),
    decided: Mapping[str, Codes] | None = None,
) -> tuple[ThemedAnswer, ...]:
    """`fits` by point, `ids` by theme; equal texts get equal codes and the answers keep their order.

    `learned`: by text, the codes of a learner that was `taught` these themes; then only themes it was not taught are
    taken from `fits`. `decided`: by answer, the codes that people gave, which stand.
    """
    decided = decided or {}
    codes = [_code_text(at, text, gathered, fits, ids, learned, taught) for at, text in enumerate(gathered.texts)]
    return tuple(
        ThemedAnswer(answer.id, campaign, decided.get(answer.id) or codes[text], gathered.languages[text])
        for answer, text, campaign in zip(answers, gathered.text_of, gathered.campaigns, strict=True)
    )


def _code_text(
    at: int,
    text: str,
    gathered: Gathered,
    fits: Sequence[Sequence[Fit]],
    ids: Sequence[str],
    learned: Sequence[Codes],
    taught: Collection[str],
) -> Codes:
    if gathered.silent[at]:
        return silence(text)
    found = _codes(text, gathered.excerpts[at], fits, ids)
    return _join(learned[at], found, taught) if learned and learned[at] else found


def _join(learned: Codes, found: Codes, taught: Collection[str]) -> Codes:
    """What was learned, and what was found beyond it.

    Themes found beyond it take the place of `none`, and of what is hardly likely when nothing else was found.
    """
    beyond = [code for code in found if code.theme not in taught and code.theme != NONE]
    if not beyond:
        return learned
    only = len(beyond) == len(found)
    kept = [code for code in learned if code.theme != NONE and (code.confidence >= AS_LIKELY_AS_NOT or not only)]
    return tuple(sorted([*kept, *beyond], key=lambda code: (-code.confidence, code.start, code.theme)))


def _codes(text: str, excerpts: Sequence[Excerpt], fits: Sequence[Sequence[Fit]], ids: Sequence[str]) -> Codes:
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


def _none(text: str, excerpts: Sequence[Excerpt], fits: Sequence[Sequence[Fit]]) -> Codes:
    """The whole answer is what fits nothing; only as sure as its likeliest excerpt lets us be."""
    sure = min((fit.confidence for one in excerpts for fit in fits[one.point]), default=1.0)
    return (Code(NONE, sure, *whole(text)),)
