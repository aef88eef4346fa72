"""The answer in hand: which consultation, which response, what has been put; found by the form's key or the cookie."""

from dataclasses import dataclass
from datetime import timedelta

from flask import abort, current_app, request

from webapp import clock
from webapp.consultations import queries
from webapp.consultations.kinds import registry
from webapp.consultations.kinds.base import Malformed
from webapp.consultations.marks import Answers, Marks
from webapp.consultations.models import Consultation, Response
from webapp.consultations.routes import codes, drawing
from webapp.consultations.rules import takes_answers
from webapp.consultations.services import answering
from webapp.consultations.sheet import Sheet
from webapp.database import db
from webapp.web.languages import choose_language
from webapp.web.origin import refuse_foreign
from webapp.web.pages import found_or_404


@dataclass(frozen=True)
class Held:
    consultation: Consultation
    sheet: Sheet
    code: str
    response: Response
    answers: Answers
    unsent: bool  # whether there is anything to send

    @property
    def takes_answers(self) -> bool:
        return takes(self.consultation, self.response)


def open_sheet(slug: str) -> tuple[Consultation, Sheet]:
    consultation = found_or_404(queries.find_by_slug(db.session, slug))
    return consultation, queries.read_sheet(db.session, consultation)


def takes(consultation: Consultation, response: Response | None, key: codes.Key | None = None) -> bool:
    """Whether answers may still be saved or sent; one begun in time has the grace period."""
    now = clock.now()
    begun_at = response.created_at if response else (key.begun_at if key else None)
    return takes_answers(
        queries.stage(consultation, now=now),
        begun_at=begun_at,
        closes_at=consultation.closes_at,
        now=now,
        grace=timedelta(minutes=current_app.config["GRACE_MINUTES"]),
    )


def by_cookie(slug: str) -> Held | None:
    """This device's answer; None when it has none."""
    consultation, sheet = open_sheet(slug)
    mine = codes.find_mine(consultation)
    if mine is None:
        return None
    code, response = mine
    return Held(consultation, sheet, code, response, *answering.read_answers(db.session, response))


def by_form(slug: str) -> Held:
    """The answer whose code the form carries; 404 when there is none."""
    refuse_foreign()
    consultation, sheet = open_sheet(slug)
    key = codes.key_in_form()
    code, response = key.code, codes.find_by_key(key)
    if response is None or response.consultation_id != consultation.id:
        abort(404)
    return Held(consultation, sheet, code, response, *answering.read_answers(db.session, response))


def keep_page(slug: str, number: int) -> Held:
    """Save the answers of page `number` that came in the form, beginning a response for a fresh token.

    Ends the request with a page when they may not be saved: 400 for what is not of our page, 404 for an unknown code,
    409 (with what was written) when the consultation takes no answers any more.
    """
    refuse_foreign()
    consultation, sheet = open_sheet(slug)
    if not 1 <= number <= len(sheet.sections):
        abort(404)
    key = codes.key_in_form()
    response = codes.find_by_key(key)
    answers = _read(sheet, number)
    if not takes(consultation, response, key):
        abort(drawing.not_taking(consultation, sheet, answers, status=409))
    if response is None:
        response = _begin(consultation, key)
    if response.consultation_id != consultation.id:
        abort(404)
    everything = answering.save(db.session, response=response, answers=answers, now=clock.now())
    return Held(consultation, sheet, key.code, response, everything, unsent=True)


def _begin(consultation: Consultation, key: codes.Key) -> Response:
    now = clock.now()
    return answering.begin(
        db.session,
        consultation_id=consultation.id,
        receipt=codes.receipts().digest(key.code),
        language=choose_language(),
        now=min(key.begun_at or now, now),
    )


def _read(sheet: Sheet, number: int) -> dict[int, Marks]:
    questions = sheet.sections[number - 1].questions
    try:
        return registry.read(questions, request.form, drawing.place_of(questions, sectors=True))
    except Malformed:
        abort(400)
