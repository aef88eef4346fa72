"""One answer being read: what may be decided about it, and how its marked words are shown. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from enum import StrEnum
from hashlib import blake2b
from itertools import pairwise

from webapp.i18n import _, _l
from webapp.themes.rules import ThemeFacts, Themes, find_sentences, why_not_receive

OPEN_FOR = timedelta(minutes=15)
"""How long an answer stays with whoever opened it, when nothing more is heard from them."""
LONGEST_NOTE = 2_000
LONGEST_TRANSLATION = 20_000
MOST_MARKS = 60
"""Themes and excerpts that one answer may be given."""
THE_SAME = 0.85
"""Share of letters from which a sentence counts as a letter's own (see docs/method.md)."""
KEYS = "123456789abcdefghilmopqrstvwxyz"
"""Keys that tick themes, in order. j, k, n and u do other things."""

Span = tuple[int, int]
Marks = Mapping[int, Sequence[Span]]
"""By theme id: the spans of the answer's words on which it rests."""


class Stance(StrEnum):
    """Where somebody stands on a theme. The words are those of `webapp/text/shapes.py`."""

    FOR = "for"
    AGAINST = "against"
    MIXED = "mixed"
    UNCLEAR = "unclear"


STANCE_WORDS = {
    Stance.FOR: _l("For"),
    Stance.AGAINST: _l("Against"),
    Stance.MIXED: _l("For and against"),
    Stance.UNCLEAR: _l("Not clear"),
}

FLAG_WORDS = {
    "evidence": _l("Brings evidence"),
    "equality": _l("About equality"),
    "place": _l("Names a place"),
    "mitigation": _l("Says what would help"),
    "personal data": _l("Holds personal data"),
    "distress": _l("May be in distress"),
    "threat": _l("May be a threat"),
    "abuse": _l("May be abuse"),
    "accusation": _l("Accuses somebody"),
    "possible sarcasm": _l("May be meant the other way round"),
    "points elsewhere": _l("Points to another answer"),
    "other question": _l("May answer another question"),
    "advertising": _l("May be an advert"),
    "needs translation": _l("Needs a translation"),
}
"""The kinds of `webapp/text/flags.py`, in words."""


def flag_words(kind: str) -> str:
    """A flag in words; one that is not known here by its own name."""
    return str(FLAG_WORDS.get(kind, kind.replace("-", " ").replace("_", " ").capitalize()))


@dataclass(frozen=True, slots=True)
class Standing:
    """A code of an answer as it stands: the theme it counts under, and whether a person said so."""

    theme: int
    start: int
    end: int
    accepted: bool
    stance: str | None = None


def mark_of(codes: Iterable[Standing], *, read_at: datetime | None, translation: str | None) -> str:
    """A fingerprint of how an answer stands, by which somebody else's later decision is noticed."""
    parts = sorted((one.theme, one.start, one.end, one.accepted, one.stance or "") for one in codes)
    told = f"{parts}|{read_at.isoformat() if read_at else ''}|{translation or ''}"
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def why_not_mark(marks: Marks, *, text: str, themes: Themes) -> str | None:
    """The reason why an answer may not be given these themes on these words, or None."""
    if not marks:
        return _("Tick at least one theme. If none fits, tick “None of these themes”.")
    if sum(len(spans) for spans in marks.values()) > MOST_MARKS:
        return _("That is more than %(most)s marks in one answer. Take some away.", most=MOST_MARKS)
    if any(theme not in themes for theme in marks):
        return _("That is not part of these themes.")
    special = [theme for theme in marks if themes[theme].special]
    if special and len(marks) > 1:
        return _("“%(name)s” cannot stand beside a theme. Untick one of them.", name=themes[special[0]].name)
    if any(not 0 <= start < end <= len(text) for spans in marks.values() for start, end in spans):
        return _("Some of the marked words are not in this answer. Mark them again.")
    return next((reason for theme in marks if (reason := why_not_receive(themes[theme]))), None)


def without_old_special(ticked: Collection[int], *, before: Collection[int], themes: Themes) -> list[int]:
    """What was ticked. “None of these themes”, ticked already when the page came, gives way to any theme beside it."""
    known = [theme for theme in ticked if theme in themes]
    if all(themes[theme].special for theme in known):
        return list(ticked)
    return [theme for theme in ticked if not (theme in themes and themes[theme].special and theme in before)]


def keys_of(themes: Sequence[ThemeFacts]) -> dict[int, str]:
    """By theme id the key that ticks it, as far as keys go."""
    return {theme.id: key for theme, key in zip(themes, KEYS, strict=False)}


def in_order(themes: Themes, parents: Mapping[int, int], ordered: Sequence[int]) -> list[ThemeFacts]:
    """Live themes as a reader sees them: each followed by its sub-themes, the special ones last."""
    live = [themes[one] for one in ordered if themes[one].live]
    top = [one for one in live if one.id not in parents and not one.special]
    listed = [line for one in top for line in (one, *(sub for sub in live if parents.get(sub.id) == one.id))]
    return [*listed, *(one for one in live if one.special)]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of letters that lies under the same themes everywhere. `own`: not part of a letter sent by many."""

    text: str
    themes: tuple[int, ...] = ()
    own: bool = True


def segments(text: str, marks: Iterable[tuple[int, int, int]], letter: Iterable[Span] = ()) -> list[Segment]:
    """The text cut wherever a mark (theme, start, end) or a stretch of the `letter` begins or ends."""
    marks, letter = list(marks), list(letter)
    cuts = {
        0,
        len(text),
        *(place for _theme, *span in marks for place in span),
        *(at for span in letter for at in span),
    }
    places = sorted(place for place in cuts if 0 <= place <= len(text))
    return [
        Segment(
            text[start:end],
            tuple(sorted({theme for theme, first, last in marks if first <= start and end <= last})),
            not any(first <= start and end <= last for first, last in letter),
        )
        for start, end in pairwise(places)
    ]


def shared_with(text: str, letter: str) -> list[Span]:
    """The sentences of `text` that are the letter's, or nearly."""
    sentences = {_plain(letter[start:end]) for start, end in find_sentences(letter)}
    return [(start, end) for start, end in find_sentences(text) if _is_among(_plain(text[start:end]), sentences)]


def _is_among(sentence: str, others: Collection[str]) -> bool:
    if sentence in others:
        return True
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(sentence)
    for other in others:
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() >= THE_SAME and matcher.quick_ratio() >= THE_SAME and matcher.ratio() >= THE_SAME:
            return True
    return False


def _plain(text: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in text.casefold()).split())
