"""The answers behind a count."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, abort, request, url_for

from webapp.access import Permission
from webapp.consultations import queries
from webapp.consultations.kinds import registry
from webapp.consultations.models import Response as Sent
from webapp.consultations.sheet import SheetQuestion
from webapp.database import db
from webapp.places.queries import read_gazetteer
from webapp.summaries.figures.who import CHANNEL_WORDS
from webapp.summaries.naming import Names, describe
from webapp.summaries.queries import behind
from webapp.summaries.queries.behind import Behind
from webapp.summaries.queries.responses import find_names, read_marks
from webapp.summaries.routes.blueprint import blueprint
from webapp.summaries.routes.common import consultation_or_refuse, zone
from webapp.summaries.traces import BadTrace, State, Trace, read_trace
from webapp.web.guard import requires
from webapp.web.pages import page

PAGE = 50
READABLE = frozenset({State.COUNTED, State.EXCLUDED})
"""Responses whose words may be read: what was taken back, or never sent, was not meant for us."""


@dataclass(frozen=True)
class Shown:
    """A response in a list. `said`: what it answers to the question, one line each."""

    response: Sent
    said: tuple[str, ...]


@blueprint.get("/office/consultations/<int:consultation_id>/answers")
@requires(Permission.READ_RESPONSES)
def answers(consultation_id: int) -> Response:
    """Responses behind one count. The total is the count; each line opens the whole response."""
    consultation = consultation_or_refuse(consultation_id, Permission.READ_RESPONSES)
    sheet = queries.read_sheet(db.session, consultation)
    trace, after = _asked_for()
    names = _names_or_404(find_names(db.session, trace, sheet))
    what = Behind(consultation_id, trace, zone(), names.frame, names.family)
    found = behind.list_responses(db.session, what, after=after, most=PAGE + 1)
    return page(
        "summaries/answers.html",
        consultation=consultation,
        heading=describe(trace, names),
        question=names.question,
        total=behind.count(db.session, what),
        lines=_shown(found[:PAGE], names.question),
        readable=READABLE.issuperset(trace.states),
        next_page=_next_page(consultation_id, trace, found),
        channel_words=CHANNEL_WORDS,
        first=after == 0,
    )


def _asked_for() -> tuple[Trace, int]:
    """The trace in the address, and after which response the page begins. 404 for what no page of ours makes."""
    given = request.args.to_dict(flat=False)
    after = given.pop("after", ["0"])[0]
    try:
        trace = read_trace(given)
    except BadTrace:
        abort(404)
    if not (after.isascii() and after.isdigit() and len(after) < 10):
        abort(404)
    return trace, int(after)


def _names_or_404(names: Names | None) -> Names:
    if names is None:
        abort(404)
    return names


def _shown(found: Sequence[Sent], question: SheetQuestion | None) -> list[Shown]:
    if question is None:
        return [Shown(one, ()) for one in found]
    marks = read_marks(db.session, [one.id for one in found], question_id=question.id)
    place = read_gazetteer(db.session)
    return [
        Shown(one, tuple(registry.say(question, marks.get(one.id, {}).get(question.id, ()), place))) for one in found
    ]


def _next_page(consultation_id: int, trace: Trace, found: Sequence[Sent]) -> str | None:
    """The address of the next page; `found` holds one more than a page where there is one."""
    if len(found) <= PAGE:
        return None
    return url_for(".answers", consultation_id=consultation_id, after=found[PAGE - 1].id, **trace.arguments())
