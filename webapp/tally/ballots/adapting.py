"""Which ballots serve a method that counts another kind, and which do not because they never said it.

- Rankings serve a count of one choice: the first preference is the choice. They do not serve approval, scores or
  credits: who ranks an option last may like it or not, and nobody has said how far apart two ranks are. Were all that
  is ranked approved, a file of complete orders would approve of everything.
- Values serve rankings: a higher value is a higher rank, equal values are equal, and what was left blank is not ranked.
  Where any value is below zero they do not: a blank would stand below an option that was voted against.
- Comparisons of pairs serve nothing else, nor anything else them: what one person said of several pairs hangs together,
  and the intervals of a comparison hold only where pairs were asked one by one.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Any

from webapp.tally.ballots.budget import Budget
from webapp.tally.ballots.papers import Cardinal, Comparisons, Contest, Ranking, UnreadableBallots, Values

HOLDS: Mapping[type, str] = {
    Contest: "rankings",
    Cardinal: "values",
    Comparisons: "comparisons of pairs",
    Budget: "votes on projects that cost",
}
"""What each class of ballots holds, in words."""


def adapt(ballots: Any, wanted: type, method: str) -> Any:
    """The ballots as `method`, which counts `wanted`, can count them. Raises UnreadableBallots where it cannot."""
    if isinstance(ballots, wanted):
        return ballots
    way = _WAYS.get((type(ballots), wanted, method)) or _WAYS.get((type(ballots), wanted, ""))
    if way is None:
        raise UnreadableBallots(f"this file holds {HOLDS[type(ballots)]}; {method} counts {HOLDS[wanted]}")
    return way(ballots)


def first_preferences(contest: Contest) -> Cardinal:
    """The first place at which an option stands that did not withdraw; several in it are several choices.

    A ballot whose first place is marked more than once, nobody knows how, chooses nothing that can be counted: blank.
    """
    choices: Counter[Values] = Counter()
    standing = frozenset(contest.standing)
    for ranking, papers in contest.ballots.items():
        choices[_first(ranking, standing, contest.withdrawn)] += papers
    return Cardinal(options=contest.options, ballots=choices, seats=contest.seats, title=contest.title)


def rankings(cardinal: Cardinal) -> Contest:
    """The options of each ballot by value, the highest first. Raises UnreadableBallots if any is below zero."""
    ballots: Counter[Ranking] = Counter()
    for values, papers in cardinal.ballots.items():
        if any(value < 0 for _, value in values):
            raise UnreadableBallots("values below zero are no ranking: a blank would stand below a vote against")
        ballots[_by_value(values)] += papers
    return Contest(options=cardinal.options, ballots=ballots, seats=cardinal.seats, title=cardinal.title)


_WAYS: Mapping[tuple[type, type, str], Callable[[Any], Any]] = {
    (Contest, Cardinal, "plurality"): first_preferences,
    (Cardinal, Contest, ""): rankings,
}
"""(what there is, what is wanted, by which method; "" for any) → how the one is made of the other."""


def _first(ranking: Ranking, standing: frozenset[int], withdrawn: frozenset[int]) -> Values:
    for rank in ranking:
        left = [option for option in rank if option not in withdrawn]
        if left:
            return tuple((option, 1) for option in left if option in standing)
    return ()


def _by_value(values: Values) -> Ranking:
    ordered = sorted(values, key=lambda one: (-one[1], one[0]))
    return tuple(tuple(option for option, _ in equal) for _, equal in groupby(ordered, key=lambda one: one[1]))
