"""The editor of questions. Every act is a page or a button of its own, so that it works without script."""

from typing import Any

from flask import Response, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.consultations import queries
from webapp.consultations.drafting import advice_on, minutes_of
from webapp.consultations.forms.drafting import ButtonForm, MoveForm
from webapp.consultations.forms.kinds import KIND_WORDS, SCALES
from webapp.consultations.forms.questions import FORMS, QuestionForm
from webapp.consultations.models import Consultation, Kind, Question
from webapp.consultations.routes.blueprint import blueprint
from webapp.consultations.routes.manage.common import find_for_questions, find_part, go, why_questions_stand
from webapp.consultations.services import questions
from webapp.database import db
from webapp.i18n import _
from webapp.web.forms import errors_on, refusals_told
from webapp.web.guard import current_person, requires
from webapp.web.pages import get_or_404, page

ONE = "/office/consultations/<int:consultation_id>/questions"


@blueprint.get(ONE)
@requires(Permission.SEE_DRAFTS)
def manage_questions(consultation_id: int) -> Response:
    consultation = get_or_404(Consultation, consultation_id)
    sheet = queries.read_sheet(db.session, consultation)
    return page("consultations/manage/questions.html", consultation=consultation, sheet=sheet, kind_words=KIND_WORDS,
                stand=why_questions_stand(consultation), minutes=minutes_of(sheet),
                advice=advice_on(sheet, minutes=consultation.minutes))  # fmt: skip


@blueprint.get(f"{ONE}/add")
@requires(Permission.EDIT_QUESTIONS)
def manage_choose_kind(consultation_id: int) -> Response:
    consultation = find_for_questions(consultation_id)
    return page("consultations/manage/choose_kind.html", consultation=consultation, kind_words=KIND_WORDS,
                section=request.args.get("section", type=int))  # fmt: skip


@blueprint.route(f"{ONE}/add/<kind>", methods=["GET", "POST"])
@requires(Permission.EDIT_QUESTIONS)
def manage_add_question(consultation_id: int, kind: str) -> AnyResponse:
    consultation = find_for_questions(consultation_id)
    if kind not in set(Kind):
        abort(404)
    if not consultation.sections:
        return redirect(url_for(".manage_add_section", consultation_id=consultation_id))
    form = _form(Kind(kind), consultation, _start_of(Kind(kind), consultation))
    if form.validate_on_submit():
        with errors_on(form):
            made = questions.add(db.session, consultation=consultation, section_id=form.section.data,
                                 words=form.words(), by=current_person().id)  # fmt: skip
            return go("manage_questions", consultation, anchor=f"question-{made.id}")
    return _show(form, consultation, None)


@blueprint.route(f"{ONE}/<int:question_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_QUESTIONS)
def manage_question(consultation_id: int, question_id: int) -> AnyResponse:
    consultation = find_for_questions(consultation_id)
    question = find_part(Question, consultation, question_id)
    form = _form(question.kind, consultation, FORMS[question.kind].data_of(question))
    if form.validate_on_submit():
        with errors_on(form):
            questions.change(db.session, consultation=consultation, question=question, words=form.words(),
                             section_id=form.section.data, by=current_person().id)  # fmt: skip
            return go("manage_questions", consultation, anchor=f"question-{question_id}")
    return _show(form, consultation, question)


@blueprint.post(f"{ONE}/<int:question_id>/move")
@requires(Permission.EDIT_QUESTIONS)
def manage_move_question(consultation_id: int, question_id: int) -> AnyResponse:
    consultation, form = find_for_questions(consultation_id), MoveForm()
    question = find_part(Question, consultation, question_id)
    if not form.validate_on_submit():
        abort(400)
    with refusals_told():
        questions.move(db.session, consultation=consultation, question=question, up=form.move.data == "up",
                       by=current_person().id)  # fmt: skip
    return go("manage_questions", consultation, anchor=f"question-{question_id}")


@blueprint.post(f"{ONE}/<int:question_id>/copy")
@requires(Permission.EDIT_QUESTIONS)
def manage_copy_question(consultation_id: int, question_id: int) -> AnyResponse:
    consultation = find_for_questions(consultation_id)
    question = find_part(Question, consultation, question_id)
    if not ButtonForm().validate_on_submit():
        abort(400)
    with refusals_told():
        question = questions.copy(db.session, consultation=consultation, question=question, by=current_person().id)
    return go("manage_questions", consultation, anchor=f"question-{question.id}")


@blueprint.route(
    "/office/consultations/<int:consultation_id>/questions/<int:question_id>/delete", methods=["GET", "POST"]
)
@requires(Permission.EDIT_QUESTIONS)
def manage_delete_question(consultation_id: int, question_id: int) -> AnyResponse:
    consultation, form = find_for_questions(consultation_id), ButtonForm()
    question = find_part(Question, consultation, question_id)
    if form.validate_on_submit():
        with refusals_told():
            questions.delete(db.session, consultation=consultation, question=question, by=current_person().id)
            flash(_("The question is gone."))
        return go("manage_questions", consultation)
    return page("consultations/manage/delete_question.html", form=form, consultation=consultation, question=question)


def _form(kind: Kind, consultation: Consultation, data: dict[str, Any]) -> QuestionForm:
    """The form of a kind, its lists of pages and of scale questions filled."""
    form = FORMS[kind](data=data)
    pages = [(one.id, one.title) for one in consultation.sections]
    form.fill_lists(pages=pages, scales=queries.list_scales(db.session, consultation.id))
    return form


def _start_of(kind: Kind, consultation: Consultation) -> dict[str, Any]:
    """What a new question of a kind starts with: on the page it was added from, with the scale that was picked."""
    last = consultation.sections[-1].id
    data = {name: str(value) if not isinstance(value, int) else value for name, value in FORMS[kind].template.items()}
    if kind is Kind.SCALE:
        data["options"] = str(SCALES.get(request.args.get("scale", ""), SCALES["support"])[1])
    return data | {"section": request.args.get("section", last, type=int)}


def _show(form: QuestionForm, consultation: Consultation, question: Question | None) -> Response:
    return page("consultations/manage/question.html", form=form, consultation=consultation, question=question,
                kind=form.kind, kind_words=KIND_WORDS, scales=SCALES)  # fmt: skip
