"""What things of other rooms are about: areas and subjects. Set and read here by kind and id; no room is known.

One rule: a thing without an area is about the whole place. A room whose things have an area of their own (a proposal
says where) tells it through `TOLD`, so that it is kept once and asked for at the same door. Services flush.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    Subquery,
    and_,
    cast,
    delete,
    exists,
    insert,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from webapp.i18n import _l
from webapp.places.models import AboutArea, AboutSubject, Area, Subject

USUAL = {
    "buses-and-roads": _l("Buses and roads"),
    "homes": _l("Homes"),
    "jobs-and-skills": _l("Jobs and skills"),
    "parks-and-nature": _l("Parks and nature"),
    "high-streets": _l("High streets"),
    "safety": _l("Safety"),
    "health-and-care": _l("Health and care"),
    "culture": _l("Culture"),
    "climate": _l("Climate"),
}
"""The list of subjects of an authority that wrote none of its own."""

TOLD: dict[str, Select[int, int | None]] = {}
"""By kind: (thing id, area id), none without an area, of things whose room keeps it. `features.py` fills it."""


Ident = ColumnElement[int] | InstrumentedAttribute[int]


@dataclass(frozen=True, slots=True)
class About:
    """Area ids and slugs of subjects, each in order. No areas: the whole place."""

    areas: tuple[int, ...] = ()
    subjects: tuple[str, ...] = ()


WHOLE_PLACE = About()


def read_subjects(session: Session) -> Mapping[str, str]:
    """Names by slug, in the order of the alphabet; the usual ones where the authority wrote none."""
    own = dict(session.execute(select(Subject.slug, Subject.name).order_by(Subject.name)).all())
    return own or {slug: str(name) for slug, name in USUAL.items()}


def set_about(
    session: Session, *, kind: str, thing_id: int, areas: Collection[int] = (), subjects: Collection[str] = ()
) -> None:
    """This is what the thing is about from here on. Areas of a kind whose room tells them are not ours to set."""
    if kind in TOLD and areas:
        raise ValueError(f"The areas of a {kind} are kept by its own room.")
    forget(session, kind=kind, thing_id=thing_id)
    this = {"kind": kind, "thing_id": thing_id}
    if areas:
        session.execute(insert(AboutArea), [this | {"area_id": area} for area in sorted(set(areas))])
    if subjects:
        session.execute(insert(AboutSubject), [this | {"subject": subject} for subject in sorted(set(subjects))])


def forget(session: Session, *, kind: str, thing_id: int) -> None:
    """The thing is gone, or is about something else."""
    session.execute(delete(AboutArea).where(AboutArea.kind == kind, AboutArea.thing_id == thing_id))
    session.execute(delete(AboutSubject).where(AboutSubject.kind == kind, AboutSubject.thing_id == thing_id))


def read_about(session: Session, *, kind: str, ids: Collection[int]) -> Mapping[int, About]:
    """What each of these is about, by id; all of `ids` are there. One statement."""
    found: dict[int, tuple[list[int], list[str]]] = {ident: ([], []) for ident in ids}
    if ids:
        areas = _areas(kind)
        rows = union_all(
            select(areas.c.thing_id, areas.c.area_id, cast(null(), String).label("subject")).where(
                areas.c.thing_id.in_(ids)
            ),
            select(AboutSubject.thing_id, cast(null(), Integer), AboutSubject.subject).where(
                AboutSubject.kind == kind, AboutSubject.thing_id.in_(ids)
            ),
        )
        for thing_id, area, subject in session.execute(rows):
            areas_of, subjects_of = found[thing_id]
            if subject is None:
                areas_of.append(area)
            else:
                subjects_of.append(subject)
    return {ident: About(tuple(sorted(places)), tuple(sorted(subjects))) for ident, (places, subjects) in found.items()}


def describe(session: Session, *, kind: str, thing_id: int) -> str:
    """ "Canal Side, Foundry · Homes", for one line of the office; empty while nobody said. Three statements."""
    about = read_about(session, kind=kind, ids=[thing_id])[thing_id]
    if about == WHOLE_PLACE:
        return ""
    names = session.scalars(select(Area.name).where(Area.id.in_(about.areas)).order_by(Area.name))
    known = read_subjects(session)
    subjects = [known[slug] for slug in about.subjects if slug in known]
    return " · ".join(", ".join(words) for words in (list(names), subjects) if words)


def concerns(kind: str, thing_id: Ident, area_id: int | ColumnElement[int]) -> ColumnElement[bool]:
    """Whether the thing of a row is about this area, or about the whole place and so about this area too."""
    areas = _areas(kind)
    return or_(exists().where(areas.c.thing_id == thing_id, areas.c.area_id == area_id), is_everywhere(kind, thing_id))


def is_everywhere(kind: str, thing_id: Ident) -> ColumnElement[bool]:
    """Whether the thing of a row is about the whole place."""
    areas = _areas(kind)
    return ~exists().where(areas.c.thing_id == thing_id)


def has_subject(kind: str, thing_id: Ident, subject: str) -> ColumnElement[bool]:
    """Whether the thing of a row is about this subject."""
    a = AboutSubject
    return exists().where(and_(a.kind == kind, a.thing_id == thing_id, a.subject == subject))


def list_things(
    session: Session, *, kind: str, area_id: int | None = None, subject: str | None = None, most: int = 100
) -> list[int]:
    """Ids of things that are said to be about this area, or this subject, or both; the newest first. One statement.

    What is about the whole place stands in no list of one area: see `concerns`.
    """
    areas = _areas(kind)
    if area_id is None:
        found = select(AboutSubject.thing_id).where(AboutSubject.kind == kind, AboutSubject.subject == subject)
    else:
        found = select(areas.c.thing_id).where(areas.c.area_id == area_id)
        if subject is not None:
            found = found.where(has_subject(kind, areas.c.thing_id, subject))
    return list(session.scalars(found.order_by(found.selected_columns[0].desc()).limit(most)))


def _areas(kind: str) -> Subquery:
    """(thing_id, area_id) of one kind, whoever keeps them."""
    kept = TOLD.get(kind)
    if kept is None:
        kept = select(AboutArea.thing_id, AboutArea.area_id).where(AboutArea.kind == kind)
    columns = kept.selected_columns
    return kept.with_only_columns(columns[0].label("thing_id"), columns[1].label("area_id")).subquery()
