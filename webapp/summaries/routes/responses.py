"""One whole response, and whether it counts."""

from flask import Response, abort, flash, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp import clock
from webapp.access import Permission, Stage
from webapp.consultations import queries
from webapp.consultations.kinds import registry
from webapp.consultations.models import Consultation
from webapp.consultations.models import Response as Sent
from webapp.database import db
from webapp.i18n import _
from webapp.places.queries import read_gazetteer
from webapp.summaries import services
from webapp.summaries.figures.who import CHANNEL_WORDS
from webapp.summaries.forms import ExcludeForm
from webapp.summaries.naming import STATE_WORDS
from webapp.summaries.queries import counting
from webapp.summaries.queries.responses import read_marks
from webapp.summaries.routes.answers import READABLE
from webapp.summaries.routes.blueprint import blueprint
from webapp.summaries.routes.common import address_maker, summary_now, zone
from webapp.summaries.traces import State
from webapp.web.forms import errors_on
from webapp.web.guard import allowed, check, current_person, requires
from webapp.web.pages import get_or_404, page


def state_of(response: Sent) -> State:
    """Where a response stands (the same rule as `queries.behind.state_in_sql`)."""
    if response.sent_at is None:
        return State.NOT_SENT
    if response.withdrawn_at is not None:
        return State.TAKEN_BACK
    return State.EXCLUDED if response.excluded_at is not None else State.COUNTED


def _find(response_id: int, permission: Permission) -> tuple[Sent, Consultation, Stage]:
    response = get_or_404(Sent, response_id)
    consultation = get_or_404(Consultation, response.consultation_id)
    stage = queries.stage(consultation, now=clock.now())
    check(permission, stage)
    return response, consultation, stage


@blueprint.get("/office/responses/<int:response_id>")
@requires(Permission.READ_RESPONSES)
def response(response_id: int) -> Response:
    found, consultation, stage = _find(response_id, Permission.READ_RESPONSES)
    state = state_of(found)
    sheet, readable = queries.read_sheet(db.session, consultation), state in READABLE
    marks = read_marks(db.session, [found.id]).get(found.id, {}) if readable else {}
    place = read_gazetteer(db.session)
    return page(
        "summaries/response.html",
        consultation=consultation,
        response=found,
        state=state,
        state_words=STATE_WORDS,
        channel_words=CHANNEL_WORDS,
        readable=readable,
        answers=[(one, registry.say(one, marks.get(one.id, ()), place)) for one in sheet.questions] if readable else [],
        may_exclude=allowed(Permission.EXCLUDE_RESPONSES, stage),
    )


@blueprint.get("/office/responses/<int:response_id>/counts")
@requires(Permission.READ_RESPONSES)
def counts(response_id: int) -> Response:
    """Every figure this response is counted in, now and in what was frozen."""
    found, consultation, stage = _find(response_id, Permission.READ_RESPONSES)
    if state_of(found) not in READABLE:
        abort(404)
    return page(
        "summaries/counts.html",
        consultation=consultation,
        response=found,
        counts=counting.counts_with(db.session, summary_now(consultation), found, zone=zone()),
        address=address_maker(consultation.id, stage),
        snapshots=counting.snapshots_with(db.session, found),
    )


@blueprint.route("/office/responses/<int:response_id>/set-aside", methods=["GET", "POST"])
@requires(Permission.EXCLUDE_RESPONSES)
def set_aside(response_id: int) -> Response | AnyResponse:
    found, consultation, _stage = _find(response_id, Permission.EXCLUDE_RESPONSES)
    if state_of(found) not in READABLE:
        abort(404)
    form = ExcludeForm()
    if form.validate_on_submit():
        with errors_on(form):
            services.exclude(db.session, response=found, person_id=current_person().id, reason=form.reason.data or "")
            flash(_("Response %(number)s is set aside. Its words are kept.", number=found.id))
            return redirect(url_for(".response", response_id=found.id))
    return page("summaries/set_aside.html", form=form, response=found, consultation=consultation)


@blueprint.post("/office/responses/<int:response_id>/count-again")
@requires(Permission.EXCLUDE_RESPONSES)
def count_again(response_id: int) -> AnyResponse:
    found, _consultation, _stage = _find(response_id, Permission.EXCLUDE_RESPONSES)
    if state_of(found) is State.EXCLUDED:
        services.include(db.session, response=found, person_id=current_person().id)
        flash(_("Response %(number)s is counted again.", number=found.id))
    return redirect(url_for(".response", response_id=found.id))
