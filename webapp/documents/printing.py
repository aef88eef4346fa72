"""Data set as a PDF by a design of ours: every text clean, no letter an empty box, no word wider than its line."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import typst

from webapp.documents.typesetting import typeset
from webapp.documents.unshown import FONTS, find_unshown, letters_named, name_unshown, rare_letters
from webapp.documents.words import clean

_TRIES = 4
# A word longer than a line may break anywhere: zero-width spaces let the typesetter do so.
_LONG_WORD = re.compile(r"[^\s\u200b]{40}(?=[^\s\u200b])")
_AS_IT_IS = {"fonts", "svg"}
"""Names in the data under which no words of people stand."""


def printed(
    design: bytes,
    name: str,
    content: Mapping[str, Any],
    *,
    note: str = "",
    folders: Sequence[Path] = (),
    at: int = 0,
) -> bytes:
    """`content` as the design shows it, which finds it as JSON under `name`, its families of fonts under "fonts".

    Letters that no font has are named in square brackets; then `note` stands in the content under "note".
    """
    families: list[str] = content["fonts"]

    def compiled(unshown: set[str]) -> bytes:
        shown = json.dumps(shown_data(content, unshown, note))
        return typeset(design, {name: shown}, folders=folders, at=at)

    unshown = find_unshown(rare_letters(texts_in(content)), fonts=families or FONTS, folders=folders)
    for _ in range(_TRIES):
        try:
            return compiled(unshown)
        except typst.TypstError as error:
            # A letter may exist alone and not in the company it keeps (marks, ligatures): the message names it.
            more = letters_named(error.diagnostic) - unshown
            if not more:
                raise
            unshown |= more
    return compiled(rare_letters(texts_in(content)))


def texts_in(content: Any) -> Iterator[str]:
    """Every text in the data, cleaned."""
    if isinstance(content, str):
        yield clean(content)
    elif isinstance(content, dict | list | tuple):
        for item in content.values() if isinstance(content, dict) else content:
            yield from texts_in(item)


def shown_data(content: Mapping[str, Any], unshown: set[str], note: str) -> dict[str, Any]:
    """The data as it is handed to the design: clean, letters named that are `unshown`, long words breakable."""
    shown: dict[str, Any] = _mapped(content, lambda text: name_unshown(text, unshown))
    if shown != _mapped(content, str):
        shown["note"] = note
    return {key: value if key == "fonts" else _breakable(value) for key, value in shown.items()}


def _breakable(content: Any) -> Any:
    if isinstance(content, dict):
        return {key: value if key in _AS_IT_IS else _breakable(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_breakable(item) for item in content]
    return _LONG_WORD.sub("\\g<0>\u200b", content) if isinstance(content, str) else content


def _mapped(content: Any, change: Callable[[str], str]) -> Any:
    """The same data with every text cleaned and changed."""
    if isinstance(content, str):
        return change(clean(content))
    if isinstance(content, Mapping):
        return {key: _mapped(value, change) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_mapped(item, change) for item in content]
    return content
