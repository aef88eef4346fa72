"""What everybody has said so far, kept in memory for some seconds: enough to choose what to ask next."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from webapp.polls.models import Poll
from webapp.polls.statements import queries
from webapp.polls.statements.rules import enough_new
from webapp.tally.opinions.facts import Tally

_SECONDS = 5.0
_REST = 50
"""A poll with millions of votes is counted less often: at most a fiftieth of the time is spent counting."""
_MOST_KEPT = 100


@dataclass(frozen=True, kw_only=True)
class Totals:
    """By statement id. `counted`: votes in the groups found last, None while there are none. `until`: when it is old,
    on the machine's own steady clock."""

    tallies: Mapping[int, Tally]
    extremity: Mapping[int, float]
    counted: int | None
    until: float

    @property
    def call_for_groups(self) -> bool:
        """Whether so much is new that groups are to be found again."""
        return enough_new(votes=sum(tally.seen for tally in self.tallies.values()), counted=self.counted)


_kept: dict[str, Totals] = {}


def read(session: Session, poll: Poll) -> Totals:
    """At most two statements of SQL, none while what is in memory is fresh.

    Polls are told apart by their seed, which no two share. While one request counts, others use what there is.
    """
    began = time.monotonic()
    kept = _kept.get(poll.seed)
    if kept is not None and began < kept.until:
        return kept
    if kept is not None:
        _kept[poll.seed] = replace(kept, until=began + _SECONDS)
    made = _count(session, poll.id)
    now = time.monotonic()
    made = replace(made, until=now + max(_SECONDS, _REST * (now - began)))
    if len(_kept) >= _MOST_KEPT:
        _kept.clear()
    _kept[poll.seed] = made
    return made


def _count(session: Session, poll_id: int) -> Totals:
    result = queries.find_result(session, poll_id)
    return Totals(
        tallies=queries.read_tallies(session, poll_id),
        extremity={int(key): far for key, far in result.extremity.items()} if result else {},
        counted=result.votes if result else None,
        until=0.0,
    )
