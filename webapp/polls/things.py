"""What other rooms may know of a poll."""

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from webapp.places.sorting import Sorted
from webapp.polls.models import Poll
from webapp.web.things import Thing

KIND = "poll"


def find(session: Session, ids: Collection[int]) -> Mapping[int, Thing]:
    """Those that are published. One can be discussed, and followed, also when it has closed: then its result comes."""
    polls = session.scalars(select(Poll).where(Poll.id.in_(ids), is_seen()))
    return {one.id: Thing(KIND, one.id, one.title, address_of(one)) for one in polls}


def is_seen() -> ColumnElement[bool]:
    """Whether a poll is at a stage at which everybody sees it: opens soon, open or closed (`access.stage_of`)."""
    dated = and_(Poll.published_at.is_not(None), Poll.opens_at.is_not(None), Poll.closes_at.is_not(None))
    return and_(dated, Poll.withdrawn_at.is_(None))


def address_of(poll: Poll) -> str:
    return f"/polls/{poll.slug}"


def in_office(session: Session, ident: int) -> Sorted | None:
    found = session.get(Poll, ident)
    return Sorted(found.title, f"/office/polls/{found.id}") if found is not None else None
