"""From texts to people: the codes of each answer, found or learned."""

from collections.abc import Collection, Mapping, Sequence

from webapp.text.gathering import Gathered
from webapp.text.shapes import NONE, Answer, ThemedAnswer
from webapp.text.teaching import Codes, silence

AS_LIKELY_AS_NOT = 0.5


def code_answers(
    answers: Sequence[Answer],
    gathered: Gathered,
    found: Sequence[Codes],
    *,
    learned: Sequence[Codes] = (),
    taught: Collection[str] = (),
    decided: Mapping[str, Codes] | None = None,
) -> tuple[ThemedAnswer, ...]:
    """`found`: by text, the codes by closeness. Equal texts get equal codes and the answers keep their order.

    `learned`: by text, the codes of a learner that was `taught` these themes; then only themes it was not taught are
    taken from `found`. `decided`: by answer, the codes that people gave, which stand.
    """
    decided = decided or {}
    codes = [
        silence(text) if gathered.silent[at] else settle(learned[at] if learned else (), found[at], taught)
        for at, text in enumerate(gathered.texts)
    ]
    return tuple(
        ThemedAnswer(answer.id, campaign, decided.get(answer.id) or codes[text], gathered.languages[text])
        for answer, text, campaign in zip(answers, gathered.text_of, gathered.campaigns, strict=True)
    )


def settle(learned: Codes, found: Codes, taught: Collection[str]) -> Codes:
    """What was learned of a text where something was, and what was found beyond the themes that were taught."""
    return _join(learned, found, taught) if learned else found


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
