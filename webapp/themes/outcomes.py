"""What a run hands over to be kept: plain facts, with the database's ids wherever there are some."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from webapp.themes.models import Special
from webapp.themes.sources import Excerptable


@dataclass(frozen=True, slots=True)
class NewTheme:
    """A line of the machine's frame. `key`: its name in the codes; `theme_id`: the theme it is, None when it is new.

    `parent`: the key of a wider theme, or None.
    """

    key: str
    theme_id: int | None
    special: Special | None
    label: str
    words: tuple[tuple[str, float], ...]
    typical: tuple[tuple[int, int, int], ...]  # (item id, start, end), best first
    parent: str | None = None


class NewCode(NamedTuple):
    """A theme's key, how sure that is (0 to 1), the span it rests on, and where that stands on the theme."""

    theme: str
    confidence: float
    start: int
    end: int
    stance: str | None = None


@dataclass(frozen=True, slots=True)
class NewCodes:
    """What an answer was given, at least one code. `flags`: (kind, start, end).

    `order`: its place among those to read, from 1, None when it need not be read; `random`: put there by lot.
    """

    item_id: int
    campaign: int | None
    language: str
    codes: tuple[NewCode, ...]
    stance: str | None = None
    flags: tuple[tuple[str, int, int], ...] = ()
    order: int | None = None
    random: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """All of a run. `known`: ids of the themes the machine was shown. `coder`: what the next run
    and the coding of new answers go on from, with the keys of themes; empty when there is none.
    """

    answers: Sequence[Excerptable]
    themes: Sequence[NewTheme]
    codes: Sequence[NewCodes]
    known: frozenset[int]
    method: Mapping[str, Any]
    software: str
    seed: int
    digest: str
    coder: bytes = field(default=b"", repr=False)
