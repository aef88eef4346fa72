"""Learning curves: how good the suggestions are after so many answers were read, and which order of reading helps."""

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from benchmarks.theming import collections, lessons, scoring
from benchmarks.theming.collections import Question
from benchmarks.theming.lessons import Said

GOOD = 0.75
"""Where people agree with one another about as much; the product's own measure of "good enough" (THEMING.md)."""
ACTIVE_STEP = 50


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
    return {plan.name: [_point(plan, size) for size in plan.sizes] for plan in plans(quick=quick)}


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


def _point(plan: Plan, size: int) -> Point:
    parts = [_trial(plan, question, size, draw) for question in plan.questions for draw in range(plan.draws)]
    return Point(
        size,
        baseline=_mean([one.baseline for one in parts]),
        ours=_mean([one.ours for one in parts]),
        active=_mean([one.active for one in parts if one.active is not None]) if plan.active else None,
        good_share=_mean([one.good_share for one in parts]),
        likely=tuple(pair for one in parts for pair in one.likely),
    )


def _trial(plan: Plan, question: Question, size: int, draw: int) -> Point:
    pool, aside = _halves(question, draw)
    read = set(pool[:size])
    ours = lessons.said_of(lessons.taught(question, read).answers)
    active = None
    if plan.active:
        order = read_actively(question, pool, size)
        active = _quality(question, aside, lessons.said_of(lessons.taught(question, order).answers))
    return Point(
        size,
        baseline=_quality(question, aside, lessons.baseline(question, read)),
        ours=_quality(question, aside, ours),
        active=active,
        good_share=_good_share(question, aside, ours),
        likely=tuple(_likely(question, aside, ours)),
    )


def _halves(question: Question, draw: int) -> tuple[list[str], set[str]]:
    """Ids in a drawn order that can be read, and those kept aside."""
    ids = sorted(one.id for one in question.answers)
    random.Random(draw).shuffle(ids)
    return ids[: len(ids) // 2], set(ids[len(ids) // 2 :])


def read_actively(question: Question, pool: Sequence[str], size: int) -> set[str]:
    """The first `ACTIVE_STEP` by lot, then what the program asks for next, as many again at a time."""
    step = min(ACTIVE_STEP, size // 2)
    read = set(pool[:step])
    can_read = Question(question.text, tuple(one for one in question.answers if one.id in set(pool)))
    while len(read) < size:
        wanted = [one for one in lessons.taught(can_read, read).next_to_read if one not in read]
        read |= set(wanted[: min(step, size - len(read))] or [one for one in pool if one not in read][:step])
    return read


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
