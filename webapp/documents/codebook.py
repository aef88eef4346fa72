"""The codebook: what each column of the file of responses holds, and what each value in it means."""

from collections.abc import Iterator, Sequence

from webapp.documents.csv_file import csv_lines
from webapp.documents.report import Column, Dataset, Labels


def codebook_header(labels: Labels) -> tuple[str, ...]:
    """The names of the six columns of a codebook."""
    return (labels.column, labels.question, labels.kind, labels.code, labels.meaning, labels.note)


def codebook_rows(dataset: Dataset) -> Iterator[Sequence[str]]:
    """A line for each value a column may hold, or one line for a column of free text. Six cells each."""
    for column in dataset.columns:
        yield from _column_rows(column)


def codebook_csv(dataset: Dataset, labels: Labels | None = None) -> Iterator[bytes]:
    """The codebook as a CSV file of its own, streamed."""
    yield from csv_lines([codebook_header(labels or Labels()), *codebook_rows(dataset)])


def _column_rows(column: Column) -> Iterator[Sequence[str]]:
    for value, meaning in column.values or (("", ""),):
        yield (column.name, column.title, column.kind, value, meaning, column.note)
