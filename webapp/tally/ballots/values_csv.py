"""Values as a table: a row a kind of ballot, how many there are of it, and a whole number or a blank for each option.

The first row is `count` and the options' names. Without a column for the count every row is one ballot; then
nothing tells the format, and it has to be named. Cells stand between commas, semicolons or tabs. A name with which a
spreadsheet would begin a formula has an apostrophe in front in the file, and none when it is read.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from webapp.tally.ballots.lines import has_long_cell
from webapp.tally.ballots.naming import check_options
from webapp.tally.ballots.papers import Cardinal, UnreadableBallots, Values

_COUNT = "count"
_LONGEST_LINE = 1_000_000
_SEPARATORS = (",", ";", "\t")
_NUMBER = re.compile(r"-?[0-9]{1,9}", re.ASCII)
_A_RANK = re.compile(r"rank\s*[0-9]+$", re.ASCII)
_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]")


def looks_like(text: str) -> bool:
    """Whether the first line is that of such a table. That of a table of ranks can look like it: ask for it before."""
    names = [name.strip().lower() for name in _first_line(text).split(_separator(text))]
    meant_as_ranks = all(_A_RANK.match(name) for name in names[1:])
    return len(names) > 1 and names[0] == _COUNT and not meant_as_ranks


def read(text: str) -> Cardinal:
    """The ballots in a table. Raises UnreadableBallots with the line and the reason."""
    rows = _rows(text.lstrip("\ufeff"), _separator(text))
    line, header = next(rows, (1, []))
    counted = bool(header) and header[0].strip().lower() == _COUNT
    options = tuple(_unguarded(name.strip()) for name in header[counted:])
    check_options(options, line)
    ballots: Counter[Values] = Counter()
    for line, row in rows:
        if len(row) != len(header):
            raise UnreadableBallots(f"there should be {len(header)} cells, not {len(row)}", line)
        papers = _whole(row[0], line) if counted else 1
        if papers < 1:
            raise UnreadableBallots("a row should stand for one ballot or more", line)
        cells = enumerate(row[counted:], start=1)
        ballots[tuple((option, _whole(cell, line)) for option, cell in cells if cell.strip())] += papers
    return Cardinal(options=options, ballots=ballots)


def write(cardinal: Cardinal) -> str:
    """The table; the same ballots give the same text. Seats and the title have no place in it."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow([_COUNT, *map(_guarded, cardinal.options)])
    for values, papers in sorted(cardinal.ballots.items()):
        given = dict(values)
        table.writerow([papers, *(given.get(option, "") for option in cardinal.numbers)])
    return out.getvalue()


def _first_line(text: str) -> str:
    return text.lstrip("\ufeff \t\r\n").split("\n", 1)[0][:_LONGEST_LINE]


def _separator(text: str) -> str:
    """What stands after the first cell, or, where that says nothing, most often in the first line."""
    line = _first_line(text)
    after_count = line[len(_COUNT) :].lstrip(" ")[:1] if line.lower().startswith(_COUNT) else ""
    return after_count if after_count in _SEPARATORS else max(_SEPARATORS, key=line.count)


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold anything, each with the line on which it ends."""
    table = csv.reader(_lines(text), delimiter=separator, strict=True)
    try:
        for row in table:
            if has_long_cell(row):
                raise UnreadableBallots("this is not a table (a cell is too long)", table.line_num)
            if any(cell.strip() for cell in row):
                yield table.line_num, row
    except csv.Error as error:
        raise UnreadableBallots(f"this is not a table ({error})", max(1, table.line_num)) from error


def _lines(text: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > _LONGEST_LINE:
            raise UnreadableBallots(f"this line is longer than {_LONGEST_LINE:,} characters", number)
        yield line


def _whole(cell: str, line: int) -> int:
    written = cell.strip()
    if not _NUMBER.fullmatch(written):
        raise UnreadableBallots(f"“{written[:20]}” is not a whole number of at most nine digits", line)
    return int(written)


def _guarded(name: str) -> str:
    return f"'{name}" if _FORMULA.match(name) else name


def _unguarded(name: str) -> str:
    return name[1:] if name.startswith("'") and _FORMULA.match(name) else name
