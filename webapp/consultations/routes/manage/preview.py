"""A consultation as a resident will see it on a phone, before it is published."""

from datetime import timedelta
from typing import Any

from flask import Response, abort, make_response, request, url_for

from webapp import clock
from webapp.access import Permission, Stage
from webapp.consultations import queries
from webapp.consultations.models import Consultation
from webapp.consultations.routes.blueprint import blueprint
from webapp.consultations.routes.drawing import render_section
from webapp.consultations.routes.manage.common import stage_now
from webapp.database import db
from webapp.places.queries import read_gazetteer
from webapp.web.guard import check, requires
from webapp.web.headers import allow_our_frame
from webapp.web.pages import get_or_404, page

FRONT = 0  # the page that says what it is about; then the pages of questions, from 1


@blueprint.get("/office/consultations/<int:consultation_id>/preview")
@requires(Permission.SEE_DRAFTS)
def manage_preview(consultation_id: int) -> Response:
    """A phone with one page in it, and the way to the other pages."""
    consultation = get_or_404(Consultation, consultation_id)
    check(Permission.SEE_DRAFTS, stage_now(consultation))
    sheet = queries.read_sheet(db.session, consultation)
    number = request.args.get("page", FRONT, type=int)
    if not FRONT <= number <= len(sheet.sections):
        abort(404)
    return page("consultations/manage/preview.html", consultation=consultation, sheet=sheet, number=number)


@blueprint.get("/office/consultations/<int:consultation_id>/preview/<int:number>")
@requires(Permission.SEE_DRAFTS)
def manage_preview_page(consultation_id: int, number: int) -> Response:
    """What stands in the phone: the very pages that residents get, with a banner."""
    consultation = get_or_404(Consultation, consultation_id)
    check(Permission.SEE_DRAFTS, stage_now(consultation))
    sheet = queries.read_sheet(db.session, consultation)
    if number > len(sheet.sections):
        abort(404)
    if number == FRONT:
        return allow_our_frame(_front(consultation))
    html = render_section(consultation, sheet, number, {}, read_gazetteer(db.session), preview=True)
    return allow_our_frame(make_response(html))


class _Open:
    """A consultation as it will be once it is open, with a closing time even when none is chosen yet."""

    def __init__(self, consultation: Consultation) -> None:
        self._consultation = consultation
        self.closes_at = consultation.closes_at or clock.now() + timedelta(weeks=6)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._consultation, name)


def _front(consultation: Consultation) -> Response:
    sheet = queries.read_sheet(db.session, consultation)

    def inside(endpoint: str, **_values: Any) -> str:
        """The one button leads on in the preview; every other link stays where it is."""
        first = url_for(".manage_preview_page", consultation_id=consultation.id, number=1)
        return first if endpoint == "consultations.answer" and sheet.sections else "#main"

    return page("consultations/manage/preview_front.html", consultation=_Open(consultation), stage=Stage.OPEN,
                sheet=sheet, now=clock.now(), url_for=inside)  # fmt: skip
