"""What goes into theming and what comes out: plain facts, the same for a file, a thread or a consultation."""

from collections.abc import Callable
from dataclasses import dataclass

NONE = "none"
NO_REASON = "no-reason"
SPECIAL_LABELS = {NONE: "None of these themes", NO_REASON: "No reason given"}

Progress = Callable[[str, int, int], None]


class Cancelled(Exception):
    """Somebody stopped the work. Raised by the `progress` that was handed in; nothing is left half done."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One person's words on one question."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class KnownTheme:
    """A theme that exists already: an officer's, or an earlier run's. `examples` are excerpts under it now."""

    id: str
    label: str
    description: str = ""
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundTheme:
    """A line of the code frame. `origin` is found, given or special; `size` counts answers, copies in full.

    `words`: (word, weight), heaviest first. `typical`: (answer id, start, end) of excerpts, best first.
    """

    id: str
    label: str
    description: str
    origin: str
    size: int
    words: tuple[tuple[str, float], ...]
    typical: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A theme an answer raises, how sure we are (0 to 1), and the excerpt it rests on: `text[start:end]`."""

    theme: str
    confidence: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ThemedAnswer:
    """`codes`: at least one, surest first. `campaign`: the number of the letter it is a copy of, or None."""

    id: str
    campaign: int | None
    codes: tuple[Code, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Theming:
    """`answers` come in the order they were handed in. `method` says how it was done, in values JSON can hold."""

    frame: tuple[FoundTheme, ...]
    answers: tuple[ThemedAnswer, ...]
    method: dict[str, object]
