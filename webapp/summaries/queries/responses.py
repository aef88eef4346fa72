"""Responses as people wrote them, and what the ids of a trace are called."""

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.consultations.marks import Mark, Marks
from webapp.consultations.models import Answer
from webapp.consultations.sheet import Sheet, SheetQuestion
from webapp.places.models import Area
from webapp.summaries.naming import Names, belongs, channel_known
from webapp.summaries.queries.themed import campaign_exists, find_frames, labels_of_frame
from webapp.summaries.traces import Trace
from webapp.themes.models import CodeFrame
from webapp.themes.queries import list_themes
from webapp.themes.queries.families import family


def read_marks(
    session: Session, response_ids: Collection[int], *, question_id: int | None = None
) -> dict[int, dict[int, Marks]]:
    """By response, then by question. One statement."""
    rows = select(Answer).where(Answer.response_id.in_(response_ids)).order_by(Answer.id)
    if question_id is not None:
        rows = rows.where(Answer.question_id == question_id)
    found: dict[int, dict[int, Marks]] = {}
    for answer in session.scalars(rows):
        mark = Mark(answer.choice_id, answer.item_id, answer.position, answer.area_id, answer.text)
        of_response = found.setdefault(answer.response_id, {})
        of_response[answer.question_id] = (*of_response.get(answer.question_id, ()), mark)
    return found


def find_names(session: Session, trace: Trace, sheet: Sheet) -> Names | None:
    """What the trace names; None when anything in it is unknown or another consultation's."""
    question = sheet.question_by_id.get(trace.question or 0)
    if not belongs(trace, question) or not channel_known(trace):
        return None
    area = _area(session, trace)
    asked = sheet.question_by_id.get(question.stance_question_id or 0) if question else None
    if area is None or not _stance_known(trace, asked):
        return None
    if trace.theme is None and trace.campaign is None:
        return Names(question, asked, area=area)
    return _themed(session, trace, Names(question, asked, area=area))


def _stance_known(trace: Trace, asked: SheetQuestion | None) -> bool:
    return trace.stance is None or (asked is not None and trace.stance in asked.choice_by_id)


def _area(session: Session, trace: Trace) -> str | None:
    """The area's or district's name, "" where none is named, None where it is unknown."""
    if trace.area is not None:
        found = session.get(Area, trace.area)
        return found.name if found else None
    if trace.district:
        return session.scalar(select(Area.district).where(Area.district == trace.district).limit(1))
    return ""


def _themed(session: Session, trace: Trace, names: Names) -> Names | None:
    frames = find_frames(session, [trace.question or 0])
    if not frames:
        return None
    theme = _theme(session, trace, frames[0])
    if theme is None or (trace.campaign is not None and not campaign_exists(session, frames[0], trace.campaign)):
        return None
    of_theme = () if trace.theme is None else tuple(family(list_themes(session, frames[0]), trace.theme))
    return Names(names.question, names.asked, frames[0], theme, names.area, of_theme)


def _theme(session: Session, trace: Trace, frame: CodeFrame) -> str | None:
    labels: Mapping[int, str] = labels_of_frame(session, frame)
    return "" if trace.theme is None else labels.get(trace.theme)
