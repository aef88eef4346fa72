"""What there is to learn from, laid out in rows: coded answers, examples of themes, and the themes' own words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from webapp.text.regression import Matrix
from webapp.text.shapes import NO_REASON, NONE, KnownTheme

HERE, ELSEWHERE, EXAMPLE, LABEL = "here", "elsewhere", "example", "label"
TRUST = {HERE: 1.0, ELSEWHERE: 0.5, EXAMPLE: 0.5, LABEL: 0.3}
"""How much a row of each kind weighs beside an answer that people coded here."""
_CODE = re.compile(r"[^\W\d_]{3,}")
_VOWEL = re.compile(r"[aeiouyà-ÿ]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text and every theme that people gave it. `letter`: the campaign it is a copy of, if any.

    `here`: among these answers; otherwise from another question or an earlier consultation with the same themes.
    """

    text: str
    themes: tuple[str, ...]
    letter: int | None = None
    here: bool = True


@dataclass(frozen=True, slots=True)
class Laid:
    """`texts`, `kinds` and `wanted` (rows, themes) by row; `label_rows`: by theme the row of its words, or -1.

    `lessons`: the different lessons, coded ones of these answers first and in the same order as the rows. `letters`:
    rows that are copies of one letter.
    """

    themes: tuple[str, ...]
    texts: list[str]
    kinds: list[str]
    wanted: Matrix
    label_rows: NDArray[np.int64]
    lessons: list[Lesson]
    letters: list[list[int]]

    @property
    def coded(self) -> int:
        """How many rows, the first ones, people coded here."""
        return sum(kind == HERE for kind in self.kinds)


def lay_out(lessons: Iterable[Lesson], frame: Sequence[KnownTheme]) -> Laid:
    """Rows in an order that depends on their words only."""
    merged = merge(lessons)
    themes = (*(one.id for one in frame), *_special(merged))
    place = {theme: at for at, theme in enumerate(themes)}
    said = {one.text for one in merged}
    rows: list[tuple[str, str, list[int]]] = [
        (one.text, HERE if one.here else ELSEWHERE, [place[theme] for theme in one.themes if theme in place])
        for one in merged
    ]
    rows += [(text, EXAMPLE, [place[one.id]]) for one in frame for text in _unheard(one.examples, said)]
    label_rows = np.full(len(themes), -1, dtype=np.int64)
    for at, one in enumerate(frame):
        if words := words_of(one):
            label_rows[at] = len(rows)
            rows.append((words, LABEL, [at]))
    wanted = np.zeros((len(rows), len(themes)))
    for row, (_, _, places) in enumerate(rows):
        wanted[row, places] = 1
    texts, kinds = [text for text, _, _ in rows], [kind for _, kind, _ in rows]
    return Laid(themes, texts, kinds, wanted, label_rows, merged, _letters(merged))


def merge(lessons: Iterable[Lesson]) -> list[Lesson]:
    """Each text once; of equal texts coded differently, the themes that at least half of them were given."""
    by_text: dict[str, list[Lesson]] = {}
    for one in lessons:
        by_text.setdefault(one.text, []).append(one)
    merged = [_merged(text, some) for text, some in by_text.items()]
    return sorted(merged, key=lambda one: (not one.here, one.text))


def _merged(text: str, some: Sequence[Lesson]) -> Lesson:
    own = [one for one in some if one.here] or some
    given = sorted({theme for one in own for theme in one.themes})
    themes = tuple(theme for theme in given if 2 * sum(theme in one.themes for one in own) >= len(own))
    return Lesson(text, themes, own[0].letter, own[0].here)


def words_of(theme: KnownTheme) -> str:
    """A theme's label and description, or nothing when all there is is a code such as "Q4b"."""
    label = theme.label.replace("_", " ").strip()
    readable = any(_VOWEL.search(word) for word in _CODE.findall(label))
    return ". ".join(part for part in (label if readable else "", theme.description.strip()) if part)


def _special(lessons: Sequence[Lesson]) -> list[str]:
    used = {theme for one in lessons for theme in one.themes}
    return [NONE, *([NO_REASON] if NO_REASON in used else [])]


def _unheard(examples: Sequence[str], said: set[str]) -> list[str]:
    """Examples that are no part of a coded answer: the answer itself teaches that, and must not be asked about it."""
    different = [example for example in dict.fromkeys(examples) if example.strip()]
    return [example for example in different if not any(example in one for one in said)]


def _letters(lessons: Sequence[Lesson]) -> list[list[int]]:
    rows: dict[int, list[int]] = {}
    for row, one in enumerate(lessons):
        if one.here and one.letter is not None:
            rows.setdefault(one.letter, []).append(row)
    return [some for some in rows.values() if len(some) > 1]
