"""Code frames in files: reading one, saying of each row what is wrong, and the lines that are written. Pure.

A row is a theme: its name, what it is about, the theme it stands under, and excerpts that speak for it.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from webapp.i18n import _, ngettext
from webapp.refusals import Refused
from webapp.tables.reading import UnreadableTable, read_table
from webapp.tables.table import Limits
from webapp.themes.rules import LONGEST_DESCRIPTION, LONGEST_NAME, MOST_EXAMPLES, SPECIAL_NAMES, tidy_name

MOST_LINES = 500
LONGEST_EXAMPLE = 2_000
COLUMNS = ("theme", "description", "part of", "people", "examples")
_NAMES = {
    "name": ("theme", "name", "label", "code", "title"),
    "description": ("description", "about", "definition", "meaning"),
    "parent": ("part of", "parent", "under", "group"),
    "examples": ("examples", "example", "typical excerpt", "typical excerpts", "excerpts", "quotes"),
}
_LIMITS = Limits(bytes=5_000_000, rows=MOST_LINES, columns=50, cell=100_000)
_GUARD = re.compile(r"'(?=\s*[=+\-@\t\r＝＋－＠]|[\t\r\n])")


@dataclass(frozen=True, slots=True)
class Line:
    """A theme in a file. `place`: where it stands there, for messages. `key`: what others call it as their parent."""

    place: str
    key: str
    name: str
    description: str = ""
    parent: str = ""
    examples: tuple[str, ...] = ()


class WrongRows(Refused):
    """Some rows cannot be used, so none was. `problems`: a sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        words = ngettext(
            "%(num)s row is wrong, so nothing was brought in.",
            "%(num)s rows are wrong, so nothing was brought in.",
            len(problems),
        )
        super().__init__(words, field="file")
        self.problems = tuple(problems)


def read_lines(data: bytes, *, name: str) -> list[Line]:
    """The themes of an uploaded file: JSON, CSV, XLSX or JSON lines. `name`: what the person calls the file.

    Raises `Refused` when the file cannot be read at all, `WrongRows` when themes in it cannot be used.
    """
    rows = _from_json(data) if _is_json(data) else _from_table(data, name)
    lines = [_tidied(one) for one in rows]
    kept = [one for one in lines if not _is_special(one)]
    if not kept:
        raise Refused(_("There are no themes in this file."), field="file")
    if len(kept) > MOST_LINES:
        raise Refused(_("There are more than %(most)s themes in this file.", most=MOST_LINES), field="file")
    problems = list(_find_wrong(kept))
    if problems:
        raise WrongRows(problems)
    return kept


def _is_json(data: bytes) -> bool:
    """Whether it is one JSON value, and not an object on each line."""
    if data[:2_000].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"["):
        return True
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(content, dict) and "frame" in content


def _from_json(data: bytes) -> Iterator[Line]:
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Refused(_("This is not a JSON file that can be read."), field="file") from error
    entries = content.get("frame") if isinstance(content, dict) else content
    if not isinstance(entries, list):
        raise Refused(_("The file must hold a list of themes, each with a label."), field="file")
    for place, entry in enumerate(entries, start=1):
        yield _from_entry(entry, _("Theme %(place)s", place=place))


def _from_entry(entry: Any, place: str) -> Line:
    if not isinstance(entry, Mapping):
        return Line(place, "", "")
    examples = entry.get("examples")
    return Line(
        place=place,
        key=_word(entry.get("id")),
        name=_word(entry.get("label")) or _word(entry.get("name")),
        description=_word(entry.get("description")),
        parent=_word(entry.get("parent")),
        examples=tuple(_word(one) for one in examples) if isinstance(examples, list) else (),
    )


def _word(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).encode("utf-8", "replace").decode().replace("\x00", "")


def _from_table(data: bytes, name: str) -> Iterator[Line]:
    try:
        table = read_table(data, name=name, limits=_LIMITS)
    except UnreadableTable as error:
        raise Refused(str(error), field="file") from error
    places = {column.strip().casefold(): at for at, column in enumerate(table.columns)}
    found = {what: next((places[one] for one in names if one in places), None) for what, names in _NAMES.items()}
    if found["name"] is None:
        raise Refused(_("No column is called “theme”. Call the column with the names so."), field="file")
    for number, row in enumerate(table.rows, start=2):
        cells = {what: _unguarded(row[at]) if at is not None else "" for what, at in found.items()}
        examples = tuple(_unguarded(one) for one in cells["examples"].split("\n"))
        yield Line(_("Row %(number)s", number=number), cells["name"], cells["name"], cells["description"],
                   cells["parent"], examples)  # fmt: skip


def _unguarded(cell: str) -> str:
    """Without the apostrophe that keeps spreadsheets from running a cell as a formula."""
    return cell[1:] if _GUARD.match(cell) else cell


def _tidied(line: Line) -> Line:
    examples = (" ".join(one.split())[:LONGEST_EXAMPLE] for one in line.examples)
    about = line.description.strip()
    return replace(
        line,
        key=tidy_name(line.key),
        name=tidy_name(line.name),
        parent=tidy_name(line.parent),
        description=about if len(about) <= LONGEST_DESCRIPTION else about[: LONGEST_DESCRIPTION - 1].rstrip() + "…",
        examples=tuple(dict.fromkeys(one for one in examples if one))[:MOST_EXAMPLES],
    )


def _is_special(line: Line) -> bool:
    """The special codes are always there, so that a file need not bring them."""
    called = {str(words).casefold() for words in SPECIAL_NAMES.values()}
    return line.key in SPECIAL_NAMES or line.name.casefold() in called


def _find_wrong(lines: Sequence[Line]) -> Iterator[str]:
    first: dict[str, str] = {}
    tops = {key for one in lines if not one.parent for key in (one.key, one.name) if key}
    for line in lines:
        if not line.name:
            yield _("%(place)s: the name is missing.", place=line.place)
            continue
        if len(line.name) > LONGEST_NAME:
            yield _("%(place)s: the name is longer than %(most)s letters.", place=line.place, most=LONGEST_NAME)
        if line.name.casefold() in first:
            yield _("%(place)s: “%(name)s” is in %(first)s already.", place=line.place, name=line.name,
                    first=first[line.name.casefold()])  # fmt: skip
        first.setdefault(line.name.casefold(), line.place)
        if line.parent and line.parent not in tops:
            yield _("%(place)s: no theme of the first level is called “%(parent)s”.", place=line.place,
                    parent=line.parent)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """A theme as it is written to a file. `parent`: the id of the theme it stands under. `excerpts`: best first."""

    id: int
    name: str
    description: str
    special: str | None
    parent: int | None
    people: int
    excerpts: tuple[str, ...]


def to_table(lines: Sequence[Written]) -> Iterator[Sequence[str | int]]:
    """The rows of a CSV file, the names of the columns first. What could be a formula is guarded by the writer."""
    names = {one.id: one.name for one in lines}
    yield COLUMNS
    for one in lines:
        yield one.name, one.description, names.get(one.parent or 0, ""), one.people, "\n".join(one.excerpts)


def to_json(lines: Iterable[Written], **about: Any) -> bytes:
    """A JSON file that this page and `folkmoot theme --frame` read. Special codes have the ids they always have."""
    frame = [
        {
            "id": one.special or str(one.id),
            "label": one.name,
            "description": one.description,
            "parent": str(one.parent) if one.parent else None,
            "origin": "special" if one.special else "given",
            "people": one.people,
            "examples": list(one.excerpts),
        }
        for one in lines
    ]
    return json.dumps({**about, "frame": frame}, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"
