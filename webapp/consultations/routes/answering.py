"""Answering: one group of questions a page, back and forward without loss, sent once.

Works without script, without an account, and without cookies: where the browser keeps none, each reply is itself the
next page and carries the code in a hidden field.
"""

from flask import abort, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.consultations import queries
from webapp.consultations.kinds import registry
from webapp.consultations.routes import codes, drawing, holding
from webapp.consultations.routes.blueprint import blueprint
from webapp.consultations.routes.holding import Held
from webapp.consultations.services import answering
from webapp.database import db
from webapp.i18n import _
from webapp.receipts import spaced
from webapp.web.filters import time_of_day
from webapp.web.guard import public
from webapp.web.pages import found_or_404, page


@blueprint.get("/consultations/<slug>/answer")
@public
def answer(slug: str) -> Response:
    """The first page, with a fresh sending token. Nothing is stored by looking."""
    consultation, sheet = holding.open_sheet(slug)
    if not holding.takes(consultation, None):
        return drawing.not_taking(consultation)
    mine = codes.find_mine(consultation)
    if mine and mine[1].withdrawn_at is None:
        return page("consultations/unfinished.html", consultation=consultation, response=mine[1])
    reply = drawing.first_page(consultation, sheet, codes.receipts().new_token())
    return codes.remember(reply, consultation, codes.PROBE)


@blueprint.get("/consultations/<slug>/answer/<int:number>")
@public
def answer_page(slug: str, number: int) -> Response:
    held = holding.by_cookie(slug)
    if held is None:
        return redirect(url_for(".answer", slug=slug) if number == 1 else url_for(".receipt"))
    if not 1 <= number <= len(held.sheet.sections):
        abort(404)
    if not held.takes_answers:
        return drawing.not_taking(held.consultation)
    return drawing.section(held.consultation, held.sheet, number, held.answers, held.code)


@blueprint.post("/consultations/<slug>/answer/<int:number>")
@public
def save_page(slug: str, number: int) -> Response:
    """Keep a page's answers and go where the pressed button leads; stay where something is wrong on the way forward."""
    held = holding.keep_page(slug, number)
    if request.form.get("go") == "back":
        return _show_next(held, max(1, number - 1))
    problems = registry.problems(held.sheet.sections[number - 1].questions, held.answers)
    if problems:
        return drawing.section(held.consultation, held.sheet, number, held.answers, held.code, problems)
    return _show_next(held, number + 1)


@blueprint.post("/consultations/<slug>/answer/<int:number>/save")
@public
def autosave(slug: str, number: int) -> Response:
    """Keep what is filled in, right or not, while the person goes on. Replies with what to tell them."""
    held = holding.keep_page(slug, number)
    words = _("Saved at %(time)s. Your code is %(code)s.", time=time_of_day(clock.now()), code=spaced(held.code))
    return codes.remember(jsonify(message=words), held.consultation, held.code)


@blueprint.get("/consultations/<slug>/answer/check")
@public
def check(slug: str) -> Response:
    held = holding.by_cookie(slug)
    if held is None:
        return redirect(url_for(".receipt"))
    if not held.takes_answers:
        return drawing.not_taking(held.consultation)
    return drawing.check(held.consultation, held.sheet, held.answers, held.code)


@blueprint.post("/consultations/<slug>/answer/check")
@public
def leave_check(slug: str) -> Response:
    """From the check page back to one of the question pages."""
    held = holding.by_form(slug)
    number = request.form.get("go", type=int) or 1
    if not 1 <= number <= len(held.sheet.sections):
        abort(404)
    return _show_next(held, number)


@blueprint.post("/consultations/<slug>/answer/send")
@public
def send(slug: str) -> Response:
    """Send everything once. The same sending again, seconds or days later, gets the same receipt."""
    held = holding.by_form(slug)
    if held.unsent:
        if not held.takes_answers:
            return drawing.not_taking(held.consultation, held.sheet, held.answers)
        problems = registry.problems(held.sheet.questions, held.answers)
        if problems:
            return drawing.check(held.consultation, held.sheet, held.answers, held.code, problems)
        answering.send(db.session, response=held.response, now=clock.now())
    if not codes.keeps_cookies():
        return drawing.sent(held.consultation, held.response, held.code)
    to_receipt = redirect(url_for(".sent", slug=slug), 303)
    return codes.remember(to_receipt, held.consultation, held.code, seconds=codes.AFTER_SENDING)


@blueprint.get("/consultations/<slug>/answer/sent")
@public
def sent(slug: str) -> Response:
    consultation = found_or_404(queries.find_by_slug(db.session, slug))
    mine = codes.find_mine(consultation)
    if mine is None or mine[1].sent_at is None:
        return redirect(url_for(".receipt"))
    code, response = mine
    return drawing.sent(consultation, response, code)


@blueprint.post("/consultations/<slug>/answer/finish")
@public
def finish(slug: str) -> Response:
    """Forget on this device whose answer it was (a library's computer, a borrowed phone)."""
    consultation = found_or_404(queries.find_by_slug(db.session, slug))
    to_page = redirect(url_for(".answer" if request.form.get("go") == "new" else ".show", slug=slug), 303)
    return codes.forget(to_page, consultation)


def _show_next(held: Held, number: int) -> Response:
    """The page to come, the check page after the last: by redirect where the browser keeps cookies, else at once."""
    after_last = number > len(held.sheet.sections)
    slug = held.consultation.slug
    if codes.keeps_cookies():
        target = url_for(".check", slug=slug) if after_last else url_for(".answer_page", slug=slug, number=number)
        return codes.remember(redirect(target, 303), held.consultation, held.code)
    if after_last:
        return drawing.check(held.consultation, held.sheet, held.answers, held.code)
    return drawing.section(held.consultation, held.sheet, number, held.answers, held.code)
