"""Pages of a resource: those that anybody may see, the newest first, narrowed by place and subject."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.places.abouts import concerns, has_subject, read_about
from webapp.places.queries import list_codes
from webapp.web.resources import Resource, Row

MOST, USUAL = 100, 20
LARGEST = 2**31 - 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """`before`: ids below this one (the cursor); `ident`: this one only."""

    before: int | None = None
    ident: int | None = None
    most: int = USUAL
    area_id: int | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """`after`: the cursor of the next page, None on the last."""

    rows: Sequence[Row]
    after: int | None


def read(session: Session, resource: Resource, asked: Asked, *, now: datetime, whole: Callable[[str], str]) -> Page:
    """Four statements. `whole` makes an address of ours whole."""
    wanted = resource.visible(now)
    ident = wanted.selected_columns[0]
    if asked.before is not None:
        wanted = wanted.where(ident < asked.before)
    if asked.ident is not None:
        wanted = wanted.where(ident == asked.ident)
    if asked.area_id is not None:
        wanted = wanted.where(concerns(resource.kind, ident, asked.area_id))
    if asked.subject:
        wanted = wanted.where(has_subject(resource.kind, ident, asked.subject))
    ids = list(session.scalars(wanted.order_by(ident.desc()).limit(asked.most + 1)))
    more, ids = len(ids) > asked.most, ids[: asked.most]
    return Page(_rows(session, resource, ids, now, whole), ids[-1] if more else None)


def _rows(
    session: Session, resource: Resource, ids: Sequence[int], now: datetime, whole: Callable[[str], str]
) -> list[Row]:
    serialized = resource.serialize(session, ids, now)
    about = read_about(session, kind=resource.kind, ids=ids)
    codes = {place.id: place.code for place in list_codes(session)}
    return [
        {"id": ident, **serialized[ident], "address": whole(serialized[ident]["address"]),
         "places": [codes[area] for area in about[ident].areas if area in codes],
         "subjects": list(about[ident].subjects)}
        for ident in ids if ident in serialized
    ]  # fmt: skip
