"""A file of separated values, line by line: its header, its records, and the line where a record stands."""

import csv
import io
from collections.abc import Iterator, Sequence

from webapp.tally.ballots.papers import UnreadableBallots

SEPARATORS = ",;\t"
MOST_LETTERS = 200
_LONGEST_CELL = 100_000


class Lines:
    """`header` in small letters, then the records by iterating; `line` is where the record that came last ends.

    Raises UnreadableBallots, also while iterating, for what is not text in UTF-8 or not separated values.
    """

    def __init__(self, content: bytes) -> None:
        _check_text(content)
        text = io.TextIOWrapper(io.BytesIO(content), "utf-8-sig", newline="")
        first = text.readline(_LONGEST_CELL * 100)
        separator = max(SEPARATORS, key=first.count)
        text.seek(0)
        csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
        self._reader = csv.reader(text, delimiter=separator, skipinitialspace=True)
        self.names = [name.strip() for name in next(iter(self), [])]
        self.header = [name.lower() for name in self.names]

    @property
    def line(self) -> int:
        return self._reader.line_num

    def __iter__(self) -> Iterator[list[str]]:
        try:
            yield from self._reader
        except csv.Error as error:
            raise UnreadableBallots(f"these are not separated values ({error})", self.line) from error


def line_of(records: Sequence[Sequence[str]], at: int, after: int) -> int:
    """The line of `records[at]`, where `records` begin after line `after`: a quoted cell may hold line breaks."""
    return after + at + 1 + sum(cell.count("\n") for record in records[:at] for cell in record)


def why_not_name(name: str) -> str | None:
    """Why a text cannot name a person or a statement; None when it can."""
    if not name:
        return "a person or a statement has no name"
    if len(name) > MOST_LETTERS:
        return f"a name is longer than {MOST_LETTERS} letters"
    return None


def _check_text(content: bytes) -> None:
    null = content.find(b"\0")
    if null >= 0:
        raise UnreadableBallots("this is not a text file", content.count(b"\n", 0, null) + 1)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableBallots("this is not text in UTF-8", content.count(b"\n", 0, error.start) + 1) from error
