"""A budget spent from the most votes down: what does not fit is passed over, or ends the count.

The rule of most cities. Projects are taken by votes; equal ones by lowest cost, then by how many ballots back them,
then by the lot. Knapsack ballots (choose what you would buy with the whole pot) are counted in this way too: each is
a vote for all it holds, as in A. Goel, A. K. Krishnaswamy, S. Sakshuwong, T. Aitamurto, "Knapsack Voting for
Participatory Budgeting" (2019), with whole projects; `order=votes-per-cost` takes them by votes for each unit of
money instead.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Any

from webapp.tally.ballots.budget import Amount, Budget, Project
from webapp.tally.counts.budgeting import VOTES, Backing, PotResult, count_pots, tie_between
from webapp.tally.counts.result import Count, Number, Option, Round, Tie, exact

GREEDY = "budget-greedy"
NO_SKIP = "budget-greedy-no-skip"
OPTIONS = {
    "votes": VOTES,
    "order": ("votes", "votes-per-cost"),
    "threshold": ("none", "file"),
    "at-least": (),
    "at-least-percent": (),
    "most-per-category": (),
}
"""`at-least` votes, or votes from `at-least-percent` of all ballots, or what the file says (`threshold=file`): a
project under any of them is not funded. `most-per-category` is how many projects of one category may be."""

_PERCENT = 100


@dataclass(frozen=True, kw_only=True)
class _Conditions:
    """What a project needs beside votes, and whether the first that does not fit ends the count."""

    least_votes: Amount = 0
    most_per_category: int | None = None
    stops: bool = False


def greedy(budget: Budget, *, seats: int | None = None, seed: str = "", **declared: Any) -> Count:
    """Every project that fits into what is left is funded, most votes first. `seats` means nothing here."""
    return _count(GREEDY, budget, seed, **declared)


def no_skip(budget: Budget, *, seats: int | None = None, seed: str = "", **declared: Any) -> Count:
    """As `greedy`, but the first project that does not fit ends the count."""
    return _count(NO_SKIP, budget, seed, **declared)


def _count(
    method: str,
    budget: Budget,
    seed: str,
    *,
    votes: str = VOTES[0],
    order: str = "votes",
    threshold: str = "none",
    at_least: int = 0,
    at_least_percent: int = 0,
    most_per_category: int | None = None,
) -> Count:
    needed: list[Amount] = [at_least, Fraction(at_least_percent * budget.total, _PERCENT)]
    if threshold == "file":
        needed.append(budget.rules.threshold or 0)
    conditions = _Conditions(least_votes=max(needed), most_per_category=most_per_category, stops=method == NO_SKIP)

    def count_pot(pot: Budget, held: Backing) -> PotResult:
        return _spend(pot, held, _ordered(pot, held, per_cost=order == "votes-per-cost"), conditions)

    return count_pots(method, budget, count_pot, votes=votes, seed=seed)


def fill(budget: Budget, held: Backing) -> PotResult:
    """What the pot pays for by `greedy` as it stands without options."""
    return _spend(budget, held, _ordered(budget, held, per_cost=False), _Conditions())


def _ordered(budget: Budget, held: Backing, *, per_cost: bool) -> list[tuple[Sequence[Project], Tie | None]]:
    """Projects with a vote in the order they are taken; those with equal votes together, and how they were ordered."""

    def worth(one: Project) -> Number:
        votes = held.votes[one.id]
        return Fraction(votes) / Fraction(one.cost) if per_cost and one.cost else votes

    def rank(one: Project) -> tuple[bool, Number, int]:
        return (not (per_cost and not one.cost), -worth(one), held.place[one.id])

    wanted = sorted((one for one in budget.projects if held.votes[one.id] > 0), key=rank)
    groups = [list(group) for _, group in groupby(wanted, key=lambda one: rank(one)[:2])]
    return [(group, tie_between(group, held, places=len(group)) if len(group) > 1 else None) for group in groups]


def _spend(
    budget: Budget, held: Backing, ordered: list[tuple[Sequence[Project], Tie | None]], conditions: _Conditions
) -> PotResult:
    left, funded, rounds, steps = budget.pot, list[Project](), list[Round](), list[dict[str, Any]]()
    for project, tie in _one_by_one(ordered):
        why_not = _why_not(project, left, held, funded, conditions)
        if not why_not:
            left -= project.cost
            funded.append(project)
        rounds.append(_round(project, held.votes[project.id], left, why_not, tie))
        steps.append(_step(project, held.votes[project.id], left, why_not))
        if conditions.stops and why_not == _DOES_NOT_FIT:
            break
    return PotResult(
        funded=funded,
        rounds=rounds,
        ties=[tie for _, tie in ordered if tie],
        steps=steps,
        details={
            "did_not_fit": [step["project"] for step in steps if step["why_not"] == _DOES_NOT_FIT],
            "least_votes": exact(conditions.least_votes),
        },
    )


_DOES_NOT_FIT = "does not fit"


def _why_not(project: Project, left: Amount, held: Backing, funded: Sequence[Project], conditions: _Conditions) -> str:
    """Why a project is not funded, in words; empty if it is."""
    if held.votes[project.id] < conditions.least_votes:
        return f"has fewer than {exact(conditions.least_votes)} votes"
    if project.cost > left:
        return _DOES_NOT_FIT
    taken = Counter(category for one in funded for category in one.categories)
    most = conditions.most_per_category
    full = [one for one in project.categories if most is not None and taken[one] >= most]
    return f"{full[0]} has its {most} projects" if full else ""


def _one_by_one(ordered: list[tuple[Sequence[Project], Tie | None]]) -> Iterator[tuple[Project, Tie | None]]:
    """Each project; the tie goes with the first of its group."""
    for group, tie in ordered:
        for place, project in enumerate(group):
            yield project, tie if place == 0 else None


def _round(project: Project, votes: Amount, left: Amount, why_not: str, tie: Tie | None) -> Round:
    costs = f"costs {exact(project.cost)}"
    done = f"{why_not}: {costs}, {exact(left)} left" if why_not else f"funded: {costs}, leaves {exact(left)}"
    elected: tuple[Option, ...] = () if why_not else (project.id,)
    return Round(number=1, totals={project.id: votes}, action=done, elected=elected, tie=tie)


def _step(project: Project, votes: Amount, left: Amount, why_not: str) -> dict[str, Any]:
    return {
        "project": project.id,
        "votes": exact(votes),
        "cost": exact(project.cost),
        "left": exact(left),
        "funded": not why_not,
        "why_not": why_not,
    }
