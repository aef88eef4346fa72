"""A participatory budget as plain facts: projects with their costs, what ballots gave them, and the money there is."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from webapp.tally.ballots.papers import Cardinal, UnreadableBallots, Values

Amount: TypeAlias = int | Fraction
"""Money or points, exactly; a whole number is always an int."""

Marks: TypeAlias = tuple[tuple[str, Amount], ...]
"""One ballot: (project, points). An approved project has 1 point. On an ordinal ballot the best project stands first;
on all others projects stand in the order of the budget."""


class Kind(StrEnum):
    """What a ballot says of a project: yes or no, a place, or points."""

    APPROVAL = "approval"
    CHOOSE_ONE = "choose-1"
    KNAPSACK = "knapsack"
    ORDINAL = "ordinal"
    CUMULATIVE = "cumulative"
    SCORING = "scoring"


@dataclass(frozen=True, kw_only=True)
class Project:
    """Something the money could pay for. `votes`, `score` and `selected` are what was published, if anything was."""

    id: str
    cost: Amount
    name: str = ""
    categories: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    pot: str = ""
    votes: int | None = None
    score: Amount | None = None
    selected: int | None = None


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What was asked of a ballot, and of a project (`threshold`: the fewest votes or points to be funded at all)."""

    min_length: Amount | None = None
    max_length: Amount | None = None
    min_sum_cost: Amount | None = None
    max_sum_cost: Amount | None = None
    min_points: Amount | None = None
    max_points: Amount | None = None
    min_sum_points: Amount | None = None
    max_sum_points: Amount | None = None
    default_score: Amount | None = None
    threshold: Amount | None = None


@dataclass(frozen=True, kw_only=True)
class Budget:
    """Projects, how many ballots give each set of marks, and the pot.

    With separate `pots` (name → amount) `pot` is their sum and every project names the one it would be paid from.
    """

    projects: tuple[Project, ...]
    ballots: Mapping[Marks, int]
    pot: Amount
    kind: Kind = Kind.APPROVAL
    pots: Mapping[str, Amount] = field(default_factory=dict)
    rules: Rules = Rules()
    title: str = ""
    currency: str = ""

    @property
    def total(self) -> int:
        return sum(self.ballots.values())

    @property
    def by_id(self) -> dict[str, Project]:
        return {project.id: project for project in self.projects}


def in_pots(budget: Budget) -> dict[str, Budget]:
    """The budget of each pot: its money, its projects, and of every ballot the part that speaks of them.

    A ballot that says nothing of a pot is blank there: whoever may vote counts in every pot.
    """
    if not budget.pots:
        return {"": budget}
    return {name: _one_pot(budget, name, amount) for name, amount in budget.pots.items()}


def _one_pot(budget: Budget, name: str, amount: Amount) -> Budget:
    projects = tuple(project for project in budget.projects if project.pot == name)
    known = {project.id for project in projects}
    ballots: Counter[Marks] = Counter()
    for marks, how_many in budget.ballots.items():
        ballots[tuple(mark for mark in marks if mark[0] in known)] += how_many
    return replace(budget, projects=projects, ballots=ballots, pot=amount, pots={})


def as_cardinal(budget: Budget) -> Cardinal:
    """The same ballots for the methods that add up points: options are the projects by their place in the file.

    Raises UnreadableBallots if points are not whole numbers.
    """
    numbers = {project.id: number for number, project in enumerate(budget.projects, start=1)}
    ballots: Counter[Values] = Counter()
    for marks, how_many in budget.ballots.items():
        ballots[tuple(sorted((numbers[project], _whole(points)) for project, points in marks))] += how_many
    names = tuple(project.name or project.id for project in budget.projects)
    return Cardinal(options=names, ballots=ballots, title=budget.title)


def _whole(points: Amount) -> int:
    if not isinstance(points, int):
        raise UnreadableBallots(f"this rule counts whole points, not {points}")
    return points
