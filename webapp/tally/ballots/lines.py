"""The lines of a text file, numbered as an editor numbers them."""

from collections.abc import Iterable, Iterator

LONGEST_CELL = 100_000
"""Letters in one cell of a table. The limit of the `csv` module is one for the whole process, and others raise it."""


def has_long_cell(row: Iterable[str]) -> bool:
    return any(len(cell) > LONGEST_CELL for cell in row)


def numbered(text: str) -> Iterator[tuple[int, str]]:
    """Each line with its number from 1, without white space around it; a byte order mark at the start is passed over.

    Lines end at a line feed, a carriage return or both, and at nothing else: names may hold other separators.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(plain.split("\n"), start=1):
        yield number, line.strip()
