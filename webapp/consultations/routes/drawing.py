"""The pages of answering, as replies that no cache keeps."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from flask import abort, current_app, make_response, render_template
from markupsafe import Markup
from werkzeug.wrappers import Response

from webapp import clock
from webapp.access import Stage
from webapp.consultations import queries
from webapp.consultations.kinds import registry
from webapp.consultations.kinds.base import Problem
from webapp.consultations.marks import Answers, Marks
from webapp.consultations.models import Consultation, Kind
from webapp.consultations.models import Response as Submission
from webapp.consultations.routes import codes
from webapp.consultations.sheet import Sheet, SheetQuestion
from webapp.database import db
from webapp.places.queries import Gazetteer, read_gazetteer
from webapp.receipts import spaced
from webapp.web.languages import choose_language
from webapp.web.pages import page

# Questions that nobody has touched look the same to everybody: drawn once, then kept.
_untouched: dict[tuple[object, ...], Markup] = {}
_MOST_UNTOUCHED = 2_000
_NOWHERE = Gazetteer({}, {}, {})


def render_section(
    consultation: Consultation,
    sheet: Sheet,
    number: int,
    answers: Answers,
    place: Gazetteer,
    *,
    key: str = "",
    code: str = "",
    problems: Sequence[Problem] = (),
    preview: bool = False,
) -> str:
    """One page of questions, from 1. `key` is what the form carries; `code` is shown once something is saved."""
    by_control = {problem.control: problem.message for problem in problems}
    return render_template(
        "consultations/answer.html",
        consultation=consultation,
        section=sheet.sections[number - 1],
        number=number,
        pages=len(sheet.sections),
        draw=_drawer(consultation.sheet_version, answers, by_control, place),
        key=key,
        code=code,
        problems=problems,
        preview=preview,
    )


def _drawer(
    version: str, answers: Answers, by_control: Mapping[str, str], place: Gazetteer
) -> Callable[[SheetQuestion], Markup]:
    """What turns a question of this version of the sheet into HTML."""
    language = choose_language()

    def draw(question: SheetQuestion) -> Markup:
        marks = answers.get(question.id, ())
        if marks or by_control:
            return _question_html(question, marks, by_control, place)
        areas = (*place.names.items(), *place.districts.values()) if question.kind is Kind.AREA else ()
        key = (version, question.id, language, areas)
        html = _untouched.get(key)
        if html is None:
            if len(_untouched) >= _MOST_UNTOUCHED:
                _untouched.clear()
            html = _untouched[key] = _question_html(question, (), {}, place)
        return html

    return draw


def _question_html(question: SheetQuestion, marks: Marks, by_control: Mapping[str, str], place: Gazetteer) -> Markup:
    macros: Any = current_app.jinja_env.get_template("consultations/_questions.html").module
    html: Markup = macros.question(question, marks, by_control, place, registry.limit)
    return html


def place_of(questions: Iterable[SheetQuestion], *, sectors: bool = False) -> Gazetteer:
    """The place, read only where one of the questions is about it; with its postcodes where those are wanted."""
    asked = any(question.kind is Kind.AREA for question in questions)
    return read_gazetteer(db.session, sectors=sectors) if asked else _NOWHERE


def first_page(consultation: Consultation, sheet: Sheet, key: str) -> Response:
    return _private(render_section(consultation, sheet, 1, {}, place_of(sheet.sections[0].questions), key=key))


def section(
    consultation: Consultation, sheet: Sheet, number: int, answers: Answers, code: str, problems: Sequence[Problem] = ()
) -> Response:
    place = place_of(sheet.sections[number - 1].questions)
    html = render_section(
        consultation, sheet, number, answers, place, key=_pass(code), code=spaced(code), problems=problems
    )
    return _private(html, 422 if problems else 200)


def check(
    consultation: Consultation, sheet: Sheet, answers: Answers, code: str, problems: Sequence[Problem] = ()
) -> Response:
    """Everything that was put, in words, with a way back to each page."""
    place = place_of(sheet.questions)
    said = {question.id: registry.say(question, answers.get(question.id, ()), place) for question in sheet.questions}
    return page(
        "consultations/check.html",
        status=422 if problems else 200,
        consultation=consultation,
        sheet=sheet,
        said=said,
        key=_pass(code),
        code=spaced(code),
        problems=problems,
    )


def sent(consultation: Consultation, response: Submission, code: str) -> Response:
    return page("consultations/sent.html", consultation=consultation, response=response, code=spaced(code))


def not_taking(
    consultation: Consultation, sheet: Sheet | None = None, answers: Answers | None = None, status: int = 200
) -> Response:
    """A kind page that says why no answer can be sent now, and gives back what was just written."""
    stage = queries.stage(consultation, now=clock.now())
    if stage is Stage.DRAFT:
        abort(404)
    said = _words_back(sheet, answers) if sheet and answers else []
    return page("consultations/not_taking.html", status=status, consultation=consultation, stage=stage, said=said)


def _words_back(sheet: Sheet, answers: Answers) -> list[tuple[str, list[str]]]:
    filled = [question for question in sheet.questions if answers.get(question.id)]
    place = place_of(filled)
    return [(question.text, registry.say(question, answers[question.id], place)) for question in filled]


def _private(html: str, status: int = 200) -> Response:
    reply = make_response(html, status)
    reply.headers["Cache-Control"] = "no-store"
    return reply


def _pass(code: str) -> str:
    """What the next form carries: the code, signed, so that sending it is no guess."""
    return codes.receipts().pass_for(code)
