"""Learning curves: how good the suggestions are after so many answers were read, and which order of reading helps."""

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from benchmarks.theming import collections, lessons, scoring
from benchmarks.theming.collections import Question
from benchmarks.theming.lessons import Said

GOOD = 0.75
"""Where people agree with one another about as much; the product's own measure of "good enough" (THEMING.md)."""


@dataclass(frozen=True, slots=True)
class Point:
    """Mean samples-F1 on answers never read, after `read` of each question. `active`: None where it was not tried.

    `good_share`: the part of answers, surest first, that are coded at `GOOD` or better. `likely`: (confidence, right)
    of each code given.
    """

    read: int
    baseline: float
    ours: float
    active: float | None
    good_share: float
    likely: tuple[tuple[float, bool], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is tried on a collection: sizes, how often with other draws, and whether the active order is tried."""

    name: str
    questions: tuple[Question, ...]
    sizes: tuple[int, ...]
    draws: int
    active: bool


def measure(*, quick: bool) -> dict[str, list[Point]]:
    return {plan.name: _curve(plan) for plan in plans(quick=quick)}


def plans(*, quick: bool) -> list[Plan]:
    """Half of every question is kept aside to score on; the other half is what people can read."""
    policies = tuple(one for one in collections.policies() if len(one.answers) >= 2 * 80)
    bank = collections.intents()
    draws = 1 if quick else 3
    return [
        Plan("G", (collections.consultation(),), (50, 100, 200, 400), draws, active=True),
        Plan("K", policies[::4] if quick else policies, (40, 80), 1, active=True),
        Plan("B", (bank,), (400, 1_000), 1, active=False),
    ]


def _curve(plan: Plan) -> list[Point]:
    trials = [_trial(plan, question, draw) for question in plan.questions for draw in range(plan.draws)]
    return [_mean_point(parts) for parts in zip(*trials, strict=True)]


def _mean_point(parts: Sequence[Point]) -> Point:
    active = [one.active for one in parts if one.active is not None]
    return Point(
        parts[0].read,
        baseline=_mean([one.baseline for one in parts]),
        ours=_mean([one.ours for one in parts]),
        active=_mean(active) if active else None,
        good_share=_mean([one.good_share for one in parts]),
        likely=tuple(pair for one in parts for pair in one.likely),
    )


def _trial(plan: Plan, question: Question, draw: int) -> list[Point]:
    """A point for each size, on one drawn half."""
    pool, aside = _halves(question, draw)
    asked = read_actively(question, pool, plan.sizes) if plan.active else []
    return [_point(question, aside, pool[:size], asked[:size]) for size in plan.sizes]


def _point(question: Question, aside: set[str], read: Sequence[str], asked: Sequence[str]) -> Point:
    """`asked`: as many answers in the order the program asked for, empty where that is not tried."""
    ours = lessons.said_of(lessons.taught(question, set(read)).answers)
    active = lessons.said_of(lessons.taught(question, set(asked)).answers) if asked else None
    return Point(
        len(read),
        baseline=_quality(question, aside, lessons.baseline(question, set(read))),
        ours=_quality(question, aside, ours),
        active=_quality(question, aside, active) if active else None,
        good_share=_good_share(question, aside, ours),
        likely=tuple(_likely(question, aside, ours)),
    )


def _halves(question: Question, draw: int) -> tuple[list[str], set[str]]:
    """Ids in a drawn order that can be read, and those kept aside."""
    ids = sorted(one.id for one in question.answers)
    random.Random(draw).shuffle(ids)
    return ids[: len(ids) // 2], set(ids[len(ids) // 2 :])


def read_actively(question: Question, pool: Sequence[str], sizes: Sequence[int]) -> list[str]:
    """Ids in the order they are read: half of the first size by lot, then what the program asks for next.

    It is asked again whenever half as many more were read; where it asks for nothing, the lot goes on.
    """
    order = list(pool[: sizes[0] // 2])
    can_read = Question(question.text, tuple(one for one in question.answers if one.id in set(pool)))
    while len(order) < sizes[-1]:
        asked = [one for one in lessons.taught(can_read, set(order)).next_to_read if one not in set(order)]
        order += (asked or [one for one in pool if one not in set(order)])[: max(len(order) // 2, 1)]
    return order


def _quality(question: Question, aside: Collection[str], said: dict[str, Said]) -> float:
    return _mean(_scores(question, aside, said))


def _scores(question: Question, aside: Collection[str], said: dict[str, Said]) -> list[float]:
    return [scoring.samples_f1({*one.codes}, said[one.id].codes) for one in question.answers if one.id in aside]


def _good_share(question: Question, aside: Collection[str], said: dict[str, Said]) -> float:
    sureness = [said[one.id].sureness for one in question.answers if one.id in aside]
    return scoring.share_scoring(_scores(question, aside, said), sureness, least=GOOD)


def _likely(question: Question, aside: Collection[str], said: dict[str, Said]) -> list[tuple[float, bool]]:
    return [
        (sure, code in one.codes) for one in question.answers if one.id in aside for code, sure in said[one.id].sure
    ]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
