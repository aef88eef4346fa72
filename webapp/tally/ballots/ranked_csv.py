"""Ranked ballots as a table: a row a kind of ballot, how many there are of it, and the option at each rank.

The first row names the columns: `count`, `rank1`, `rank2`, … A cell is an option's name; blank where the rank was left
out; `!overvote` where several were marked and it is not known which; `!over:Ann|Bob` where it is; `!uwi` (or `UWI`) for
a written-in name that nobody declared. Options are numbered as they first appear; a row with a count of 0 says no more
than the names in it. Election offices' own words `overvote`, `undervote` and `skipped` are understood as well.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from webapp.tally.ballots.lines import has_long_cell
from webapp.tally.ballots.papers import UNREADABLE, Contest, Rank, Ranking, UnreadableBallots

WRITE_INS = "Undeclared write-ins"
_WRITE_IN_WORDS = frozenset({"!uwi", "uwi", "undeclared write-ins"})
_OVERVOTE_WORDS = frozenset({"!overvote", "overvote"})
_BLANK_WORDS = frozenset({"", "!undervote", "undervote", "!skipped", "skipped"})
_TOGETHER = "!over:"

_COUNT = frozenset({"count", "counts", "votes", "ballots", "papers", "number", "n", "frequency", "multiplicity"})
_RANK = re.compile(r"(?:rank|ranking|choice|preference|pref)(\d{1,4})|(\d{1,4})(?:st|nd|rd|th)(?:choice|preference)?")
_DELIMITERS = ",;\t"
_FORMULA = ("=", "+", "-", "@")
_MOST_OPTIONS = 1_000
_MOST_DIGITS = 9
_LONGEST_HEADER = 100_000


def is_header(line: str) -> bool:
    """Whether a line names the columns of such a table."""
    return len(line) <= _LONGEST_HEADER and any(_places(line.split(delimiter)) for delimiter in _DELIMITERS)


def read(text: str, declared: Sequence[str] = ()) -> Contest:
    """The contest in a table. `declared` are the options that are known beforehand, by their numbers.

    Without a column for the count every row is one ballot. Columns that are neither it nor a rank are passed over.
    Raises UnreadableBallots with the line and the reason.
    """
    text = text.removeprefix("\ufeff")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = next((one for one in _DELIMITERS if _places(first.split(one))), ",")
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = _rows(table)
    line, header = next(rows, (1, []))
    columns = _Columns(header, line)
    options = _Options(declared)
    ballots: Counter[Ranking] = Counter()
    for line, row in rows:
        papers = columns.papers(row, line)
        ranking = options.ranking(columns.ranks(row, line), line)
        if papers:
            ballots[ranking] += papers
    if not options.names:
        raise UnreadableBallots("no ballot names an option", line)
    return Contest(options=tuple(options.names), ballots=ballots, write_ins=frozenset(options.write_ins))


def write(contest: Contest) -> str:
    """The contest as a table; the same contest gives the same text. Seats and the title have no place in it.

    Options that withdrew are left out of it. A name that would mean something else here gets its number in front, and
    one that a spreadsheet would take for a formula an apostrophe.
    """
    names = _names(contest)
    ballots: Counter[Ranking] = Counter()
    for ranking, papers in contest.ballots.items():
        ballots[_without_blank_end(tuple(_standing(ranking, names)))] += papers
    width = max(1, *map(len, ballots)) if ballots else 1
    called = list(names.values())
    rows = [(0, called[at : at + width]) for at in range(0, len(called), width)]
    rows += [(papers, [_cell(rank, names) for rank in ranking]) for ranking, papers in sorted(ballots.items())]
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["count", *(f"rank{place}" for place in range(1, width + 1))])
    table.writerows([papers, *row, *[""] * (width - len(row))] for papers, row in rows)
    return out.getvalue()


def _rows(table: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold anything, each with the line that it ends on."""
    while True:
        try:
            row = next(table)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableBallots(f"this is not a table of comma-separated values ({error})", _line(table)) from error
        if has_long_cell(row):
            raise UnreadableBallots("this is not a table of comma-separated values (a cell is too long)", _line(table))
        if row:
            yield _line(table), row


def _line(table: Iterator[list[str]]) -> int:
    return max(1, getattr(table, "line_num", 1))


def _places(header: Sequence[str]) -> dict[int, int]:
    """Which column holds which rank; none where a rank is missing or named twice."""
    places = {}
    for column, name in enumerate(header):
        rank = _RANK.fullmatch(_plain(name))
        if rank:
            number = int(rank[1] or rank[2])
            if number in places:
                return {}
            places[number] = column
    return places if sorted(places) == list(range(1, len(places) + 1)) else {}


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name, flags=re.ASCII).lower()


