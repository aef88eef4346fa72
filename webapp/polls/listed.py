"""Polls at the front door: those that are open, open soon, and closed lately."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, literal, or_, select
from sqlalchemy.orm import Session

from webapp.access import Stage
from webapp.i18n import _
from webapp.places.abouts import concerns, is_everywhere
from webapp.polls import queries
from webapp.polls.models import Poll, PollOption
from webapp.polls.rules import minutes_to_vote
from webapp.polls.statements.models import Statement
from webapp.polls.statements.queries import is_shown
from webapp.polls.things import KIND, address_of, is_seen
from webapp.web.listed import MOST, Asked, Entry, Shelf

SHELVES = {Stage.OPEN: Shelf.OPEN, Stage.SCHEDULED: Shelf.SOON, Stage.CLOSED: Shelf.CLOSED}

_OPTIONS = select(func.count()).where(PollOption.poll_id == Poll.id).correlate(Poll).scalar_subquery()
_STATEMENTS = select(func.count()).where(Statement.poll_id == Poll.id, is_shown()).correlate(Poll).scalar_subquery()


def lister(session: Session, asked: Asked) -> Sequence[Entry]:
    rows = session.execute(_statement(near=asked.area_id is not None), {"area_id": asked.area_id, "now": asked.now})
    return [_entry(one, read, asked.now, near=not everywhere) for one, read, everywhere in rows]


def finder(session: Session, ident: int, now: datetime) -> Entry | None:
    found = session.execute(select(Poll, _OPTIONS + _STATEMENTS).where(Poll.id == ident, is_seen())).first()
    return _entry(found[0], found[1], now) if found is not None else None


@cache
def _statement(*, near: bool) -> Any:
    """Put together once: some of each shelf, by the index of their times. Fields: `now`, `area_id`."""
    p, now = Poll, bindparam("now", type_=Poll.closes_at.type)
    public = select(p.id).where(is_seen())
    if near:
        public = public.where(concerns(KIND, p.id, bindparam("area_id")))
    some = (
        public.where(p.opens_at <= now, p.closes_at > now).order_by(p.closes_at, p.id).limit(MOST[Shelf.OPEN]),
        public.where(p.opens_at > now).order_by(p.opens_at, p.id).limit(MOST[Shelf.SOON]),
        public.where(p.closes_at <= now).order_by(p.closes_at.desc(), p.id.desc()).limit(MOST[Shelf.CLOSED]),
    )
    everywhere = is_everywhere(KIND, p.id) if near else literal(True)
    chosen = or_(*(p.id.in_(select(one.subquery().c.id)) for one in some))
    return select(p, _OPTIONS + _STATEMENTS, everywhere).where(chosen)


def _entry(one: Poll, to_read: int, now: datetime, *, near: bool = False) -> Entry:
    shelf = SHELVES[queries.stage(one, now=now)]
    return Entry(kind=KIND, id=one.id, shelf=shelf, called=_("Poll"), title=one.title, address=address_of(one),
                 at=one.opens_at if shelf is Shelf.SOON else one.closes_at, words=one.question,
                 minutes=minutes_to_vote(to_read), near=near)  # fmt: skip
