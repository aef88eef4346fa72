"""Equal shares written down as the paper says it, voter by voter and unit by unit: slow, and short enough to check."""

from fractions import Fraction


def voters_of(budget, by_points):
    """One {project: level} a voter."""
    return [
        {project: given if by_points else 1 for project, given in marks if given > 0}
        for marks, how_many in budget.ballots.items()
        for _ in range(how_many)
    ]


def lowest_price(cost, backers, money):
    """The least rho at which the backers, [(voter, worth)], give min(money, rho * worth) each and the cost together."""
    if sum(money[voter] for voter, _ in backers) < cost:
        return None
    left, worth = Fraction(cost), sum(worth for _, worth in backers)
    for voter, own in sorted(backers, key=lambda one: money[one[0]] / one[1]):
        if money[voter] >= left / worth * own:
            return left / worth
        left, worth = left - money[voter], worth - own
    raise AssertionError


def bought(budget, place, utility, increments):
    """Project ids in the order they are bought when every share is so much more than the equal part of the pot."""
    voters = voters_of(budget, utility == "points")
    money = [Fraction(budget.pot) / len(voters) + increments for _ in voters]
    left = {project.id: project for project in budget.projects if project.cost > 0}
    order = []
    while True:
        prices = []
        for project in left.values():
            worth = project.cost if utility == "cost" else 1
            levels = [(voter, ballot.get(project.id)) for voter, ballot in enumerate(voters)]
            backers = [(voter, Fraction(level * worth)) for voter, level in levels if level]
            rho = lowest_price(project.cost, backers, money) if backers else None
            if rho is not None:
                prices.append((rho, place[project.id], project.id, backers))
        if not prices:
            return order
        rho, _, best, backers = min(prices, key=lambda one: one[:2])
        for voter, worth in backers:
            money[voter] -= min(money[voter], rho * worth)
        order.append(best)
        del left[best]


def completed(budget, place, utility, completion):
    """What is bought in the end by `none`, `add1-until-overspend` or `add1-until-exhaustive`."""
    voters = voters_of(budget, utility == "points")
    costs = {one.id: one.cost for one in budget.projects if one.cost > 0 and any(one.id in ballot for ballot in voters)}
    increments, before = 0, None
    while True:
        order = bought(budget, place, utility, increments)
        spent = sum(costs[project] for project in order)
        if spent > budget.pot:
            return before
        exhaustive = all(spent + cost > budget.pot for project, cost in costs.items() if project not in order)
        if completion == "none" or len(order) == len(costs) or (completion.endswith("exhaustive") and exhaustive):
            return order
        increments, before = increments + 1, order
