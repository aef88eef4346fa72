"""Writing a budget as a Pabulib file, which `pabulib` and other programs read.

Separate pots have no place in the format, so they stand in facts and a column that other programs pass over: META
names each (`pot_1_name`, `pot_1_budget`, …), and every project says its own in the column `pot`.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from webapp.tally.ballots.budget import Budget, Kind, Marks, Project
from webapp.tally.counts.result import exact

_WITH_POINTS = (Kind.CUMULATIVE, Kind.SCORING)


def write(budget: Budget) -> str:
    """The budget as a file; the same budget gives the same text. Ballots stand in the order of what they say.

    What ballots had to keep to (`rules`) is not written, and points of an ordinal ballot follow from its order.
    """
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\n")
    for row in (*_meta(budget), *_projects(budget), *_votes(budget)):
        table.writerow([_in_one_line(cell) for cell in row])
    return out.getvalue()


def _meta(budget: Budget) -> Iterator[Sequence[Any]]:
    yield ("META",)
    yield "key", "value"
    yield "description", budget.title
    yield "num_projects", len(budget.projects)
    yield "num_votes", budget.total
    yield "budget", exact(budget.pot)
    yield "vote_type", budget.kind.value
    yield "currency", budget.currency
    for place, (name, amount) in enumerate(budget.pots.items(), start=1):
        yield f"pot_{place}_name", name
        yield f"pot_{place}_budget", exact(amount)


def _projects(budget: Budget) -> Iterator[Sequence[Any]]:
    yield ("PROJECTS",)
    apart = ("pot",) if budget.pots else ()
    yield "project_id", "cost", "name", "category", *apart
    for project in budget.projects:
        yield project.id, exact(project.cost), project.name, _listed(project), *(project.pot for _column in apart)


def _listed(project: Project) -> str:
    """Categories between commas; one that holds a comma loses it, or it would be two."""
    return ",".join(category.replace(",", " ") for category in project.categories)


def _votes(budget: Budget) -> Iterator[Sequence[Any]]:
    yield ("VOTES",)
    points = ("points",) if budget.kind in _WITH_POINTS else ()
    yield "voter_id", "vote", *points
    voter = 0
    for marks, how_many in sorted(budget.ballots.items(), key=_by_content):
        said = ",".join(project for project, _points in marks), *(_points_of(marks) for _column in points)
        for _ in range(how_many):
            voter += 1
            yield voter, *said


def _by_content(ballot: tuple[Marks, int]) -> tuple[tuple[str, str], ...]:
    return tuple((project, exact(points)) for project, points in ballot[0])


def _points_of(marks: Marks) -> str:
    return ",".join(exact(points) for _project, points in marks)


def _in_one_line(cell: Any) -> str:
    return " ".join(str(cell).split())
