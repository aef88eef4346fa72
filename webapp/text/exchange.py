"""Themings as JSON values, and frames read back from JSON. The shapes are those of docs/method.md."""

import json
from collections.abc import Mapping, Sequence

from webapp.text.shapes import (
    NO_REASON,
    NONE,
    SPECIAL_LABELS,
    Answer,
    CodedAnswer,
    FoundTheme,
    KnownTheme,
    ThemedAnswer,
    Theming,
)

MOST_TO_READ = 100
_MOST_THEMES = 500


NONE_MARK = "-"


class UnreadableCodes(ValueError):
    """A column of codes cannot be used. Its text is one plain sentence that says what is wrong and where."""


class UnreadableFrame(ValueError):
    """The frame cannot be used. Its text is one plain sentence that says what is wrong and where."""


def theming_as_json(theming: Theming, answers: Sequence[Answer]) -> dict[str, object]:
    """{"frame", "rows", "next_to_read", "method"}; rows in the order of the answers, codes surest first."""
    return {
        "frame": [_theme_as_json(theme) for theme in theming.frame],
        "rows": [_row_as_json(answer) for answer in theming.answers],
        "next_to_read": list(theming.next_to_read) or next_to_read(theming, answers),
        "method": theming.method,
    }


def frame_as_json(theming: Theming, answers: Sequence[Answer]) -> list[dict[str, object]]:
    """The frame in the shape that `read_frame` takes, with the typical excerpts as examples."""
    texts = {answer.id: answer.text for answer in answers}
    return [
        _theme_as_json(theme) | {"examples": [texts[name][start:end] for name, start, end in theme.typical]}
        for theme in theming.frame
    ]


def next_to_read(theming: Theming, answers: Sequence[Answer]) -> list[str]:
    """Ids of up to `MOST_TO_READ` answers, least sure first; of equal texts and of a campaign only the first."""
    firsts: dict[object, ThemedAnswer] = {}
    for themed, answer in zip(theming.answers, answers, strict=True):
        firsts.setdefault(answer.text if themed.campaign is None else themed.campaign, themed)
    unsure = [themed for themed in firsts.values() if themed.codes[0].theme != NO_REASON]
    return [themed.id for themed in sorted(unsure, key=lambda one: one.codes[0].confidence)[:MOST_TO_READ]]


def read_frame(text: str) -> list[KnownTheme]:
    """Themes from `[{"id", "label", "description", "examples": []}]`, or from an object that holds it as "frame".

    The two special themes are passed over: they are always there. Raises `UnreadableFrame`.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f"line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else "the file"
        raise UnreadableFrame(f"{where}: this is not JSON.") from error
    entries = data.get("frame") if isinstance(data, dict) else data
    if not isinstance(entries, list) or not entries or len(entries) > _MOST_THEMES:
        raise UnreadableFrame(f"it must hold a list of 1 to {_MOST_THEMES} themes, each with an id and a label.")
    themes = [_read_theme(entry, f"theme {place}") for place, entry in enumerate(entries, start=1)]
    own = [theme for theme in themes if theme.id not in SPECIAL_LABELS]
    _refuse_repeats([theme.id for theme in own])
    return own


def _refuse_repeats(ids: Sequence[str]) -> None:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise UnreadableFrame(f"two themes have the id “{name}”.")
        seen.add(name)


def _read_theme(entry: object, where: str) -> KnownTheme:
    if not isinstance(entry, Mapping):
        raise UnreadableFrame(f"{where} is not an object with an id and a label.")
    examples = entry.get("examples") or []
    if not isinstance(examples, list) or not all(isinstance(one, str) for one in examples):
        raise UnreadableFrame(f"{where}: “examples” must be a list of texts.")
    description = entry.get("description") or ""
    if not isinstance(description, str):
        raise UnreadableFrame(f"{where}: “description” must be a text.")
    return KnownTheme(_read_word(entry, "id", where), _read_word(entry, "label", where), description, tuple(examples))


def _read_word(entry: Mapping[str, object], key: str, where: str) -> str:
    value = entry.get(key)
    if isinstance(value, int) and key == "id":
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        raise UnreadableFrame(f"{where}: “{key}” is missing or is not a text.")
    return value.strip()


def read_coded(ids: Sequence[str], cells: Sequence[str], known: Sequence[KnownTheme]) -> list[CodedAnswer]:
    """What people coded, a cell for each answer: ids of themes between `;`, `-` for none of them, empty for not read.

    With `known` themes no others may be named. Raises `UnreadableCodes`.
    """
    allowed = {*(one.id for one in known), *SPECIAL_LABELS, NONE_MARK}
    coded: list[CodedAnswer] = []
    for row, (name, cell) in enumerate(zip(ids, cells, strict=True), start=1):
        themes = [part.strip() for part in cell.split(";") if part.strip()]
        if known and (strange := [theme for theme in themes if theme not in allowed]):
            raise UnreadableCodes(f"row {row} names “{strange[0]}”, which is no theme of the frame.")
        if themes:
            own = dict.fromkeys(theme for theme in themes if theme != NONE_MARK)
            coded.append(CodedAnswer(name, tuple(own) or (NONE,)))
    return coded


def _theme_as_json(theme: FoundTheme) -> dict[str, object]:
    return {
        "id": theme.id,
        "label": theme.label,
        "description": theme.description,
        "size": theme.size,
        "origin": theme.origin,
    }


def _row_as_json(answer: ThemedAnswer) -> dict[str, object]:
    return {
        "id": answer.id,
        "campaign": answer.campaign,
        "codes": [
            {
                "theme": code.theme,
                "confidence": code.confidence,
                "excerpt": [code.start, code.end],
                "stance": code.stance,
            }
            for code in answer.codes
        ],
        "stance": answer.stance,
    }
