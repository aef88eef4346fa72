"""What a consultation says, one page for each part."""

from typing import Any

from flask import Response, flash, request
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission, Stage
from webapp.consultations.forms.drafting import AboutForm, ContactForm, DecisionForm, ScopeForm, WordsForm
from webapp.consultations.models import Consultation
from webapp.consultations.routes.blueprint import blueprint
from webapp.consultations.routes.manage.common import find_at, go, stage_now
from webapp.consultations.services import editing
from webapp.database import db
from webapp.i18n import _
from webapp.web.fields import words_in
from webapp.web.forms import errors_on, lines_of
from webapp.web.guard import current_person, requires
from webapp.web.pages import page

SCOPE = ("open_points", "decided", "fixed")


@blueprint.route("/office/consultations/<int:consultation_id>/about", methods=["GET", "POST"])
@requires(Permission.EDIT_CONSULTATION)
def manage_about(consultation_id: int) -> AnyResponse:
    """Title, summary, background. The second button shows how the background reads and saves nothing."""
    consultation = find_at(consultation_id, Permission.EDIT_CONSULTATION)
    form = AboutForm(obj=consultation)
    if consultation.published_at is not None:
        del form.slug
    return _edit("about", form, consultation)


@blueprint.route("/office/consultations/<int:consultation_id>/scope", methods=["GET", "POST"])
@requires(Permission.EDIT_CONSULTATION)
def manage_scope(consultation_id: int) -> AnyResponse:
    consultation = find_at(consultation_id, Permission.EDIT_CONSULTATION)
    form = ScopeForm(data={name: "\n".join(getattr(consultation, name)) for name in SCOPE})
    return _edit("scope", form, consultation)


@blueprint.route("/office/consultations/<int:consultation_id>/decision", methods=["GET", "POST"])
@requires(Permission.EDIT_CONSULTATION)
def manage_decision(consultation_id: int) -> AnyResponse:
    consultation = find_at(consultation_id, Permission.EDIT_CONSULTATION)
    return _edit("decision", DecisionForm(obj=consultation), consultation)


@blueprint.route("/office/consultations/<int:consultation_id>/contact", methods=["GET", "POST"])
@requires(Permission.EDIT_CONSULTATION)
def manage_contact(consultation_id: int) -> AnyResponse:
    consultation = find_at(consultation_id, Permission.EDIT_CONSULTATION)
    return _edit("contact", ContactForm(obj=consultation), consultation)


def _edit(part: str, form: WordsForm, consultation: Consultation) -> AnyResponse:
    """Show the form, or keep what it says and go back to the overview."""
    if stage_now(consultation) is not Stage.OPEN:
        del form.reason
    if "look" in request.form:
        return _part(part, form, consultation, looked_at=form.data.get("background") or "")
    if form.validate_on_submit():
        with errors_on(form):
            editing.change_words(db.session, consultation=consultation, values=values_of(form),
                                 reason=words_in(form.reason) if "reason" in form else "",
                                 by=current_person().id)  # fmt: skip
            flash(_("Saved."))
            return go("manage_show", consultation)
    return _part(part, form, consultation)


def values_of(form: WordsForm) -> dict[str, Any]:
    """Columns by name: texts never None, lists from their lines."""
    values = {name: value for name, value in form.data.items() if name not in {"reason", "csrf_token"}}
    return {name: lines_of(value) if name in SCOPE else _plain(name, value) for name, value in values.items()}


def _plain(name: str, value: Any) -> Any:
    return value if name == "decision_on" else value or ""


def _part(part: str, form: WordsForm, consultation: Consultation, looked_at: str | None = None) -> Response:
    return page(f"consultations/manage/{part}.html", form=form, consultation=consultation, looked_at=looked_at)
