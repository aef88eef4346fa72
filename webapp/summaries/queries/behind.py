"""Who stands behind a count: a trace as SQL, in one place, so that a count and its list can only agree."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.consultations.models import Answer, Response
from webapp.places.models import Area
from webapp.summaries.queries.themed import people_of_campaign, people_of_theme
from webapp.summaries.traces import State, Trace
from webapp.themes.models import CodeFrame


def state_in_sql() -> ColumnElement[str]:
    """Where a response stands, as the word of `State`."""
    return case(
        (Response.sent_at.is_(None), State.NOT_SENT.value),
        (Response.withdrawn_at.is_not(None), State.TAKEN_BACK.value),
        (Response.excluded_at.is_not(None), State.EXCLUDED.value),
        else_=State.COUNTED.value,
    )


@dataclass(frozen=True)
class Behind:
    """What a trace means for one consultation. `frame`: the code frame of its question, where it names a theme;
    `family`: that theme and those that stand under it.
    """

    consultation_id: int
    trace: Trace
    zone: str
    frame: CodeFrame | None = None
    family: tuple[int, ...] = ()


def matching(what: Behind) -> list[ColumnElement[bool]]:
    """The conditions on `Response` that make it one of those behind the count."""
    trace, zone, frame = what.trace, what.zone, what.frame
    found = [
        Response.consultation_id == what.consultation_id,
        state_in_sql().in_([state.value for state in trace.states]),
    ]
    found += _of_response(trace, zone)
    if trace.question is not None:
        found.append(_answered(*_on_question(trace)))
    if trace.stance is not None:
        found.append(_answered(Answer.choice_id == trace.stance))
    if trace.crosses_places:
        found.append(_answered(*_in_place(trace)))
    if trace.campaign is not None:
        found.append(Response.id.in_(people_of_campaign(trace.campaign)))
    if frame is not None and trace.theme is not None:
        found.append(Response.id.in_(people_of_theme(frame, what.family, told=trace.told, decided=trace.decided)))
    return found


def count(session: Session, what: Behind) -> int:
    """How many responses."""
    return session.scalar(select(func.count(Response.id)).where(*matching(what))) or 0


def list_responses(session: Session, what: Behind, *, after: int = 0, most: int = 50) -> list[Response]:
    """At most `most`, oldest first, from after the response with id `after`."""
    rows = select(Response).where(*matching(what), Response.id > after).order_by(Response.id).limit(most)
    return list(session.scalars(rows))


def _answered(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return Response.id.in_(select(Answer.response_id).where(*conditions))


def _on_question(trace: Trace) -> Iterator[ColumnElement[bool]]:
    yield Answer.question_id == trace.question
    if trace.choices:
        yield Answer.choice_id.in_(trace.choices)
    if trace.item is not None:
        yield Answer.item_id == trace.item
    if trace.position is not None:
        yield Answer.position == trace.position
    if trace.words:
        yield Answer.text.is_not(None)
    if not trace.crosses_places:
        yield from _in_place(trace)


def _in_place(trace: Trace) -> Iterator[ColumnElement[bool]]:
    if trace.area is not None:
        yield Answer.area_id == trace.area
    if trace.district:
        yield Answer.area_id.in_(select(Area.id).where(Area.district == trace.district))


def _of_response(trace: Trace, zone: str) -> Iterator[ColumnElement[bool]]:
    if trace.channel:
        yield Response.channel == trace.channel
    if trace.late:
        yield Response.late.is_(True)
    if trace.day:
        start, end = day_bounds(trace.day, zone)
        yield and_(Response.sent_at >= start, Response.sent_at < end)


def day_bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    """The moments between which it is this day in the zone."""
    midnight = datetime.combine(day, datetime.min.time())
    return clock.from_local(midnight, zone), clock.from_local(midnight + timedelta(days=1), zone)
