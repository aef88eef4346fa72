"""Comma-separated values and their cousins: which sign separates the cells, and what each line holds."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from webapp.tables.table import Limits, UnreadableTable

SEPARATORS = (",", ";", "\t", "|")
# Stands in where nothing separates cells: a list of comments under one name, commas and all.
_NEVER = "\x1f"
_SAMPLE_RECORDS = 60
_SAMPLE_LETTERS = 200_000


def sniff_separator(text: str) -> str:
    """The sign that splits the first lines most evenly; one that never occurs when the first line has only one cell."""
    best, best_score = _NEVER, (0.0, 0)
    for separator in SEPARATORS:
        score = _evenness(text[:_SAMPLE_LETTERS], separator)
        if score > best_score:
            best, best_score = separator, score
    return best


def read_delimited(text: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Yield (number of its first line, cells) for each record. Raises `UnreadableTable` naming the line."""
    csv.field_size_limit(max(csv.field_size_limit(), limits.cell))  # one for the whole process; it only ever grows
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sniff_separator(text), strict=True)
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise UnreadableTable(_explain(error, line, limits)) from error
        if cells is None:
            return
        yield line, cells
        line = reader.line_num + 1


def _evenness(sample: str, separator: str) -> tuple[float, int]:
    """(share of records as wide as the first, its width); (0, 0) where the separator splits nothing."""
    try:
        records = list(islice(csv.reader(io.StringIO(sample, newline=""), delimiter=separator), _SAMPLE_RECORDS))
    except csv.Error:
        return 0.0, 0
    widths = [len(record) for record in records if record]
    if not widths or widths[0] < 2:
        return 0.0, 0
    return sum(width == widths[0] for width in widths) / len(widths), widths[0]


def _explain(error: csv.Error, line: int, limits: Limits) -> str:
    words = str(error)
    if "field limit" in words:
        return f"Line {line:,} has a cell longer than {limits.cell:,} letters; is a closing quotation mark missing?"
    if "unexpected end" in words:
        return f"Line {line:,} opens a quotation mark that is never closed."
    return f"Line {line:,} has a quotation mark out of place; inside a quoted cell it must be typed twice."
