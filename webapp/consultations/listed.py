"""Consultations at the front door: those that are open, open soon, and closed lately."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, literal, or_, select
from sqlalchemy.orm import Session

from webapp.access import Stage
from webapp.consultations import queries
from webapp.consultations.models import Consultation
from webapp.consultations.things import KIND, SEEN, address_of
from webapp.i18n import _
from webapp.places.abouts import concerns, is_everywhere
from webapp.web.listed import MOST, Asked, Entry, Shelf

SHELVES = {Stage.OPEN: Shelf.OPEN, Stage.SCHEDULED: Shelf.SOON, Stage.CLOSED: Shelf.CLOSED}


def lister(session: Session, asked: Asked) -> Sequence[Entry]:
    rows = session.execute(_statement(near=asked.area_id is not None), {"area_id": asked.area_id, "now": asked.now})
    return [_entry(one, asked.now, near=not everywhere) for one, everywhere in rows]


def finder(session: Session, ident: int, now: datetime) -> Entry | None:
    found = session.get(Consultation, ident)
    return _entry(found, now) if found is not None and queries.stage(found, now=now) in SEEN else None


@cache
def _statement(*, near: bool) -> Any:
    """Put together once: some of each shelf, by the index of their times. Fields: `now`, `area_id`."""
    c, now = Consultation, bindparam("now", type_=Consultation.closes_at.type)
    public = select(c.id).where(c.published_at.is_not(None), c.withdrawn_at.is_(None))
    if near:
        public = public.where(concerns(KIND, c.id, bindparam("area_id")))
    some = (
        public.where(c.opens_at <= now, c.closes_at > now).order_by(c.closes_at, c.id).limit(MOST[Shelf.OPEN]),
        public.where(c.opens_at > now).order_by(c.opens_at, c.id).limit(MOST[Shelf.SOON]),
        public.where(c.closes_at <= now).order_by(c.closes_at.desc(), c.id.desc()).limit(MOST[Shelf.CLOSED]),
    )
    everywhere = is_everywhere(KIND, c.id) if near else literal(True)
    return select(c, everywhere).where(or_(*(c.id.in_(select(one.subquery().c.id)) for one in some)))


def _entry(one: Consultation, now: datetime, *, near: bool = False) -> Entry:
    shelf = SHELVES[queries.stage(one, now=now)]
    return Entry(kind=KIND, id=one.id, shelf=shelf, called=_("Consultation"), title=one.title, address=address_of(one),
                 at=one.opens_at if shelf is Shelf.SOON else one.closes_at, words=one.summary, minutes=one.minutes,
                 near=near)  # fmt: skip
