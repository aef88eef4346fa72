"""Comma-separated values that stream, that Excel opens as UTF-8, and in which no cell can become a formula."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence

from webapp.documents.report import Dataset, Figure, Report, Value
from webapp.documents.words import clean

MEDIA_TYPE = "text/csv; charset=utf-8"
BOM = b"\xef\xbb\xbf"
_PIECE = 64 * 1024
# Spreadsheets begin a formula at any of these, full-width forms included, also after blanks.
_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]|[\t\r\n]")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\Z", re.ASCII)


def guard(value: Value) -> str | int | float:
    """A cell that a spreadsheet shows and never runs: what could start a formula gets an apostrophe in front.

    Numbers stay numbers, negative ones too. None is an empty cell.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    text = clean(value)
    if _FORMULA.match(text) and not _NUMBER.match(text):
        return f"'{text}"
    return text


def csv_lines(rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """Yield the file in pieces of about 64 KiB. Same rows, same bytes."""
    buffer = _Pieces()
    writer = csv.writer(buffer, lineterminator="\r\n")
    yield BOM
    for row in rows:
        writer.writerow([guard(value) for value in row])
        if buffer.size >= _PIECE:
            yield buffer.take()
    if buffer.size:
        yield buffer.take()


def responses_csv(dataset: Dataset) -> Iterator[bytes]:
    """One line a response under the names of the columns, streamed."""
    return csv_lines(_with_header([column.name for column in dataset.columns], dataset.rows()))


def figures_csv(report: Report) -> Iterator[bytes]:
    """All figures in one long table: a line for each cell, with its figure, base, value and text."""
    header = ["figure", "title", "kind", "base", "base_note", "row", "column", "value", "text"]
    return csv_lines(_with_header(header, (line for figure in report.figures for line in _cells(figure))))


def _cells(figure: Figure) -> Iterator[Sequence[Value]]:
    for row in figure.rows:
        for column, cell in zip(figure.columns, row.cells, strict=True):
            yield (
                figure.key,
                figure.title,
                figure.kind.value,
                figure.base,
                figure.base_note,
                row.label,
                column,
                cell.value,
                cell.text,
            )


def _with_header(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[Sequence[Value]]:
    yield header
    yield from rows


class _Pieces:
    """The least a `csv.writer` needs: somewhere to write, emptied as it fills."""

    def __init__(self) -> None:
        self._written: list[str] = []
        self.size = 0

    def write(self, text: str) -> int:
        self._written.append(text)
        self.size += len(text)
        return len(text)

    def take(self) -> bytes:
        piece = "".join(self._written).encode()
        self._written.clear()
        self.size = 0
        return piece
