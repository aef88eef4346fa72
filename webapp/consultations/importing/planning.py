"""What a whole file will become: its questions, its responses, and what an officer has to know first. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from webapp import clock
from webapp.consultations.importing.asking import PlannedMark, PlannedQuestion, place_of, plan_questions
from webapp.consultations.importing.cells import month_comes_first, read_moment
from webapp.consultations.importing.mapping import LONGEST_REFERENCE, Setting, Use
from webapp.places.queries import Gazetteer
from webapp.tables.table import Table

FIRST_ROW = 2  # as a spreadsheet numbers them: row 1 names the columns
MOST_SPOTS = 8


@dataclass
class Spots:
    """How many rows something is true of, and which are the first of them."""

    count: int = 0
    rows: list[int] = field(default_factory=list)

    def add(self, row: int) -> None:
        self.count += 1
        if len(self.rows) < MOST_SPOTS:
            self.rows.append(row)


@dataclass
class Findings:
    """What was met on the way through the file. `unread`: by column, filled cells that could not be understood."""

    rows: int = 0
    responses: int = 0
    empty: Spots = field(default_factory=Spots)
    duplicates: Spots = field(default_factory=Spots)
    dates: Spots = field(default_factory=Spots)
    late: Spots = field(default_factory=Spots)
    unread: dict[str, Spots] = field(default_factory=dict)
    questions: int = 0
    has_dates: bool = False
    has_permission: bool = False

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"unread": {name: asdict(spots) for name, spots in self.unread.items() if spots.count}}


def findings_from_json(stored: Mapping[str, Any]) -> Findings:
    spots = {name: Spots(**stored[name]) for name in ("empty", "duplicates", "dates", "late")}
    unread = {name: Spots(**one) for name, one in stored["unread"].items()}
    return Findings(**{**stored, **spots, "unread": unread})


@dataclass(frozen=True, slots=True)
class PlannedResponse:
    """One row that will be a response. `marks`: (place of the question, mark)."""

    reference: str | None
    sent_at: datetime
    late: bool
    marks: list[tuple[int, PlannedMark]]


@dataclass(frozen=True)
class Terms:
    """What else decides how rows are read: the place and its time zone, the closing moment, and what of duplicates."""

    place: Gazetteer
    zone: str
    closes_at: datetime
    leave_out_duplicates: bool = False


class Plan:
    """A file under its settings. Go through `responses` once: `findings` are complete when it ends."""

    def __init__(self, table: Table, settings: Sequence[Setting], terms: Terms) -> None:
        """Raises `Refused` at a column's field when a column is gone or has too many choices."""
        self.questions: list[PlannedQuestion] = plan_questions(table, settings, terms.place)
        self._table, self._terms = table, terms
        self._reference = _place(table, settings, Use.REFERENCE)
        self._sent = _place(table, settings, Use.SENT_AT)
        self._readers = [
            (number, question.is_asked, column, read)
            for number, question in enumerate(self.questions)
            for column, read in question.readers
        ]
        self._month_first = self._sent is not None and month_comes_first(row[self._sent] for row in table.rows)
        self._seen: set[str] = set()
        self.findings = Findings(
            rows=len(table.rows),
            questions=sum(question.is_asked for question in self.questions),
            unread={table.columns[column]: Spots() for _n, _asked, column, _read in self._readers},
            has_dates=self._sent is not None,
            has_permission=any(question.use is Use.PERMISSION for question in self.questions),
        )

    def responses(self) -> Iterator[PlannedResponse]:
        """Every row that becomes a response, in the order of the file."""
        for number, row in enumerate(self._table.rows, start=FIRST_ROW):
            marks, says_something = self._marks(row, number)
            if not says_something:
                self.findings.empty.add(number)
                continue
            reference = self._reference_of(row, number)
            if reference is not None and reference in self._seen and self._terms.leave_out_duplicates:
                continue
            self._seen.add(reference or "")
            sent_at, late = self._moment_of(row, number)
            self.findings.responses += 1
            yield PlannedResponse(reference, sent_at, late, marks)

    def look_through(self) -> Findings:
        """What going through all of it finds, without keeping any of it."""
        for _response in self.responses():
            pass
        return self.findings

    def _marks(self, row: tuple[str, ...], number: int) -> tuple[list[tuple[int, PlannedMark]], bool]:
        marks: list[tuple[int, PlannedMark]] = []
        says_something = False
        for question, asked, column, read in self._readers:
            cell = row[column]
            if not cell or cell.isspace():
                continue
            found = read(cell)
            if found is None:
                self.findings.unread[self._table.columns[column]].add(number)
            else:
                marks += [(question, mark) for mark in found]
            says_something = says_something or (asked and found != ())
        return marks, says_something

    def _reference_of(self, row: tuple[str, ...], number: int) -> str | None:
        if self._reference is None:
            return None
        reference = " ".join(row[self._reference].split())[:LONGEST_REFERENCE] or None
        if reference in self._seen:
            self.findings.duplicates.add(number)
        return reference

    def _moment_of(self, row: tuple[str, ...], number: int) -> tuple[datetime, bool]:
        """When it was sent, and whether that was late. A row without a date that can be read gets the last moment."""
        last = self._terms.closes_at - timedelta(seconds=1)
        if self._sent is None:
            return last, False
        moment = read_moment(row[self._sent].strip(), month_first=self._month_first)
        if moment is None:
            self.findings.dates.add(number)
            return last, False
        if moment.tzinfo is None:
            moment = clock.from_local(moment, self._terms.zone)
        late = moment > last
        if late:
            self.findings.late.add(number)
        return moment.replace(microsecond=0), late


def _place(table: Table, settings: Sequence[Setting], use: Use) -> int | None:
    return next((place_of(table, one.name, at) for at, one in enumerate(settings) if one.use is use), None)
