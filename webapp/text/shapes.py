"""What goes into theming and what comes out: plain facts, the same for a file, a thread or a consultation."""

from collections.abc import Callable
from dataclasses import dataclass, field

NONE = "none"
NO_REASON = "no-reason"
SPECIAL_LABELS = {NONE: "None of these themes", NO_REASON: "No reason given"}
FOR, AGAINST, MIXED, UNCLEAR = "for", "against", "mixed", "unclear"
STANCES = (FOR, AGAINST, MIXED, UNCLEAR)

Progress = Callable[[str, int, int], None]
Span = tuple[str, int, int]
"""Answer id, start, end."""


class Cancelled(Exception):
    """Somebody stopped the work. Raised by the `progress` that was handed in; nothing is left half done."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One person's words on one question. `translation`: a person's, into the language of the frame; themed instead."""

    id: str
    text: str
    translation: str | None = None


@dataclass(frozen=True, slots=True)
class CodedAnswer:
    """What people decided about an answer they read in full: every theme it raises, the special ones among them.

    `excerpts`: (theme, start, end) where a person marked the words. `stance`: one of `STANCES`, or None when not said.
    """

    id: str
    themes: tuple[str, ...]
    excerpts: tuple[tuple[str, int, int], ...] = ()
    stance: str | None = None


@dataclass(frozen=True, slots=True)
class KnownTheme:
    """A theme that exists already: an officer's, or an earlier run's. `examples` are excerpts under it now.

    `parent`: the id of a wider theme. A known theme that is somebody's parent and has no examples holds nothing but
    other themes: it stays in the frame and no answer is put under it directly.
    """

    id: str
    label: str
    description: str = ""
    examples: tuple[str, ...] = ()
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class FoundTheme:
    """A line of the code frame. `origin` is found, given or special; `size` counts answers, copies in full.

    `words`: (word, weight), heaviest first. `typical`: (answer id, start, end) of excerpts, best first; `edge`: of
    those that only just belong; `dissenting`: of those that say the opposite of most. `parent`: the id of a wider
    theme.
    """

    id: str
    label: str
    description: str
    origin: str
    size: int
    words: tuple[tuple[str, float], ...]
    typical: tuple[Span, ...]
    edge: tuple[Span, ...] = ()
    dissenting: tuple[Span, ...] = ()
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """A theme an answer raises, how sure we are (0 to 1), and the excerpt it rests on: `text[start:end]`.

    Confidence is a probability: of the codes given .8, about 80 in 100 are what a person would give. `stance`: where
    the excerpt stands on the theme, one of `STANCES`, or None when it cannot be told.
    """

    theme: str
    confidence: float
    start: int
    end: int
    stance: str | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """Something a reader should notice in `text[start:end]`; `kind` is one of those in `flags.py`."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ThemedAnswer:
    """`codes`: at least one, surest first. `campaign`: the number of the letter it is a copy of, or None.

    `stance`: of the whole answer on what was asked, one of `STANCES`, or None when it cannot be told.
    """

    id: str
    campaign: int | None
    codes: tuple[Code, ...]
    language: str
    flags: tuple[Flag, ...] = ()
    stance: str | None = None


@dataclass(frozen=True, slots=True)
class Theming:
    """`answers` come in the order they were handed in. `method` says how it was done, in values JSON can hold.

    `next_to_read`: ids of answers not yet read by people, the one that teaches most first. `coder`: what `coder.Coder`
    needs to code answers that come later; a later run finds its themes there where they were.
    """

    frame: tuple[FoundTheme, ...]
    answers: tuple[ThemedAnswer, ...]
    method: dict[str, object]
    next_to_read: tuple[str, ...] = ()
    coder: bytes = field(default=b"", repr=False)