class _Columns:
    """Which cell of a row says what."""

    def __init__(self, header: list[str], line: int) -> None:
        places = _places(header)
        if not places:
            raise UnreadableBallots("the first row should name the columns count, rank1, rank2 and so on", line)
        counts = [column for column, name in enumerate(header) if _plain(name) in _COUNT]
        if len(counts) > 1:
            raise UnreadableBallots("two columns say how many ballots there are", line)
        self._count = counts[0] if counts else None
        self._ranks = [places[number] for number in sorted(places)]
        self._width = len(header)

    def papers(self, row: list[str], line: int) -> int:
        if self._count is None:
            return 1
        written = row[self._count].strip() if self._count < len(row) else ""
        if not written and not any(map(str.strip, row)):
            return 0
        if not (written.isascii() and written.isdigit() and len(written) <= _MOST_DIGITS):
            raise UnreadableBallots(f"“{written[:20]}” is not a number of ballots", line)
        return int(written)

    def ranks(self, row: list[str], line: int) -> list[str]:
        if len(row) != self._width:
            if any(map(str.strip, row[self._width :])):
                raise UnreadableBallots("this row has more cells than the first", line)
            row = row + [""] * (self._width - len(row))
        return [row[column] for column in self._ranks]


class _Options(dict[str, Rank]):
    """What each cell that was met so far means; the options in it by number."""

    def __init__(self, declared: Sequence[str]) -> None:
        self.names: list[str] = []
        self.write_ins: set[int] = set()
        for name in declared:
            self._number(_clean(name))

    def ranking(self, cells: list[str], line: int) -> Ranking:
        try:
            return _without_blank_end(tuple(map(self.__getitem__, cells)))
        except UnreadableBallots as error:
            raise UnreadableBallots(error.reason, line) from error

    def __missing__(self, cell: str) -> Rank:
        self[cell] = rank = self._read(_clean(cell))
        return rank

    def _read(self, cell: str) -> Rank:
        word = cell.lower()
        if word in _BLANK_WORDS:
            return ()
        if word in _OVERVOTE_WORDS:
            return UNREADABLE
        if word.startswith(_TOGETHER):
            names = [_clean(name) for name in cell[len(_TOGETHER) :].split("|")]
            return tuple(sorted({self._option(name) for name in names if name})) or UNREADABLE
        return (self._option(cell),)

    def _option(self, name: str) -> int:
        if name.lower() in _WRITE_IN_WORDS:
            number = self._number(WRITE_INS)
            self.write_ins.add(number)
            return number
        if name.startswith("!"):
            raise UnreadableBallots(f"“{name[:20]}” means nothing here; overvotes are !overvote or !over:A|B")
        return self._number(name)

    def _number(self, name: str) -> int:
        known = self.get(name)
        if known:
            return known[0]
        if len(self.names) == _MOST_OPTIONS:
            raise UnreadableBallots(f"there are more than {_MOST_OPTIONS} options")
        self.names.append(name)
        self[name] = (len(self.names),)
        return len(self.names)


def _clean(cell: str) -> str:
    name = " ".join(cell.split())
    return name[1:] if name.startswith("'") and name[1:].startswith(_FORMULA) else name


def _without_blank_end(ranking: Ranking) -> Ranking:
    end = len(ranking)
    while end and not ranking[end - 1]:
        end -= 1
    return ranking[:end]


def _names(contest: Contest) -> dict[int, str]:
    """What each option is called in the table: a name that reads back as this option and nothing else."""
    names: dict[int, str] = {}
    used = _WRITE_IN_WORDS | _OVERVOTE_WORDS | _BLANK_WORDS
    for number in contest.numbers:
        name = _clean(contest.options[number - 1].replace("|", "/"))
        while name.startswith("!") or name.lower() in used:
            name = f"Option {number}: {name}".strip()
        if number in contest.write_ins:
            name = "!uwi"
        used |= {name.lower()}
        if number not in contest.withdrawn:
            names[number] = f"'{name}" if name.startswith(_FORMULA) else name
    return names


def _standing(ranking: Ranking, names: dict[int, str]) -> Iterator[Rank]:
    """The places of a ballot, those passed over at which only options stood that withdrew."""
    for rank in ranking:
        left = tuple(number for number in rank if number in names)
        if left or not rank or rank == UNREADABLE:
            yield rank if rank == UNREADABLE else left


def _cell(rank: Rank, names: dict[int, str]) -> str:
    if rank == UNREADABLE:
        return "!overvote"
    if len(rank) > 1:
        return _TOGETHER + "|".join(names[number] for number in rank)
    return names[rank[0]] if rank else ""
