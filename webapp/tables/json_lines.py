"""JSON lines: one object on each line, its keys the names of the columns."""

import json
from collections.abc import Iterator

from webapp.tables.table import UnreadableTable


def looks_like_json(text: str) -> bool:
    """Whether the text begins as JSON does; no CSV of answers begins with a brace or a bracket and a quotation mark."""
    start = text[:200].lstrip()
    return start.startswith("{") or (start[:1] == "[" and start[1:].lstrip()[:1] in ('"', "{", "[", "]"))


def read_json_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the names of all columns, then (line number, cells) for each object. Raises `UnreadableTable`."""
    if text.lstrip().startswith("["):
        raise UnreadableTable("This is one JSON list; save it as JSON lines, with each object on a line of its own.")
    objects = [(number, _parse(line, number)) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    # Two passes: a key that first appears on the last line is a column of every line.
    names = list(dict.fromkeys(name for _, row in objects for name in row))
    if objects:
        yield objects[0][0], names
    for number, row in objects:
        yield number, [_as_text(row.get(name), f"Line {number:,}, “{name[:60]}”,") for name in names]


def _parse(line: str, number: int) -> dict[str, object]:
    try:
        parsed = json.loads(line, parse_constant=_refuse_constant)
        if isinstance(parsed, dict):
            return dict(_flat(parsed, ""))
    except RecursionError as error:
        raise UnreadableTable(f"Line {number:,} nests lists too deeply to be read.") from error
    except ValueError as error:
        raise UnreadableTable(f"Line {number:,} is not JSON; each line must be one whole object.") from error
    raise UnreadableTable(f'Line {number:,} is not a JSON object; each line must be one, such as {{"id": 1}}.')


def _flat(content: dict[str, object], before: str) -> Iterator[tuple[str, object]]:
    """Objects inside the object become columns of their own: {"person": {"age": 3}} is the column "person.age"."""
    for key, value in content.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is not a number")


def _as_text(value: object, where: str) -> str:
    if isinstance(value, list) and not any(isinstance(item, list | dict) for item in value):
        return "; ".join(_scalar(item) for item in value)
    if isinstance(value, list | dict):
        raise UnreadableTable(f"{where} holds a list of lists or objects; only lists of text and numbers can be read.")
    return _scalar(value)


def _scalar(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
