"""The standing of a poll while people vote, where it may be shown. Kept cheap however many ballots there are.

It is kept in the memory of the process for at least 5 seconds, and for twenty times as long as it took to work out: so
no process spends more than a twentieth of its time on it. Whoever comes while it is being worked out sees the last one.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from webapp import clock
from webapp.polls import counting
from webapp.polls.methods import METHODS
from webapp.polls.models import Poll
from webapp.polls.results import Facts
from webapp.polls.services import freezing
from webapp.tally.counts import methods as tally
from webapp.tally.counts.result import as_json

SHORTEST = 5.0  # seconds
TIMES = 20
_MOST_POLLS = 100
_MOST_WAITING = 30.0  # seconds that somebody waits for the very first count of a poll


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The record of a count as of `at`, and who took part until then."""

    record: dict[str, Any]
    facts: Facts
    at: datetime


@dataclass
class _Kept:
    until: float = 0.0
    standing: Standing | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


class Standings:
    """What is kept, by poll; `tick` gives seconds."""

    def __init__(self, tick: Callable[[], float] = time.monotonic) -> None:
        self._tick = tick
        self._kept: dict[tuple[int, str], _Kept] = {}
        self._lock = threading.Lock()

    def of(self, poll: Poll, work_out: Callable[[], Standing]) -> Standing:
        """The standing of this poll, at most so old."""
        kept = self._slot(poll)
        if kept.standing is not None and self._tick() < kept.until:
            return kept.standing
        mine = kept.lock.acquire(blocking=kept.standing is None, timeout=_MOST_WAITING if kept.standing is None else -1)
        try:
            if kept.standing is not None and (not mine or self._tick() < kept.until):
                return kept.standing
            begun = self._tick()
            kept.standing = work_out()
            ended = self._tick()
            kept.until = ended + max(SHORTEST, TIMES * (ended - begun))
            return kept.standing
        finally:
            if mine:
                kept.lock.release()

    def _slot(self, poll: Poll) -> _Kept:
        """By the seed as well, which no other poll has."""
        with self._lock:
            while len(self._kept) >= _MOST_POLLS:
                self._kept.pop(next(iter(self._kept)))
            return self._kept.setdefault((poll.id, poll.seed), _Kept())


standings = Standings()


def work_out(session: Session, poll: Poll, *, threshold: int) -> Standing:
    """Count what is in the box by now. Money is not shared out yet: of projects only their votes are counted."""
    box = freezing.read_box(session, poll)
    if METHODS[poll.method].budget:
        said = counting.declared(box.sheet, box.seed)
        papers = counting.papers_of(box.sheet, box.ballots, said)
        count = tally.count("budget-greedy", papers, seed=box.seed)
    else:
        count = counting.count(box.sheet, box.ballots, box.seed)
    facts = freezing.read_facts(session, poll, box.sheet, threshold=threshold)
    return Standing(record=as_json(count), facts=facts, at=clock.now())
