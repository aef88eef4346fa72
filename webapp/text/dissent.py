"""Excerpts that say the opposite of most under a theme, so that whoever reads a theme hears the other side too."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from webapp.text.shapes import AGAINST, FOR, Answer, Code, FoundTheme, Span, ThemedAnswer

DISSENTING = 3
_OPPOSITE = {FOR: AGAINST, AGAINST: FOR}


def with_dissenting(
    frame: Sequence[FoundTheme], answers: Sequence[Answer], themed: Sequence[ThemedAnswer]
) -> list[FoundTheme]:
    """The frame, each theme with up to `DISSENTING` excerpts against what most of its people say, surest first.

    Copies are quoted once. A theme whose excerpts tell no stance, or as many of either, has none.
    """
    codes: dict[str, list[tuple[Code, int]]] = {}
    for at, one in enumerate(themed):
        for code in one.codes:
            if code.stance in _OPPOSITE:
                codes.setdefault(code.theme, []).append((code, at))
    return [replace(theme, dissenting=_against_most(codes.get(theme.id, ()), answers)) for theme in frame]


def _against_most(codes: Sequence[tuple[Code, int]], answers: Sequence[Answer]) -> tuple[Span, ...]:
    sides = Counter(code.stance for code, _at in codes)
    if sides[FOR] == sides[AGAINST]:
        return ()
    fewer = FOR if sides[FOR] < sides[AGAINST] else AGAINST
    said: dict[str, Span] = {}
    for code, at in sorted(codes, key=lambda one: (-one[0].confidence, one[1])):
        if code.stance == fewer and len(said) < DISSENTING:
            said.setdefault(answers[at].text[code.start : code.end].casefold(), (answers[at].id, code.start, code.end))
    return tuple(said.values())
