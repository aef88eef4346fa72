"""What somebody can ask to be told about: a thing, a place or a subject."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import Session

from webapp.places import abouts

AREA, SUBJECT = "area", "subject"
WHOLE_DISTRICT = 0
"""The `thing_id` of the place as a whole."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A thing by kind and id; an area (`thing_id` 0: the whole district); or a subject by its slug."""

    kind: str
    thing_id: int = 0
    slug: str = ""

    @property
    def path(self) -> str:
        """As it stands in an address: "proposal/7", "area/3", "subject/homes"."""
        return f"{self.kind}/{self.slug or self.thing_id}"


@dataclass(frozen=True, slots=True)
class About:
    """Where something belongs. `areas`: their ids; empty: the whole place; None: it belongs to no place."""

    areas: Sequence[int] | None = None
    subjects: Sequence[str] = ()


def about_of(session: Session, kind: str, thing_id: int, *, areas: Collection[int] | None,
             subjects: Collection[str] | None) -> About:  # fmt: skip
    """What was said, and for what was not said what is known of the thing (`places.abouts`)."""
    if areas is None or subjects is None:
        known = abouts.read_about(session, kind=kind, ids=[thing_id])[thing_id]
        areas = known.areas if areas is None else areas
        subjects = known.subjects if subjects is None else subjects
    return About(areas=tuple(areas), subjects=tuple(subjects))


def is_topic(table: type, one: Topic) -> ColumnElement[bool]:
    """Whether a row of `table` (with kind, thing_id and slug) names this topic."""
    columns: Mapping[str, ColumnElement[object]] = table.__table__.c  # type: ignore[attr-defined]
    return and_(columns["kind"] == one.kind, columns["thing_id"] == one.thing_id, columns["slug"] == one.slug)


def names_any(table: type, *, thing: Topic, about: About) -> ColumnElement[bool]:
    """Whether a row of `table` names the thing, a place it is about, or one of its subjects.

    What is about the whole place concerns every area of it; whoever asked for the whole district hears of all areas.
    """
    columns: Mapping[str, ColumnElement[object]] = table.__table__.c  # type: ignore[attr-defined]
    named = [is_topic(table, thing)]
    if about.areas is not None:
        places = columns["kind"] == AREA
        named.append(and_(places, columns["thing_id"].in_([WHOLE_DISTRICT, *about.areas])) if about.areas else places)
    if about.subjects:
        named.append(and_(columns["kind"] == SUBJECT, columns["slug"].in_(about.subjects)))
    return or_(*named)
