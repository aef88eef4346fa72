"""Votes as a sparse table: one row a person, one column a statement, each cell the last vote cast there."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from webapp.tally.opinions.facts import Tally, Votes

Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Table:
    """The cells that hold a vote, by row and then by column; `rows` and `columns` have the length of `values`.

    People and statements stand in the order of their ids (numbers by size, before words), whatever order they came in.
    """

    participants: tuple[str, ...]
    statements: tuple[str, ...]
    rows: NDArray[np.int32]
    columns: NDArray[np.int32]
    values: NDArray[np.int8]
    moderated: NDArray[np.bool_]

    @property
    def cast(self) -> Ints:
        """How many statements each person voted on."""
        return np.bincount(self.rows, minlength=len(self.participants))


def tabulate(votes: Votes) -> Table:
    """The last vote of each person on each statement."""
    participants, person_at = _sorted(votes.participants)
    statements, statement_at = _sorted(votes.statements)
    rows = person_at[np.frombuffer(votes.people, np.int32)]
    columns = statement_at[np.frombuffer(votes.about, np.int32)]
    cells = rows.astype(np.int64) * max(len(statements), 1) + columns
    order = np.argsort(cells, kind="stable")
    cells = cells[order]
    last = order[np.append(cells[1:] != cells[:-1], True)] if len(cells) else order
    return Table(
        participants=participants,
        statements=statements,
        rows=rows[last],
        columns=columns[last],
        values=np.frombuffer(votes.values, np.int8)[last],
        moderated=np.array([statement in votes.moderated for statement in statements], bool),
    )


def _sorted(ids: Sequence[str]) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """The ids in order, and for each as it came its place in that order."""
    keys = [_by_number(one) for one in ids]
    order = sorted(range(len(ids)), key=keys.__getitem__)
    places = np.empty(len(ids), np.int32)
    places[order] = np.arange(len(ids), dtype=np.int32)
    return tuple(ids[at] for at in order), places


def _by_number(written: str) -> tuple[bool, int, str]:
    is_number = written.isascii() and written.isdigit()
    return not is_number, len(written) if is_number else 0, written


def tally(table: Table, groups: NDArray[np.int64], count: int) -> list[tuple[Tally, ...]]:
    """For each statement how each of `count` groups voted; people whose entry in `groups` is negative are left out."""
    group = groups[table.rows]
    inside = group >= 0
    wide = len(table.statements)
    places = group[inside] * wide + table.columns[inside]
    values = table.values[inside]
    kinds = [
        np.bincount(places[values == value] if value is not None else places, minlength=count * wide)
        .reshape(count, wide)
        .T.tolist()
        for value in (1, -1, None)
    ]
    return [tuple(map(Tally, *per_group)) for per_group in zip(*kinds, strict=True)]
