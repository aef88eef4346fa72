"""Files of votes: a vote a line, or a person a line with a column for each statement. The header tells which.

A vote a line: columns `participant,statement,vote` (the last line of a person on a statement counts), or Polis' own
`votes.csv` with `timestamp,datetime,comment-id,voter-id,vote` (the latest counts). Votes are 1, 0 and -1 or `agree`,
`pass` and `disagree`. Other columns are passed over.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import isfinite

from webapp.tally.ballots.papers import UnreadableBallots
from webapp.tally.opinions.facts import AGREE, DISAGREE, PASS, Votes
from webapp.tally.opinions.lines import Lines, line_of, why_not_name

MOST_PARTICIPANTS = 1_000_000
MOST_STATEMENTS = 10_000
_AT_ONCE = 20_000

WRITTEN = {"1": AGREE, "+1": AGREE, "1.0": AGREE, "agree": AGREE, "0": PASS, "0.0": PASS, "-0.0": PASS, "pass": PASS,
           "-1": DISAGREE, "-1.0": DISAGREE, "disagree": DISAGREE}  # fmt: skip
NOT_A_VOTE = "a vote should be 1 (agree), 0 (pass) or -1 (disagree), not "


@dataclass(frozen=True)
class Gathered:
    """Votes as they are read: names by the number they got when they were first seen, then a vote an entry."""

    participants: dict[str, int] = field(default_factory=dict)
    statements: dict[str, int] = field(default_factory=dict)
    people: "array[int]" = field(default_factory=lambda: array("i"))
    about: "array[int]" = field(default_factory=lambda: array("i"))
    values: "array[int]" = field(default_factory=lambda: array("b"))

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
    """Give the next numbers to names that have none. Raises UnreadableBallots without a line for too many."""
    for name in wanted:
        names.setdefault(name, len(names))
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
        if record[self.vote].lower() not in WRITTEN:
            return f"{NOT_A_VOTE}“{record[self.vote][:20]}”"
        if self.time is not None and not _is_time(record[self.time]):
            return f"a timestamp should be a number, not “{record[self.time][:20]}”"
        return why_not_name(record[self.person]) or why_not_name(record[self.statement])


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
    gathered, times = Gathered(), array("d")
    records = iter(lines)
    after = lines.line
    while batch := list(islice(records, _AT_ONCE)):
        try:
            _take([record for record in batch if record], columns, gathered, times)
        except (IndexError, KeyError, ValueError):
            raise _first_fault(batch, columns, after) from None
        after = lines.line
    if columns.time is None:
        return gathered, None
    return gathered, sorted(range(len(times)), key=times.__getitem__)


def _take(batch: Sequence[Sequence[str]], columns: Columns, gathered: Gathered, times: "array[float]") -> None:
    """Many records at once, column by column. Raises IndexError, KeyError or ValueError if any of them is no vote."""
    people, statements = [one[columns.person] for one in batch], [one[columns.statement] for one in batch]
    if any(map(why_not_name, {*people, *statements})):
        raise ValueError
    number(gathered.participants, people, MOST_PARTICIPANTS, "people")
    number(gathered.statements, statements, MOST_STATEMENTS, "statements")
    gathered.people.extend(map(gathered.participants.__getitem__, people))
    gathered.about.extend(map(gathered.statements.__getitem__, statements))
    gathered.values.extend([WRITTEN[one[columns.vote].lower()] for one in batch])
    if columns.time is not None:
        stamps = [float(one[columns.time]) for one in batch]
        if not all(map(isfinite, stamps)):
            raise ValueError
        times.extend(stamps)


def _first_fault(batch: Sequence[Sequence[str]], columns: Columns, after: int) -> UnreadableBallots:
    reasons = ((at, columns.why_not(record)) for at, record in enumerate(batch) if record)
    at, reason = next((at, reason) for at, reason in reasons if reason)
    return UnreadableBallots(str(reason), line_of(batch, at, after))


def _is_time(written: str) -> bool:
    try:
        return isfinite(float(written))
    except ValueError:
        return False
