"""Where did my words go? For whoever holds a receipt code, without an account."""

from datetime import date

from flask import current_app, redirect, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.agenda.routes.clocks import by_clock
from webapp.agenda.rules.feedback import due_on
from webapp.consultations import queries as consultations
from webapp.consultations.models import Consultation
from webapp.consultations.routes import codes
from webapp.database import db
from webapp.home.journey import steps_of
from webapp.home.routes.blueprint import blueprint
from webapp.home.tracing import trace
from webapp.receipts import spaced
from webapp.web.guard import public
from webapp.web.pages import found_or_404, page


@blueprint.get("/consultations/<slug>/answer/journey")
@public
def journey(slug: str) -> Response:
    """Below the address that the code's cookie is kept for. Without one it leads to where the code is typed."""
    consultation = found_or_404(consultations.find_by_slug(db.session, slug))
    held = codes.find_mine(consultation)
    if held is None:
        return redirect(url_for("consultations.receipt"))
    code, response = held
    found = trace(db.session, consultation=consultation, response=response, due_on=_due_on(consultation), by=by_clock())
    return page("home/journey.html", consultation=consultation, steps=steps_of(found), code=spaced(code))


def _due_on(consultation: Consultation) -> date | None:
    """By when it is said back; None before it has closed."""
    if consultation.closes_at is None or consultation.closes_at > clock.now():
        return None
    closed_on = clock.local_day(consultation.closes_at, current_app.config["TIME_ZONE"])
    return due_on(closed_on=closed_on, weeks=current_app.config["FEEDBACK_WEEKS"])
