"""Telling moderators about something; and whom to call when somebody may be in danger."""

from flask import Response, abort, current_app
from werkzeug.wrappers import Response as AnyResponse

from webapp.database import db
from webapp.moderation import cases, telling
from webapp.moderation.forms import FlagForm
from webapp.moderation.kinds import KINDS, Words
from webapp.moderation.models import Reason
from webapp.moderation.routes.blueprint import blueprint
from webapp.web.forms import errors_on
from webapp.web.guard import current_person, public, signed_in
from webapp.web.pages import page, public_page


@blueprint.route("/flag/<kind>/<int:thing_id>", methods=["GET", "POST"])
@signed_in
def flag(kind: str, thing_id: int) -> AnyResponse:
    """Once a person and thing. Whom to call stands on the page before anything is sent."""
    words = _shown_or_404(kind, thing_id)
    form = FlagForm()
    if form.validate_on_submit():
        with errors_on(form):
            made = cases.flag(db.session, kind=kind, thing_id=thing_id, author_id=words.author_id,
                              person_id=current_person().id, reason=Reason(form.reason.data),
                              words=form.words.data or "")  # fmt: skip
            if made.reason is Reason.DANGER:
                telling.tell_of_danger(made)
            return page("moderation/flagged.html", words=words, danger=made.reason is Reason.DANGER,
                        contacts=current_app.config["SAFETY_CONTACTS"])  # fmt: skip
    return page("moderation/flag.html", words=words, form=form, contacts=current_app.config["SAFETY_CONTACTS"])


def _shown_or_404(kind: str, thing_id: int) -> Words:
    """Only what everybody sees can be flagged, so that nobody learns of what is hidden."""
    known = KINDS.get(kind)
    words = known.read(db.session, [thing_id]).get(thing_id) if known and thing_id < 2**31 else None
    if words is None or not words.shown:
        abort(404)
    return words


@blueprint.get("/safety")
@public
def safety() -> Response:
    return public_page("moderation/safety.html", contacts=current_app.config["SAFETY_CONTACTS"], seconds=3600)
