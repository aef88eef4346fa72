"""What other rooms may know of a poll."""

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Stage
from webapp.places.sorting import Sorted
from webapp.polls import queries
from webapp.polls.models import Poll
from webapp.web.things import Thing

KIND = "poll"
_SEEN = (Stage.SCHEDULED, Stage.OPEN, Stage.CLOSED)


def find(session: Session, ids: Collection[int]) -> Mapping[int, Thing]:
    """Those that are published. One can be discussed, and followed, also when it has closed: then its result comes."""
    polls = session.scalars(select(Poll).where(Poll.id.in_(ids)))
    return {
        one.id: Thing(KIND, one.id, one.title, address_of(one))
        for one in polls
        if queries.stage(one, now=clock.now()) in _SEEN
    }


def address_of(poll: Poll) -> str:
    return f"/polls/{poll.slug}"


def in_office(session: Session, ident: int) -> Sorted | None:
    found = session.get(Poll, ident)
    return Sorted(found.title, f"/office/polls/{found.id}") if found is not None else None
