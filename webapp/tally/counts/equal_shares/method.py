"""Equal shares as a method of counting: what is declared about it, and the record it leaves."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

from webapp.tally.ballots.budget import Amount, Budget, Project
from webapp.tally.counts import budget_greedy
from webapp.tally.counts.budgeting import Backing, PotResult, count_pots, tie_between
from webapp.tally.counts.equal_shares.completion import Completion, Ending, ending
from webapp.tally.counts.equal_shares.exact import Purchase, purchases
from webapp.tally.counts.equal_shares.increments import stretches
from webapp.tally.counts.equal_shares.market import Market, Utility, market_of
from webapp.tally.counts.result import Count, Round, exact

METHOD = "budget-equal-shares"
_DIGITS = 20
_READABLE = 10**_DIGITS
OPTIONS = {
    "completion": tuple(Completion),
    "utility": tuple(Utility),
    "votes": ("ballots", "points"),
}
"""`votes` orders what `add1u` adds at the end, and says what the record calls votes: it does not change the shares."""


def count(
    budget: Budget,
    *,
    seats: int | None = None,
    seed: str = "",
    completion: str = Completion.NONE,
    utility: str = Utility.COST,
    votes: str = "ballots",
) -> Count:
    """Who backs a project pays for it in equal parts out of their equal share; the project whose backers pay least for
    what it is worth to them goes first. A ballot backs what it gives more than 0. Projects that cost nothing and that
    somebody backs are funded before all others. `seats` means nothing here.

    Source: D. Peters, G. Pierczyński, P. Skowron, "Proportional Participatory Budgeting with Additive Utilities"
    (2021). Raises UnreadableBallots if a completion takes too many exact counts.
    """

    def count_pot(pot: Budget, held: Backing) -> PotResult:
        return _count_pot(pot, held, Completion(completion), Utility(utility))

    counted = count_pots(METHOD, budget, count_pot, votes=votes, seed=seed)
    return replace(counted, details={**counted.details, "completion": completion, "utility": utility})


def _count_pot(budget: Budget, held: Backing, completion: Completion, utility: Utility) -> PotResult:
    market = market_of(budget, held, utility)
    free = [project for project in budget.projects if project.cost == 0 and held.ballots[project.id]]
    end = Ending(increment=0, tried=0)
    bought: list[Purchase] = []
    if market.projects:
        if completion is not Completion.NONE:
            end = ending(budget, market.projects, stretches(budget, held, utility), completion)
        bought = list(purchases(market, market.share(end.increment)))
    shared = _recorded(budget, held, market, free, bought)
    details = {
        "share": exact(market.amount(market.share(end.increment))) if market.projects else None,
        "increments": end.increment,
        "increments_tried": end.tried,
    }
    return replace(_filled(budget, held, shared) if completion is Completion.UTILITARIAN else shared, details=details)


def _recorded(
    budget: Budget, held: Backing, market: Market, free: Sequence[Project], bought: Sequence[Purchase]
) -> PotResult:
    by_id, left = budget.by_id, budget.pot
    funded, rounds, steps, ties = list(free), [_free(one, held, left) for one in free], list[dict[str, Any]](), []
    for purchase in bought:
        project = by_id[market.projects[purchase.project]]
        left -= project.cost
        equals = [by_id[market.projects[one]] for one in purchase.equals]
        tie = tie_between(equals, held, places=1) if len(equals) > 1 else None
        ties += [tie] if tie else []
        funded.append(project)
        step = _step(project, held, purchase, left, market)
        steps.append(step)
        action = (
            f"funded: costs {step['cost']}, {step['payers']} pay at {step['rho']} for each unit of worth, "
            f"{step['short']} of them all they have; leaves {step['left']}"
        )
        rounds.append(
            Round(number=1, totals={project.id: held.votes[project.id]}, action=action, elected=(project.id,), tie=tie)
        )
    return PotResult(funded=funded, rounds=rounds, ties=ties, steps=steps)


def _step(project: Project, held: Backing, purchase: Purchase, left: Amount, market: Market) -> dict[str, Any]:
    return {
        "project": project.id,
        "votes": exact(held.votes[project.id]),
        "cost": exact(project.cost),
        "left": exact(left),
        "rho": _shown(purchase.rho * market.per_worth),
        "payers": purchase.payers,
        "short": purchase.short,
        "funded": True,
    }


def _shown(rho: Fraction) -> str:
    """Exactly while that can be read, else to twenty digits: each purchase can make the denominator longer."""
    if rho.denominator < _READABLE:
        return exact(rho)
    with localcontext() as context:
        context.prec = _DIGITS
        return f"≈{Decimal(rho.numerator) / Decimal(rho.denominator)}"


def _free(project: Project, held: Backing, left: Amount) -> Round:
    action = f"funded: costs nothing, leaves {exact(left)}"
    return Round(number=1, totals={project.id: held.votes[project.id]}, action=action, elected=(project.id,))


def _filled(budget: Budget, held: Backing, shared: PotResult) -> PotResult:
    """What shares paid for, and then by votes what fits into the rest."""
    rest = tuple(project for project in budget.projects if project not in shared.funded)
    more = budget_greedy.fill(replace(budget, projects=rest, pot=budget.pot - shared.cost), held)
    return PotResult(
        funded=[*shared.funded, *more.funded],
        rounds=[*shared.rounds, *more.rounds],
        ties=[*shared.ties, *more.ties],
        steps=[*shared.steps, *more.steps],
    )
