"""Libraries that run the same rules, if somebody has installed them beside us: none is needed by Folkmoot."""

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from webapp.tally.ballots import pabulib


@dataclass(frozen=True)
class Other:
    """`prepare` puts ballots into the library's own shape, which is not timed; `count` is."""

    name: str
    prepare: Callable[[Any], Any]
    count: Callable[[Any], object]


def find(method: str) -> Other | None:
    """The library for a method; None when it is not installed."""
    name, make = _KNOWN.get(method, ("", None))
    return make() if make is not None and importlib.util.find_spec(name) else None


def _pyrankvote(rule: str) -> Callable[[], Other]:
    def make() -> Other:
        import pyrankvote  # noqa: PLC0415  (only where it is installed)

        def prepare(contest: Any) -> Any:
            names = {number: pyrankvote.Candidate(contest.options[number - 1]) for number in contest.numbers}
            ballots = [
                pyrankvote.Ballot(ranked_candidates=[names[rank[0]] for rank in ranking])
                for ranking, papers in contest.ballots.items()
                for _ in range(papers)
            ]
            return list(names.values()), ballots

        if rule == "irv":
            return Other("pyrankvote", prepare, lambda held: pyrankvote.instant_runoff_voting(*held))
        return Other("pyrankvote", prepare, lambda held: pyrankvote.single_transferable_vote(*held, number_of_seats=3))

    return make


def _starvote() -> Other:
    import starvote  # noqa: PLC0415

    def prepare(cardinal: Any) -> Any:
        names = {number: cardinal.options[number - 1] for number in cardinal.numbers}
        named = [({names[number]: value for number, value in values}, papers)
                 for values, papers in cardinal.ballots.items()]  # fmt: skip
        return [ballot for ballot, papers in named for _ in range(papers)]

    return Other("starvote", prepare, lambda ballots: starvote.election(starvote.star, ballots))


def _pabutools(rule: str) -> Callable[[], Other]:
    def make() -> Other:
        from pabutools import rules  # noqa: PLC0415
        from pabutools.election import Cost_Sat  # noqa: PLC0415
        from pabutools.election.pabulib import parse_pabulib_from_string  # noqa: PLC0415

        count = rules.greedy_utilitarian_welfare if rule == "greedy" else rules.method_of_equal_shares
        return Other(
            "pabutools",
            lambda budget: parse_pabulib_from_string(pabulib.write(budget)),
            lambda held: count(*held, sat_class=Cost_Sat),
        )

    return make


_KNOWN: dict[str, tuple[str, Callable[[], Other]]] = {
    "irv": ("pyrankvote", _pyrankvote("irv")),
    "stv-scottish": ("pyrankvote", _pyrankvote("stv")),
    "star": ("starvote", _starvote),
    "budget-greedy": ("pabutools", _pabutools("greedy")),
    "budget-equal-shares": ("pabutools", _pabutools("shares")),
}
