"""What every count of a budget shares: votes for projects, how equals are told apart, and pots counted one by one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, TypeAlias

from webapp.tally.ballots.budget import Amount, Budget, Project, in_pots
from webapp.tally.counts import lots
from webapp.tally.counts.result import Count, Option, Round, Tie, exact

VOTES = ("points", "ballots")
"""What a vote is: the points that ballots give (1 where they approve), or every ballot that gives more than none."""

TIE_RULES = ("lowest cost", "most votes", "lot")
"""How equals are told apart, each where those before it do not."""


@dataclass(frozen=True, kw_only=True)
class Backing:
    """Per project: its votes by the declared meaning, how many ballots back it, and its place in the order
    of tie-breaks (lowest cost, then most ballots, then the lot)."""

    votes: dict[str, Amount]
    ballots: dict[str, int]
    place: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class PotResult:
    """What one pot pays for, in the order of funding, and how it came to that."""

    funded: Sequence[Project]
    rounds: Sequence[Round] = ()
    ties: Sequence[Tie] = ()
    steps: Sequence[dict[str, Any]] = ()
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def cost(self) -> Amount:
        return sum(project.cost for project in self.funded)


CountPot: TypeAlias = Callable[[Budget, Backing], PotResult]


def backing(budget: Budget, *, votes: str, seed: str) -> Backing:
    """Points below 0 take votes away; a ballot backs a project if it gives it more than 0."""
    points: dict[str, Amount] = {project.id: 0 for project in budget.projects}
    ballots = dict.fromkeys(points, 0)
    for marks, how_many in budget.ballots.items():
        for project, given in marks:
            points[project] += given * how_many
            ballots[project] += how_many if given > 0 else 0
    lot = {one: place for place, one in enumerate(lots.draw(seed, points))}
    order = sorted(budget.projects, key=lambda one: (one.cost, -ballots[one.id], lot[one.id]))
    return Backing(
        votes=points if votes == "points" else dict(ballots),
        ballots=ballots,
        place={project.id: place for place, project in enumerate(order)},
    )


def tie_between(projects: Sequence[Project], held: Backing, *, places: int) -> Tie:
    """How equal projects were told apart: the first so many of them, in order, and the furthest rule that was
    needed for that."""
    ordered = sorted(projects, key=lambda one: held.place[one.id])
    pairs = list(pairwise(ordered))[:places]
    rules = [_rule_between(one, other, held) for one, other in pairs]
    rule = max(rules, key=TIE_RULES.index)
    return Tie(options=_ids(projects), rule=rule, chosen=_ids(ordered[:places]))


def _rule_between(one: Project, other: Project, held: Backing) -> str:
    if one.cost != other.cost:
        return TIE_RULES[0]
    return TIE_RULES[1] if held.ballots[one.id] != held.ballots[other.id] else TIE_RULES[2]


def _ids(projects: Iterable[Project]) -> tuple[Option, ...]:
    return tuple(project.id for project in projects)


def strong_but_unfunded(budget: Budget, funded: Sequence[Project], held: Backing) -> list[str]:
    """Projects that were not funded though they have more votes than one that was, most votes first."""
    least = min((held.votes[one.id] for one in funded), default=None)
    left = [one for one in budget.projects if one not in funded and least is not None and held.votes[one.id] > least]
    return [one.id for one in sorted(left, key=lambda one: (-held.votes[one.id], held.place[one.id]))]


def count_pots(method: str, budget: Budget, count_pot: CountPot, *, votes: str, seed: str) -> Count:
    """One count over all pots: each is counted alone, and the results follow each other in the order of the pots."""
    pots = in_pots(budget)
    backed = {name: backing(one, votes=votes, seed=seed) for name, one in pots.items()}
    results = {name: count_pot(one, backed[name]) for name, one in pots.items()}
    rounds = [one for result in results.values() for one in result.rounds]
    summaries = {name: _summary(pots[name], result, backed[name]) for name, result in results.items()}
    return Count(
        method=method,
        ballots=budget.total,
        valid=sum(how_many for marks, how_many in budget.ballots.items() if marks),
        elected=tuple(project.id for result in results.values() for project in result.funded),
        rounds=tuple(_numbered(rounds)),
        ties=tuple(tie for result in results.values() for tie in result.ties),
        cost=sum(result.cost for result in results.values()),
        details={"votes": votes, "seed": seed} | ({"pots": summaries} if budget.pots else summaries[""]),
    )


def _numbered(rounds: Iterable[Round]) -> Iterable[Round]:
    return (
        Round(number=number, totals=one.totals, action=one.action, elected=one.elected, tie=one.tie)
        for number, one in enumerate(rounds, start=1)
    )


def _summary(budget: Budget, result: PotResult, held: Backing) -> dict[str, Any]:
    return {
        "pot": exact(budget.pot),
        "left": exact(budget.pot - result.cost),
        "funded": [project.id for project in result.funded],
        "strong_support_not_funded": strong_but_unfunded(budget, result.funded, held),
        "steps": list(result.steps),
        **result.details,
    }
