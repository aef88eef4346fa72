"""The hand-written words, one folder a consultation, and how they are read.

A file holds `[[theme]]` tables (question, name, and one frame a line under stories, views, asks and short), lists of
lines for other uses under `[lines]`, and `[[whole]]` and `[[organisation]]` tables for answers written out in full.

In a frame `[a|b]` is a choice, `{route}` a slot filled from the person's own place or from `slots.toml`; a frame may
start with `old>`, `work>` and so on: only a person of that kind says it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Frame:
    text: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class ThemeWords:
    stories: tuple[Frame, ...] = ()
    views: tuple[Frame, ...] = ()
    asks: tuple[Frame, ...] = ()
    short: tuple[Frame, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """`themes` by (question, theme); `lines` by name; `wholes` and `organisations` as the tables they are."""

    themes: Mapping[tuple[str, str], ThemeWords]
    lines: Mapping[str, tuple[Frame, ...]]
    wholes: tuple[Mapping[str, Any], ...] = ()
    organisations: tuple[Mapping[str, Any], ...] = field(default=())


def _frame(line: str) -> Frame:
    who, mark, text = line.partition("> ")
    return Frame(text.strip(), who) if mark and who.isalpha() else Frame(line)


def frames(block: str) -> tuple[Frame, ...]:
    """One frame a line; empty lines are left out."""
    return tuple(_frame(line.strip()) for line in block.splitlines() if line.strip())


def _theme(table: Mapping[str, str]) -> ThemeWords:
    return ThemeWords(*(frames(table.get(part, "")) for part in ("stories", "views", "asks", "short")))


@cache
def read(folder: str) -> Words:
    """All files of a folder beside this one, in the order of their names."""
    found = sorted((f for f in (files(__name__) / folder).iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    tables = [tomllib.loads(file.read_text(encoding="utf-8")) for file in found]
    return Words(
        {(t["question"], t["name"]): _theme(t) for table in tables for t in table.get("theme", ())},
        {name: frames(block) for table in tables for name, block in table.get("lines", {}).items()},
        tuple(whole for table in tables for whole in table.get("whole", ())),
        tuple(one for table in tables for one in table.get("organisation", ())),
    )


@cache
def slots() -> Mapping[str, tuple[str, ...]]:
    """What a slot may be filled with, wherever the person lives."""
    table = tomllib.loads((files(__name__) / "slots.toml").read_text(encoding="utf-8"))
    return {name: tuple(values) for name, values in table["anywhere"].items()}


@cache
def local_slots() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """What a slot may be filled with by area: {area: {slot: values}}."""
    table = tomllib.loads((files(__name__) / "slots.toml").read_text(encoding="utf-8"))
    return {area: {name: tuple(v) for name, v in values.items()} for area, values in table["area"].items()}


@cache
def read_discussions() -> dict[str, Any]:
    """The file of discussions as it stands: `talkers`, `board` with its threads, and `comment` of the long one."""
    return tomllib.loads((files(__name__) / "discussions.toml").read_text("utf-8"))
