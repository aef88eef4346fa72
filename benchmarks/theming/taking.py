"""Taking every figure, in one order, with a word on what is being done."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from benchmarks.theming import campaigns, collections, discovery, given, learning, naming, speed, stability
from benchmarks.theming.campaigns import Made, Planted, Read
from benchmarks.theming.discovery import Score
from benchmarks.theming.given import Standing, Top
from benchmarks.theming.learning import Point
from benchmarks.theming.naming import Labels
from benchmarks.theming.speed import Cost
from benchmarks.theming.stability import Change

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that is printed, as the measuring modules give it."""

    discovery: dict[str, dict[str, Score]]
    learning: dict[str, list[Point]]
    themes: dict[str, Top]
    stance: dict[str, Standing]
    labels: Labels
    planted: list[Planted]
    made: Made
    read: Read
    same_twice: bool
    change: dict[str, Change]
    speed: dict[str, list[Cost]]


def take(*, quick: bool) -> Figures:
    return Figures(
        discovery=_told("finding themes", lambda: discovery.measure(quick=quick)),
        learning=_told("learning from coded answers", lambda: learning.measure(quick=quick)),
        themes=_told("a frame and no examples", lambda: given.measure_themes(quick=quick)),
        stance=_told("stance", lambda: given.measure_stance(quick=quick)),
        labels=_told("labels", naming.measure),
        planted=_told("campaigns", campaigns.measure_planted),
        made=campaigns.measure_made(),
        read=campaigns.measure_read(collections.statements()),
        same_twice=_told("stability", stability.says_the_same_twice),
        change=stability.measure(),
        speed=_told("speed", lambda: speed.measure(quick=quick)),
    )


def _told(what: str, measure: Callable[[], T]) -> T:
    print(f"  {what} … (after {time.process_time():.0f} CPU s)", file=sys.stderr, flush=True)
    return measure()
