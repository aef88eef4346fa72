"""What the office's pages of one consultation share: finding it, and saying why something cannot be changed (now)."""

from typing import TypeVar

from flask import abort, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp import clock
from webapp.access import Permission, Stage
from webapp.consultations import queries
from webapp.consultations.models import Consultation, Document, Question, Section
from webapp.consultations.rules import why_not_edit_questions
from webapp.database import db
from webapp.i18n import _, _l
from webapp.web.guard import allowed
from webapp.web.pages import get_or_404, page

M = TypeVar("M", Section, Question, Document)

NOT_NOW = {
    Permission.EDIT_CONSULTATION: _l("It is over, so what it says stays as people read it."),
    Permission.PUBLISH_CONSULTATION: _l("It is published already."),
    Permission.CHANGE_CLOSING: _l("It is not published, so it has no closing time to change."),
    Permission.WITHDRAW_CONSULTATION: _l("Only a published consultation can be withdrawn."),
}


def stage_now(consultation: Consultation) -> Stage:
    return queries.stage(consultation, now=clock.now())


def find_at(consultation_id: int, permission: Permission) -> Consultation:
    """The consultation; ends the request with 403 and the reason when its stage does not allow this."""
    consultation = get_or_404(Consultation, consultation_id)
    if not allowed(permission, stage_now(consultation)):
        _say_no(consultation, str(NOT_NOW[permission]))
    return consultation


def find_for_questions(consultation_id: int) -> Consultation:
    """The consultation whose questions are to be changed; else ends the request with 403 and the reason."""
    consultation = get_or_404(Consultation, consultation_id)
    reason = why_questions_stand(consultation)
    if reason or not allowed(Permission.EDIT_QUESTIONS, stage_now(consultation)):
        _say_no(consultation, reason or _("The questions can be changed only before the consultation opens."))
    return consultation


def why_questions_stand(consultation: Consultation) -> str | None:
    """Why its questions cannot be changed any more; None while they can."""
    begun = queries.count_begun(db.session, consultation.id)
    return why_not_edit_questions(stage=stage_now(consultation), responses=begun)


def find_part(model: type[M], consultation: Consultation, ident: int) -> M:
    """A section, question or document of this consultation; 404 for another's."""
    part = get_or_404(model, ident)
    if part.consultation_id != consultation.id:
        abort(404)
    return part


def go(endpoint: str, consultation: Consultation, *, anchor: str | None = None) -> AnyResponse:
    return redirect(url_for(f"consultations.{endpoint}", consultation_id=consultation.id, _anchor=anchor))


def _say_no(consultation: Consultation, reason: str) -> None:
    abort(page("consultations/manage/locked.html", status=403, consultation=consultation, reason=reason))
