"""What a table is once it was read, how large it may be, and what is raised when it cannot be read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from webapp.tables.kinds import is_date, is_number


@dataclass(frozen=True)
class Limits:
    """The largest table that is read. `bytes`: the file on disk; `unpacked`: bytes inside an XLSX once it is unzipped;
    `cell`: letters in one cell; `cells`: cells in all, empty ones too."""

    bytes: int = 50_000_000
    rows: int = 200_000
    columns: int = 500
    cell: int = 1_000_000
    cells: int = 20_000_000
    unpacked: int = 400_000_000
    members: int = 2_000


@dataclass(frozen=True)
class Table:
    """A table as text. `rows` are as wide as `columns`; cells that were missing are "". `form` is csv, xlsx or jsonl.

    `encoding` is empty for forms that have only one. `notes` are sentences about what was put right while reading.
    """

    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]
    form: str
    encoding: str
    notes: tuple[str, ...] = ()


class UnreadableTable(ValueError):
    """The file cannot be read. Its text is one plain sentence that says what is wrong and where."""


def build_table(
    lines: Iterable[tuple[int, list[str]]], *, form: str, encoding: str, limits: Limits, unit: str = "Line"
) -> Table:
    """Make a table of numbered lines, the first of which names the columns.

    `lines` are (number in the file, cells); `unit` is what such a line is called when one is at fault.
    Blank lines are passed over, short ones filled up. Raises `UnreadableTable`.
    """
    numbered = ((number, cells) for number, cells in lines if any(cell.strip() for cell in cells))
    first = next(numbered, None)
    if first is None:
        raise UnreadableTable("The file is empty: it has no column names and no rows.")
    header = _without_blank_end(first[1])
    _check_header(header, limits, f"{unit} {first[0]}")
    rows = list(_checked_rows(numbered, header, limits, unit))
    if not rows:
        raise UnreadableTable("The file has column names but no rows below them.")
    columns, notes = _distinct_names(header)
    return Table(columns=columns, rows=rows, form=form, encoding=encoding, notes=notes)


def check_characters(text: str, where: str) -> None:
    """Refuse what no database and no document can hold: null characters and halves of characters."""
    if "\0" in text:
        raise UnreadableTable(f"{where} holds a null character, so this is not plain text; save the file again.")
    if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
        raise UnreadableTable(f"{where} holds half a character (a lone surrogate); type that word again and save.")


def _without_blank_end(cells: list[str]) -> list[str]:
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _check_header(header: list[str], limits: Limits, where: str) -> None:
    if len(header) > limits.columns:
        raise UnreadableTable(f"{where} has {len(header):,} columns; at most {limits.columns:,} can be read.")
    named = [name.strip() for name in header if name.strip()]
    if all(is_number(name) or is_date(name) for name in named):
        raise UnreadableTable(f"{where} holds only numbers and dates; the first line must name the columns.")
    for place, name in enumerate(header, start=1):
        _check_cell(name, limits, f"{where}, column {place},")


def _checked_rows(
    numbered: Iterator[tuple[int, list[str]]], header: list[str], limits: Limits, unit: str
) -> Iterator[tuple[str, ...]]:
    width = len(header)
    most = min(limits.rows, limits.cells // width)
    for count, (number, cells) in enumerate(numbered, start=1):
        if count > most:
            raise UnreadableTable(f"The file has more than {most:,} rows of {width:,} columns, which is too many.")
        if len(cells) > width:
            cells = _without_blank_end(cells)
        if len(cells) > width:
            raise UnreadableTable(f"{unit} {number:,} has {len(cells):,} cells, but only {width:,} columns are named.")
        for name, cell in zip(header, cells, strict=False):
            _check_cell(cell, limits, f"{unit} {number:,}, column “{name.strip()[:60]}”,")
        yield (*cells, *[""] * (width - len(cells)))


def _check_cell(cell: str, limits: Limits, where: str) -> None:
    if len(cell) > limits.cell:
        raise UnreadableTable(f"{where} is longer than {limits.cell:,} letters.")
    check_characters(cell, where)


def _distinct_names(header: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names: list[str] = []
    notes: list[str] = []
    for place, raw in enumerate(header, start=1):
        wanted = " ".join(raw.split()) or f"Column {place}"
        name = _free_name(wanted, {*names})
        if not raw.strip():
            notes.append(f"Column {place} had no name; it is now called “{name}”.")
        elif name != wanted:
            notes.append(f"Column {place} had the same name as another; it is now called “{name}”.")
        names.append(name)
    return tuple(names), tuple(notes)


def _free_name(wanted: str, taken: set[str]) -> str:
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted} ({number})"
    return name
