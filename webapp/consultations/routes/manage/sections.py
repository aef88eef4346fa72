"""The pages of questions: add, change, move, delete."""

from flask import abort, flash
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.consultations.forms.drafting import ButtonForm, MoveForm, SectionForm
from webapp.consultations.models import Section
from webapp.consultations.routes.blueprint import blueprint
from webapp.consultations.routes.manage.common import find_for_questions, find_part, go
from webapp.consultations.services import sections
from webapp.database import db
from webapp.i18n import _
from webapp.web.fields import words_in
from webapp.web.forms import errors_on, refusals_told
from webapp.web.guard import current_person, requires
from webapp.web.pages import page


@blueprint.route("/office/consultations/<int:consultation_id>/sections/add", methods=["GET", "POST"])
@requires(Permission.EDIT_QUESTIONS)
def manage_add_section(consultation_id: int) -> AnyResponse:
    consultation, form = find_for_questions(consultation_id), SectionForm()
    if form.validate_on_submit():
        with errors_on(form):
            made = sections.add(db.session, consultation=consultation, title=words_in(form.title),
                                intro=words_in(form.intro), by=current_person().id)  # fmt: skip
            return go("manage_questions", consultation, anchor=f"page-{made.id}")
    return page("consultations/manage/section.html", form=form, consultation=consultation, section=None)


@blueprint.route("/office/consultations/<int:consultation_id>/sections/<int:section_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_QUESTIONS)
def manage_section(consultation_id: int, section_id: int) -> AnyResponse:
    consultation = find_for_questions(consultation_id)
    section = find_part(Section, consultation, section_id)
    form = SectionForm(obj=section)
    if form.validate_on_submit():
        with errors_on(form):
            sections.rename(db.session, consultation=consultation, section=section, title=words_in(form.title),
                            intro=words_in(form.intro), by=current_person().id)  # fmt: skip
            return go("manage_questions", consultation, anchor=f"page-{section_id}")
    return page("consultations/manage/section.html", form=form, consultation=consultation, section=section)


@blueprint.post("/office/consultations/<int:consultation_id>/sections/<int:section_id>/move")
@requires(Permission.EDIT_QUESTIONS)
def manage_move_section(consultation_id: int, section_id: int) -> AnyResponse:
    consultation, form = find_for_questions(consultation_id), MoveForm()
    section = find_part(Section, consultation, section_id)
    if not form.validate_on_submit():
        abort(400)
    with refusals_told():
        sections.move(db.session, consultation=consultation, section=section, up=form.move.data == "up",
                      by=current_person().id)  # fmt: skip
    return go("manage_questions", consultation, anchor=f"page-{section_id}")


@blueprint.route(
    "/office/consultations/<int:consultation_id>/sections/<int:section_id>/delete", methods=["GET", "POST"]
)
@requires(Permission.EDIT_QUESTIONS)
def manage_delete_section(consultation_id: int, section_id: int) -> AnyResponse:
    """Asks once more, and says which questions go with the page."""
    consultation, form = find_for_questions(consultation_id), ButtonForm()
    section = find_part(Section, consultation, section_id)
    if form.validate_on_submit():
        with refusals_told():
            sections.delete(db.session, consultation=consultation, section=section, by=current_person().id)
            flash(_("The page is gone."))
        return go("manage_questions", consultation)
    return page("consultations/manage/delete_section.html", form=form, consultation=consultation, section=section)
