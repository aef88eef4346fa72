"""Pabulib: the file in which participatory budgets are collected and exchanged.

Three sections, each a title line, a line of column names and rows of fields between semicolons, in quotes where a field
holds a semicolon or a quote: META (`key;value`), PROJECTS and VOTES. Columns that are not known here are passed over.
Source: the format of the Participatory Budgeting Library, pabulib.org/format, and Faliszewski et al., "Participatory
Budgeting: Data, Tools, and Analysis" (2023).
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import TypeAlias

from webapp.tally.ballots import amounts
from webapp.tally.ballots.budget import Amount, Budget, Kind, Marks, Project, Rules
from webapp.tally.ballots.lines import has_long_cell
from webapp.tally.ballots.papers import UnreadableBallots

_SECTIONS = ("meta", "projects", "votes")
_THRESHOLD = "min_project_score_threshold"
_FIRST_LINE = re.compile(r"\s*\"?meta\"?[ \t;]*(?:[\r\n]|$)", re.IGNORECASE)
_KINDS = {str(kind): kind for kind in Kind}
_WITH_POINTS = (Kind.CUMULATIVE, Kind.SCORING)
_NOTHING = ("", "none", "nan")
_MOST_PROJECTS = 10_000
_LONGEST_LINE = 1_000_000
_MOST_FILLED_IN = 20_000_000
_SHOWN = 40

_Row: TypeAlias = tuple[int, dict[str, str]]
"""The line a row ends on, and its fields by the names of their columns."""


def read(text: str) -> Budget:
    """The budget that a Pabulib file states. Raises UnreadableBallots with the line and the reason."""
    rows = _Rows(text)
    facts = _facts(rows.of("meta"))
    kind = _kind(*facts.get("vote_type", (None, "")))
    rules = _rules(facts)
    projects = _projects(rows.of("projects"))
    pots = _pots(facts, projects)
    marking = _Marking(projects, kind, rules)
    ballots = _ballots(rows.of("votes"), marking)
    _check(facts, "num_projects", len(projects))
    _check(facts, "num_votes", ballots.total())
    if "budget" not in facts:
        raise UnreadableBallots("META does not say the budget", 1)
    line, pot = facts["budget"]
    return Budget(
        projects=tuple(projects.values()),
        ballots=ballots,
        pot=amounts.read_positive(pot, "the budget", line),
        kind=kind,
        pots=pots,
        rules=rules,
        title=facts.get("description", (0, ""))[1],
        currency=facts.get("currency", (0, ""))[1],
    )


def write(budget: Budget) -> str:
    """The budget as a Pabulib file, a row a ballot in an order that says nothing; the same budget gives the same bytes.

    Knapsack ballots are written as the format has them: approvals that cost no more than the pot. Raises ValueError for
    a budget of several pots, each of which is a file of its own (`budget.in_pots`).
    """
    if budget.pots:
        raise ValueError("a Pabulib file holds one pot")
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\n")
    writer.writerows([("META",), ("key", "value"), *_meta(budget), ("PROJECTS",)])
    columns = ("project_id", "cost", "votes", "score", "name", "category", "target", "selected")
    writer.writerows([columns, *map(_project_row, budget.projects), ("VOTES",)])
    with_points = budget.kind in (*_WITH_POINTS, Kind.ORDINAL)
    writer.writerow(("voter_id", "vote", "points") if with_points else ("voter_id", "vote"))
    rows = sorted(_ballot_row(marks, with_points) for marks, many in budget.ballots.items() for _ in range(many))
    writer.writerows((number, *row) for number, row in enumerate(rows, start=1))
    return written.getvalue()


def _meta(budget: Budget) -> Iterator[tuple[str, object]]:
    approvals = budget.kind is Kind.KNAPSACK
    rules = {one.name: getattr(budget.rules, one.name) for one in fields(Rules)}
    if approvals and rules["max_sum_cost"] is None:
        rules["max_sum_cost"] = budget.pot
    yield "description", budget.title
    yield "num_projects", len(budget.projects)
    yield "num_votes", budget.total
    yield "budget", amounts.written(budget.pot)
    yield "vote_type", Kind.APPROVAL if approvals else budget.kind
    for name, asked in rules.items():
        if asked is not None:
            yield _THRESHOLD if name == "threshold" else name, amounts.written(asked)
    if budget.currency:
        yield "currency", budget.currency


def _project_row(project: Project) -> tuple[object, ...]:
    score = "" if project.score is None else amounts.written(project.score)
    listed = (",".join(project.categories), ",".join(project.targets))
    return (project.id, amounts.written(project.cost), project.votes, score, project.name, *listed, project.selected)


def _ballot_row(marks: Marks, with_points: bool) -> tuple[str, ...]:
    vote = ",".join(project for project, _ in marks)
    return (vote, ",".join(amounts.written(points) for _, points in marks)) if with_points else (vote,)


def looks_like(text: str) -> bool:
    """Whether the first line that is not empty is the title of META."""
    return _FIRST_LINE.match(text.lstrip("\ufeff")) is not None


class _Rows:
    """The rows of a file, section after section, read once from top to bottom."""

    def __init__(self, text: str) -> None:
        self._reader = csv.reader(_lines(text.lstrip("\ufeff")), delimiter=";", skipinitialspace=True)
        self._next_title = self._title(self._row())

    def of(self, section: str) -> Iterator[_Row]:
        """The rows of the section that comes next. Raises UnreadableBallots if that is another one."""
        if self._next_title != section:
            raise UnreadableBallots(f"here the section {section.upper()} should begin", max(self._reader.line_num, 1))
        columns = [name.strip().lower() for name in self._row() or []]
        if not columns or len(set(columns) - {""}) != len([name for name in columns if name]):
            raise UnreadableBallots(f"the columns of {section.upper()} are not named once each", self._reader.line_num)
        return self._body(columns)

    def _body(self, columns: list[str]) -> Iterator[_Row]:
        while (row := self._row()) is not None:
            self._next_title = self._title(row)
            if self._next_title:
                return
            if len(row) > len(columns) and any(field.strip() for field in row[len(columns) :]):
                raise UnreadableBallots("the row has more fields than columns", self._reader.line_num)
            yield self._reader.line_num, {name: field.strip() for name, field in zip(columns, row, strict=False)}

    def _row(self) -> list[str] | None:
        """The next row that is not empty; None after the last."""
        try:
            row = next((row for row in self._reader if any(row)), None)
        except csv.Error as error:
            raise UnreadableBallots(
                f"the row cannot be told apart into fields ({error})", self._reader.line_num
            ) from error
        if row is not None and has_long_cell(row):
            raise UnreadableBallots("the row cannot be told apart into fields (one is too long)", self._reader.line_num)
        return row

    @staticmethod
    def _title(row: list[str] | None) -> str:
        title = (row or [""])[0].strip().lower()
        return title if title in _SECTIONS and not any(field.strip() for field in (row or [])[1:]) else ""


def _lines(text: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > _LONGEST_LINE:
            raise UnreadableBallots(f"the line is longer than {_LONGEST_LINE} characters", number)
        yield line


def _facts(rows: Iterator[_Row]) -> dict[str, tuple[int, str]]:
    """META by key: the line, and the value."""
    facts: dict[str, tuple[int, str]] = {}
    for line, row in rows:
        key = row.get("key", "").lower()
        if key in facts:
            raise UnreadableBallots(f"META says {key[:_SHOWN]} twice", line)
        facts[key] = line, row.get("value", "")
    return facts


def _kind(line: int | None, written: str) -> Kind:
    if written.lower() not in _KINDS:
        raise UnreadableBallots(f"vote_type “{written[:_SHOWN]}” is none of {', '.join(_KINDS)}", line or 1)
    return _KINDS[written.lower()]


def _rules(facts: Mapping[str, tuple[int, str]]) -> Rules:
    asked: dict[str, Amount] = {}
    for one in fields(Rules):
        key = _THRESHOLD if one.name == "threshold" else one.name
        line, written = facts.get(key, (0, ""))
        if written.lower() not in _NOTHING:
            asked[one.name] = amounts.read(written, key, line)
    return Rules(**asked)


def _projects(rows: Iterator[_Row]) -> dict[str, Project]:
    projects: dict[str, Project] = {}
    for line, row in rows:
        project = _project(line, row)
        if project.id in projects:
            raise UnreadableBallots(f"there are two projects {project.id[:_SHOWN]}", line)
        projects[project.id] = project
        if len(projects) > _MOST_PROJECTS:
            raise UnreadableBallots(f"there are more than {_MOST_PROJECTS} projects", line)
    if not projects:
        raise UnreadableBallots("there are no projects")
    return projects


def _project(line: int, row: Mapping[str, str]) -> Project:
    number = row.get("project_id", "")
    if not number or "," in number:
        raise UnreadableBallots("a project should have a project_id without a comma", line)
    return Project(
        id=number,
        cost=amounts.read_positive(row.get("cost", ""), "the cost", line),
        name=row.get("name", ""),
        categories=_several(row, "category", "categories"),
        targets=_several(row, "target", "targets", "beneficiaries"),
        pot=row.get("pot", ""),
        votes=_published(row, "votes", line),
        score=_amount(row, "score", line),
        selected=_published(row, "selected", line),
    )


def _pots(facts: Mapping[str, tuple[int, str]], projects: Mapping[str, Project]) -> dict[str, Amount]:
    """Separate pots, where the file names any in the way of `pabulib_writing`: then each project has one of them."""
    pots: dict[str, Amount] = {}
    while (key := f"pot_{len(pots) + 1}_name") in facts:
        line, name = facts[key]
        amount_line, amount = facts.get(key.replace("name", "budget"), (line, ""))
        if name in pots:
            raise UnreadableBallots(f"there are two pots {name[:_SHOWN]}", line)
        pots[name] = amounts.read_positive(amount, "the pot", amount_line)
    lost = next((one for one in projects.values() if pots and one.pot not in pots), None)
    if lost is not None:
        raise UnreadableBallots(f"project {lost.id[:_SHOWN]} is in none of the pots")
    return pots


def _several(row: Mapping[str, str], *columns: str) -> tuple[str, ...]:
    written = next((row[column] for column in columns if column in row), "")
    return tuple(word for part in written.split(",") if (word := part.strip()).lower() not in _NOTHING)


def _amount(row: Mapping[str, str], column: str, line: int) -> Amount | None:
    written = row.get(column, "")
    return None if written.lower() in _NOTHING else amounts.read(written, column, line)


def _published(row: Mapping[str, str], column: str, line: int) -> int | None:
    amount = _amount(row, column, line)
    if amount is not None and not isinstance(amount, int):
        raise UnreadableBallots(f"{column} is not a whole number", line)
    return amount


def _ballots(rows: Iterator[_Row], marking: "_Marking") -> Counter[Marks]:
    ballots: Counter[Marks] = Counter()
    voters: set[str] = set()
    for line, row in rows:
        voter = row.get("voter_id", "")
        if voter and voter in voters:
            raise UnreadableBallots(f"voter {voter[:_SHOWN]} votes twice", line)
        voters.add(voter)
        ballots[marking.read(line, row)] += 1
    return ballots


class _Marking:
    """How the field `vote`, with the field `points` where there is one, becomes a ballot."""

    def __init__(self, projects: Mapping[str, Project], kind: Kind, rules: Rules) -> None:
        self._place = {number: place for place, number in enumerate(projects)}
        self._kind = kind
        self._best = rules.max_length or len(projects)
        self._elsewhere = rules.default_score or 0 if kind is Kind.SCORING else 0
        self._filled_in = 0

    def read(self, line: int, row: Mapping[str, str]) -> Marks:
        """Raises UnreadableBallots with the line."""
        chosen = _listed(row, "vote")
        self._check(line, chosen)
        marks = list(zip(chosen, self._points(line, row, len(chosen)), strict=True))
        if self._elsewhere:
            marks += [(number, self._elsewhere) for number in self._left_out(line, chosen)]
        return tuple(marks if self._kind is Kind.ORDINAL else sorted(marks, key=lambda mark: self._place[mark[0]]))

    def _check(self, line: int, chosen: list[str]) -> None:
        unknown = next((number for number in chosen if number not in self._place), None)
        if unknown is not None:
            raise UnreadableBallots(f"there is no project {unknown[:_SHOWN]}", line)
        if len(set(chosen)) != len(chosen):
            raise UnreadableBallots("a ballot marks the same project twice", line)
        if self._kind is Kind.CHOOSE_ONE and len(chosen) > 1:
            raise UnreadableBallots("a ballot should choose one project", line)

    def _left_out(self, line: int, chosen: list[str]) -> set[str]:
        self._filled_in += len(self._place)
        if self._filled_in > _MOST_FILLED_IN:
            raise UnreadableBallots("too many ballots leave projects to the default score", line)
        return set(self._place) - set(chosen)

    def _points(self, line: int, row: Mapping[str, str], how_many: int) -> list[Amount]:
        """Points as they stand, also where a ranking comes with its points. A place without points is worth Borda's:
        as many as a ballot may name for the first, one less for each further, never less than 0."""
        written = _listed(row, "points") if self._kind in (*_WITH_POINTS, Kind.ORDINAL) else []
        if self._kind in _WITH_POINTS or written:
            if len(written) != how_many:
                raise UnreadableBallots(f"a ballot marks {how_many} projects but gives {len(written)} points", line)
            return [amounts.read(points, "points", line) for points in written]
        if self._kind is Kind.ORDINAL:
            return [max(self._best - place, 0) for place in range(how_many)]
        return [1] * how_many


def _listed(row: Mapping[str, str], column: str) -> list[str]:
    written = row.get(column, "")
    return [] if written.lower() in _NOTHING else [word for part in written.split(",") if (word := part.strip())]


def _check(facts: Mapping[str, tuple[int, str]], key: str, held: int) -> None:
    line, said = facts.get(key, (0, ""))
    if said.lower() not in _NOTHING and amounts.read(said, key, line) != held:
        raise UnreadableBallots(f"{key} is {said[:_SHOWN]}, but the file holds {held}", line)
