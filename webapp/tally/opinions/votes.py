"""Files of votes: a vote a line, or a person a line with a column for each statement. The header tells which.

A vote a line: columns `participant,statement,vote` (the last line of a person on a statement counts), or Polis' own
`votes.csv` with `timestamp,datetime,comment-id,voter-id,vote` (the latest counts). Votes are 1, 0 and -1 or `agree`,
`pass` and `disagree`. Other columns are passed over.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import isfinite

from webapp.tally.ballots.papers import UnreadableBallots
from webapp.tally.opinions.facts import AGREE, DISAGREE, PASS, Votes
from webapp.tally.opinions.lines import Lines, why_not_name

MOST_PARTICIPANTS = 1_000_000
MOST_STATEMENTS = 10_000

WRITTEN = {
    written: vote
    for vote, ways in (
        (AGREE, ("1", "+1", "1.0", "agree", "Agree")),
        (PASS, ("0", "0.0", "-0.0", "pass", "Pass")),
        (DISAGREE, ("-1", "-1.0", "disagree", "Disagree")),
    )
    for written in ways
}
_LAST_WRITTEN = {f"{written}\n": vote for written, vote in WRITTEN.items()}
NOT_A_VOTE = "a vote should be 1 (agree), 0 (pass) or -1 (disagree), not "


@dataclass(frozen=True)
class Gathered:
    """Votes as they are read: names by the number they got when they were first seen, then a vote an entry."""

    participants: dict[str, int] = field(default_factory=dict)
    statements: dict[str, int] = field(default_factory=dict)
    people: "array[int]" = field(default_factory=lambda: array("i"))
    about: "array[int]" = field(default_factory=lambda: array("i"))
    values: "array[int]" = field(default_factory=lambda: array("b"))

    def add(self, people: Sequence[str], statements: Sequence[str], values: Iterable[int]) -> None:
        """More votes, each by one of `people` on one of `statements`. Raises UnreadableBallots without a line."""
        number(self.participants, people, MOST_PARTICIPANTS, "people")
        number(self.statements, statements, MOST_STATEMENTS, "statements")
        self.people.extend(map(self.participants.__getitem__, people))
        self.about.extend(map(self.statements.__getitem__, statements))
        self.values.extend(values)

    def votes(self, order: Iterable[int] | None = None, *, turned: bool = False) -> Votes:
        """All that was read; `order` lists the entries from the earliest on; `turned` makes 1 disagree and -1 agree."""
        people, about, values = self.people, self.about, self.values
        if order is not None:
            places = list(order)
            people, about, values = (
                array(one.typecode, map(one.__getitem__, places)) for one in (people, about, values)
            )
        if turned:
            values = array("b", (-value for value in values))
        return Votes(
            participants=tuple(self.participants),
            statements=tuple(self.statements),
            people=people,
            about=about,
            values=values,
        )


def number(names: dict[str, int], wanted: Iterable[str], most: int, what: str) -> None:
    """Give the next numbers to names that have none.

    Raises UnreadableBallots without a line for a name that cannot be one, and for too many.
    """
    for name in sorted({*wanted}.difference(names)):
        reason = why_not_name(name)
        if reason:
            raise UnreadableBallots(reason)
        names[name] = len(names)
    if len(names) > most:
        raise UnreadableBallots(f"there are more than {most:,} {what}")


@dataclass(frozen=True)
class Columns:
    """Where a record holds the person, the statement, the vote and, in Polis' files, the time."""

    person: int
    statement: int
    vote: int
    time: int | None = None

    def why_not(self, record: Sequence[str]) -> str | None:
        """Why a record is no vote; None when it is."""
        last = max(self.person, self.statement, self.vote, self.time or 0)
        if len(record) <= last:
            return f"there should be {last + 1} cells, not {len(record)}"
        if record[self.vote] not in WRITTEN:
            return f"{NOT_A_VOTE}“{record[self.vote][:20]}”"
        if self.time is not None and not _is_time(record[self.time]):
            return f"a timestamp should be a number, not “{record[self.time][:20]}”"
        return None


def find_columns(header: Sequence[str]) -> Columns | None:
    """The columns of a file with a vote a line; None for another header."""
    at = {name: place for place, name in reversed(list(enumerate(header)))}
    if {"participant", "statement", "vote"} <= at.keys():
        return Columns(at["participant"], at["statement"], at["vote"])
    if {"voter-id", "comment-id", "vote"} <= at.keys():
        return Columns(at["voter-id"], at["comment-id"], at["vote"], at.get("timestamp"))
    return None


def read_lines(lines: Lines, columns: Columns) -> tuple[Gathered, list[int] | None]:
    """A vote a line: what was read and, where there are times, the entries from the earliest to the latest."""
    gathered, times = _read_plain(lines, columns) or _read_each(lines, columns)
    if columns.time is None:
        return gathered, None
    return gathered, sorted(range(len(times)), key=times.__getitem__)


def _read_each(lines: Lines, columns: Columns) -> tuple[Gathered, "array[float]"]:
    """Record by record. Raises UnreadableBallots with the line."""
    gathered, times = Gathered(), array("d")
    for record in lines:
        reason = columns.why_not(record) if record else None
        if reason:
            raise UnreadableBallots(reason, lines.line)
        if record:
            _add(gathered, record, columns, lines.line)
            times.append(0 if columns.time is None else _time(record[columns.time]))
    return gathered, times


def _add(gathered: Gathered, record: Sequence[str], columns: Columns, line: int) -> None:
    try:
        gathered.add([record[columns.person]], [record[columns.statement]], [WRITTEN[record[columns.vote]]])
    except UnreadableBallots as error:
        raise UnreadableBallots(error.reason, line) from error


def _read_plain(lines: Lines, columns: Columns) -> tuple[Gathered, "array[float]"] | None:
    """The same many lines at once; None for a file that needs to be read record by record, or has a fault somewhere.

    Only where the vote is the last cell: cut at separators and after the ends of lines, every last cell then is a vote
    with an end of line. When all are, no other cell holds one, and each line has as many cells as the header.
    """
    wide = len(lines.header)
    if columns.vote != wide - 1 or not lines.plain:
        return None
    gathered, times = Gathered(), array("d")
    try:
        for batch in lines.batches():
            cells = batch.replace("\n", f"\n{lines.separator}").split(lines.separator)[:-1]
            values = list(map(_LAST_WRITTEN.__getitem__, cells[columns.vote :: wide]))
            if len(values) != batch.count("\n"):
                return None
            gathered.add(cells[columns.person :: wide], cells[columns.statement :: wide], values)
            if columns.time is not None:
                times.extend(map(_time, cells[columns.time :: wide]))
    except (KeyError, ValueError, UnreadableBallots):
        return None
    return gathered, times


def _time(written: str) -> float:
    """Raises ValueError for what is no number."""
    time = float(written)
    if not isfinite(time):
        raise ValueError(written)
    return time


def _is_time(written: str) -> bool:
    try:
        _time(written)
    except ValueError:
        return False
    return True
