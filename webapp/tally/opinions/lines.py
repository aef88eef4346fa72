"""A file of separated values, line by line: its header, its records, and the line where each stands."""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice

from webapp.tally.ballots.lines import has_long_cell
from webapp.tally.ballots.papers import UnreadableBallots

SEPARATORS = ",;\t"
MOST_LETTERS = 200
_LONGEST_LINE = 5_000_000
_AT_ONCE = 1_000_000


class Lines:
    """`header` in small letters (`names` as written), then the records by iterating, as often as wanted.

    `line` is where the record that came last ends. Raises UnreadableBallots, also while iterating, for what is not text
    in UTF-8 or not separated values.
    """

    def __init__(self, content: bytes) -> None:
        _check_text(content)
        self._content = content
        first = self._open().readline(_LONGEST_LINE)
        self.separator = max(SEPARATORS, key=first.count)
        self.line = 0
        self.names = [name.strip() for name in next(self._records(), [])]
        self.header = [name.lower() for name in self.names]

    def __iter__(self) -> Iterator[list[str]]:
        return islice(self._records(), 1, None)

    def _records(self) -> Iterator[list[str]]:
        reader = csv.reader(
            _of_bearable_length(self._open(newline="")), delimiter=self.separator, skipinitialspace=True
        )
        try:
            for record in reader:
                self.line = reader.line_num
                if has_long_cell(record):
                    raise UnreadableBallots("these are not separated values (one is too long)", self.line)
                yield record
        except csv.Error as error:
            raise UnreadableBallots(f"these are not separated values ({error})", reader.line_num) from error

    def batches(self) -> Iterator[str]:
        """The records as text, many whole lines at once, each with its end. Only for files that are `plain`."""
        text = self._open()
        text.readline()
        while batch := text.read(_AT_ONCE) + text.readline(_LONGEST_LINE):
            yield batch if batch.endswith("\n") else batch + "\n"

    @property
    def plain(self) -> bool:
        """Whether cells are what stands between separators: none is quoted or begins with a space."""
        return b'"' not in self._content and f"{self.separator} ".encode() not in self._content

    def _open(self, newline: str | None = None) -> io.TextIOWrapper:
        return io.TextIOWrapper(io.BytesIO(self._content), "utf-8-sig", newline=newline)


def _of_bearable_length(lines: Iterable[str]) -> Iterator[str]:
    """The lines, unless one is so long that its cells would fill the memory."""
    for number, line in enumerate(lines, start=1):
        if len(line) > _LONGEST_LINE:
            raise UnreadableBallots(f"a line is longer than {_LONGEST_LINE:,} letters", number)
        yield line


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
