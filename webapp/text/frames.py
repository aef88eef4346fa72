"""Writing up the frame: each theme's label, what people said in it, and how many said it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b

from rapidfuzz import fuzz

from webapp.text.gathering import Gathered
from webapp.text.labels import Label
from webapp.text.private import find_personal_data
from webapp.text.shapes import NO_REASON, NONE, SPECIAL_LABELS, Answer, FoundTheme, KnownTheme, ThemedAnswer
from webapp.text.words import find_words, stem

TYPICAL = 5
_ADDRESS = re.compile(r"@|https?://|www\.|\d{5}|\d[\d\s-]{7}\d")
_HANGING_WORDS = (
    "and also besides but he he's her his it it's its or she she's so that that's their them then they this which"
)
_HANGING = frozenset(_HANGING_WORDS.split())
"""A sentence that begins so hangs on the one before it."""
_REPEATED = 75
_CLEAR_LENGTH = range(40, 221)
Place = tuple[int, int, int]


def make_id(label: str, taken: set[str]) -> str:
    """A short id made of the label's words: the same label found again gets the same id."""
    words = " ".join(sorted(stem(word) for word in find_words(label))) or label
    for turn in range(len(taken) + 1):
        digest = blake2b(f"{words}{turn or ''}".encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
        if f"t{digest}" not in taken:
            break
    return f"t{digest}"


def pick_typical(order: Sequence[int], places: Sequence[Place | None], gathered: Gathered, label: Label) -> list[Place]:
    """Up to `TYPICAL` places (text, start, end) of excerpts near the middle of a theme, in words fit to be shown first.

    Excerpts that read as a whole sentence, stand by themselves and use the label's words come before others as near;
    any that may tell who wrote them come last.
    """
    wanted = {stem(word) for word in find_words(label.text)} | {stem(word) for word, _ in label.words[:3]}
    near = [place for point in order[: 12 * TYPICAL] if (place := places[point]) is not None]
    ranked = sorted(range(len(near)), key=lambda at: (_unfit(near[at], gathered, wanted) + at / 12, at))
    return _different([near[at] for at in ranked], gathered)


def _different(places: Sequence[Place], gathered: Gathered) -> list[Place]:
    """The first `TYPICAL` that do not nearly repeat an earlier one."""
    kept: dict[str, Place] = {}
    for place in places:
        words = gathered.texts[place[0]][place[1] : place[2]]
        if len(kept) < TYPICAL and all(fuzz.ratio(words, other) < _REPEATED for other in kept):
            kept[words] = place
    return list(kept.values())


def _unfit(place: Place, gathered: Gathered, wanted: set[str]) -> float:
    text, start, end = place
    words = gathered.texts[text][start:end]
    stems = {stem(word) for word in find_words(words)}
    return (
        2.0 * (end - start not in _CLEAR_LENGTH)
        + 1.0 * (words[-1] not in ".!?…")
        + 1.0 * (not words[:1].isupper())
        - 0.8 * len(wanted & stems)
        + 0.5 * (words.split(None, 1)[0].rstrip(",").lower() in _HANGING)
        + 20.0 * (bool(_ADDRESS.search(words)) or any(find_personal_data(words)))
    )


def first_places(gathered: Gathered) -> list[Place | None]:
    """Where each point is first said, texts in their own order; None for one that is said only as an echo."""
    places: list[Place | None] = [None] * len(gathered.points)
    for text, excerpts in enumerate(gathered.excerpts):
        for one in excerpts:
            places[one.point] = places[one.point] or (text, one.start, one.end)
    return places


def write_frame(themes: Sequence[FoundTheme], answers: Sequence[ThemedAnswer]) -> tuple[FoundTheme, ...]:
    """The frame with people counted: given themes as they came, then found ones by size, then the two special ones."""
    parents = {one.id: one.parent for one in themes if one.parent}
    sizes = Counter(theme for answer in answers for theme in _raised(answer, parents))
    special = [FoundTheme(one, SPECIAL_LABELS[one], "", "special", 0, (), ()) for one in (NONE, NO_REASON)]
    counted = [_with_size(theme, sizes[theme.id]) for theme in (*themes, *special)]
    rank = {"given": 0, "found": 1, "special": 2}
    places = {theme.id: at for at, theme in enumerate(counted)}
    return tuple(
        sorted(
            counted,
            key=lambda one: (rank[one.origin], -one.size if one.origin == "found" else 0, places[one.id]),
        )
    )


def _with_size(theme: FoundTheme, size: int) -> FoundTheme:
    return replace(theme, size=size)


def _raised(answer: ThemedAnswer, parents: Mapping[str, str]) -> set[str]:
    """The themes of an answer and the wider ones they are in."""
    themes = {code.theme for code in answer.codes}
    return themes | {parents[theme] for theme in themes if theme in parents}


def write_theme(
    known: KnownTheme | None,
    label: Label,
    typical: Sequence[Place],
    gathered: Gathered,
    answers: Sequence[Answer],
    taken: set[str],
) -> FoundTheme:
    """One line of the frame, not yet counted. A found theme is described by its most typical excerpt."""
    quotes = tuple((answers[gathered.people[text][0]].id, start, end) for text, start, end in typical)
    if known is not None:
        return FoundTheme(known.id, known.label, known.description, "given", 0, label.words, quotes)
    text, start, end = typical[0] if typical else (0, 0, 0)
    words = " ".join(gathered.texts[text][start:end].split()) if typical else ""
    return FoundTheme(make_id(label.text, taken), label.text, words, "found", 0, label.words, quotes)
