"""Cross-tabulation: how many people fall into each pair of groups."""

from collections import Counter
from collections.abc import Iterable, Sequence

Counts = tuple[tuple[int, ...], ...]


def crosstab(pairs: Iterable[tuple[str, str]], *, rows: Sequence[str], columns: Sequence[str]) -> Counts:
    """Count (row label, column label) pairs into a table of `rows` × `columns`, in the order given.

    Raises ValueError for a pair outside the labels: nobody may fall out of a table unnoticed.
    """
    counted = Counter(pairs)
    strangers = [pair for pair in counted if pair[0] not in rows or pair[1] not in columns]
    if strangers:
        raise ValueError(f"not in the table: {sorted(strangers)[:3]}")
    return tuple(tuple(counted[row, column] for column in columns) for row in rows)


def row_totals(table: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """The sum of each row."""
    return tuple(sum(row) for row in table)


def column_totals(table: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """The sum of each column."""
    return tuple(sum(column) for column in zip(*table, strict=True))
