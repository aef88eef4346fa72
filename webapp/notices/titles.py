"""What a topic is called, for people: a thing, an area, the whole district, a subject."""

from dataclasses import dataclass

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.i18n import _
from webapp.notices.topics import AREA, SUBJECT, WHOLE_DISTRICT, Topic
from webapp.places import abouts
from webapp.places.models import Area
from webapp.web import things

_MOST = 2**31


@dataclass(frozen=True, slots=True)
class Titled:
    """`address`: its page, or "" for a topic without one."""

    title: str
    address: str = ""


def find(session: Session, topic: Topic) -> Titled | None:
    """None for what there is not, or what not everybody may see."""
    if topic.kind == SUBJECT:
        name = abouts.read_subjects(session).get(topic.slug)
        return Titled(name) if name else None
    if topic.kind == AREA:
        return _find_area(session, topic.thing_id)
    thing = things.find(session, topic.kind, topic.thing_id)
    return Titled(thing.title, thing.address) if thing else None


def _find_area(session: Session, area_id: int) -> Titled | None:
    if area_id == WHOLE_DISTRICT:
        return Titled(_("Everything at %(authority)s", authority=current_app.config["AUTHORITY"]))
    name = session.scalar(select(Area.name).where(Area.id == area_id)) if area_id < _MOST else None
    return Titled(name) if name else None
