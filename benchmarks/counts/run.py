"""`python -m benchmarks.counts.run SIZE`: the figures of one size as JSON."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.counts import SIZES, made_up, others
from webapp.tally.counts import methods

Figures = dict[str, Any]
RANKED = ("irv", "stv-scottish", "stv-meek", "schulze", "ranked-pairs", "borda")
SPENT = ("budget-greedy", "budget-equal-shares")
LARGE_TOWN = (6_586, 64)
"""Voters and projects of Wieliczka, the largest vote that was counted by equal shares with completion."""
RANKED_SECONDS, TOWN_SECONDS = 0.1, 1.0
"""What 100,000 ranked ballots may take, and equal shares with completion in the large town."""


def main() -> None:
    json.dump(list(figures(int(sys.argv[1]))), sys.stdout)


def figures(size: int) -> Iterator[Figures]:
    contest = made_up.ranked(size)
    for method in RANKED:
        seats = {"seats": 3} if method.startswith("stv") else {}
        aim = RANKED_SECONDS if size >= 100_000 else None
        yield _figure(method, contest, others.find(method), aim, **seats)
    for method, highest, given in (("plurality", 1, 1), ("approval", 1, 3), ("score", 5, 6), ("star", 5, 6)):
        yield _figure(method, made_up.values(size, highest, given), others.find(method))
    for method, declared in (("quadratic", {"credits": "25"}), ("dots", {"dots": "10"})):
        yield _figure(method, made_up.values(size, 3, 2), None, options=declared)
    yield _figure("pairwise", made_up.compared(size), None)
    for method in SPENT:
        yield _figure(method, made_up.budget(size), others.find(method))
    if size == SIZES[0]:
        completed = {"completion": "add1-until-overspend"}
        yield _figure("budget-equal-shares", made_up.budget(*LARGE_TOWN), None, TOWN_SECONDS, options=completed)


def _figure(
    method: str, ballots: Any, other: others.Other | None, aim: float | None = None, **declared: Any
) -> Figures:
    ours = _seconds(lambda: methods.count(method, ballots, seed="bench", **declared))
    kinds = len(ballots.wins) if method == "pairwise" else len(ballots.ballots)
    total = ballots.ballots if method == "pairwise" else ballots.total
    theirs = None
    if other is not None:
        prepared = other.prepare(ballots)
        theirs = _seconds(lambda: other.count(prepared))
    return {
        "method": method,
        "aim": aim,
        "completed": "completion" in declared.get("options", {}),
        "ballots": total,
        "kinds": kinds,
        "ours": ours,
        "other": other and other.name,
        "theirs": theirs,
    }


def _seconds(act: Callable[[], object]) -> float:
    """CPU seconds, the least of three."""
    spent = []
    for _ in range(3):
        before = time.process_time()
        act()
        spent.append(time.process_time() - before)
    return min(spent)


if __name__ == "__main__":
    main()
