"""What anyone may see of a consultation, and the door for those who hold a code."""

from flask import Response as FlaskResponse
from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.access import STAGE_WORDS, Stage
from webapp.consultations import queries
from webapp.consultations.models import Consultation
from webapp.consultations.routes import codes
from webapp.consultations.routes.blueprint import blueprint
from webapp.consultations.services import answering
from webapp.database import db
from webapp.files import services as files
from webapp.files.models import StoredFile
from webapp.i18n import _
from webapp.receipts import spaced, tidy_code
from webapp.web.guard import public
from webapp.web.origin import refuse_foreign
from webapp.web.pages import found_or_404, page, public_page

A_PAGE = 40


@blueprint.get("/consultations")
@public
def register() -> Response:
    """All that were published, the latest first."""
    before, now = request.args.get("before", type=int), clock.now()
    found = queries.list_published(db.session, before=before, most=A_PAGE)
    rows = [(one, queries.stage(one, now=now)) for one in found[:A_PAGE]]
    next_page = url_for("consultations.register", before=rows[-1][0].id) if len(found) > A_PAGE else None
    return public_page("consultations/register.html", rows=rows, stage_words=STAGE_WORDS, next_page=next_page)


@blueprint.get("/consultations/<slug>")
@public
def show(slug: str) -> Response:
    consultation, stage = _published(slug)
    if stage is Stage.WITHDRAWN:
        return _withdrawn(consultation)
    now = clock.now()
    sheet = queries.read_sheet(db.session, consultation)
    return public_page("consultations/show.html", consultation=consultation, stage=stage, sheet=sheet, now=now)


@blueprint.get("/consultations/<slug>/questions")
@public
def questions(slug: str) -> Response:
    """Every question on one page: to read first, to print, to answer on paper."""
    consultation, stage = _published(slug)
    if stage is Stage.WITHDRAWN:
        return _withdrawn(consultation)
    return public_page(
        "consultations/questions.html", consultation=consultation, sheet=queries.read_sheet(db.session, consultation)
    )


@blueprint.get("/consultations/<slug>/documents/<int:document_id>")
@public
def document(slug: str, document_id: int) -> Response:
    consultation, stage = _published(slug)
    if stage is Stage.WITHDRAWN:
        return _withdrawn(consultation)
    found = next((one for one in consultation.documents if one.id == document_id), None)
    if found is None:
        abort(404)
    file = db.session.get_one(StoredFile, found.file_id)
    reply = FlaskResponse(b"".join(files.read(db.session, file)), mimetype=file.media_type)
    reply.headers.set("Content-Disposition", "attachment", filename=file.name)
    reply.headers["Cache-Control"] = "public, max-age=3600"
    return reply


@blueprint.route("/receipt", methods=["GET", "POST"])
@public
def receipt() -> Response:
    """Type the code: leads to the answer it stands for, on any device."""
    if request.method == "GET":
        return public_page("consultations/receipt.html", typed="", error="", seconds=300)
    refuse_foreign()
    typed = request.form.get("code", "")[:60]
    code = tidy_code(typed)
    response = codes.find(code) if code else None
    if code is None or response is None:
        error = _(
            "We cannot find an answer with this code. A code has 12 letters and numbers, like 7K3M-Q2XW-PA9D. "
            "Check each one. There is no 0, O, I, L or U in a code."
        )
        return page(
            "consultations/receipt.html",
            status=422 if typed.strip() else 400,
            typed=typed,
            error=error if typed.strip() else _("Type your code."),
        )
    consultation = db.session.get_one(Consultation, response.consultation_id)
    to_mine = redirect(url_for(".mine", slug=consultation.slug), 303)
    return codes.remember(to_mine, consultation, code)


@blueprint.get("/consultations/<slug>/answer/mine")
@public
def mine(slug: str) -> Response:
    """What stands behind a code: a draft to finish, or an answer that was sent; what can be done with it."""
    consultation = found_or_404(queries.find_by_slug(db.session, slug))
    held = codes.find_mine(consultation)
    if held is None:
        return redirect(url_for(".receipt"))
    code, response = held
    draft = answering.find_draft(db.session, response.id)
    stage = queries.stage(consultation, now=clock.now())
    return page(
        "consultations/mine.html",
        consultation=consultation,
        response=response,
        draft=draft,
        stage=stage,
        code=spaced(code),
        first=1,
    )


@blueprint.route("/consultations/<slug>/answer/withdraw", methods=["GET", "POST"])
@public
def withdraw(slug: str) -> Response:
    consultation = found_or_404(queries.find_by_slug(db.session, slug))
    held = codes.find_mine(consultation)
    if held is None:
        return redirect(url_for(".receipt"))
    code, response = held
    if request.method == "POST":
        refuse_foreign()
        answering.withdraw(db.session, response=response, now=clock.now())
    return page("consultations/withdraw.html", consultation=consultation, response=response, code=spaced(code))


def _published(slug: str) -> tuple[Consultation, Stage]:
    """The consultation at this address and where it stands; drafts are not found."""
    consultation = found_or_404(queries.find_by_slug(db.session, slug))
    stage = queries.stage(consultation, now=clock.now())
    if stage is Stage.DRAFT:
        abort(404)
    return consultation, stage


def _withdrawn(consultation: Consultation) -> Response:
    """What stands at every address of a consultation that was taken back."""
    return public_page("consultations/withdrawn.html", status=410, consultation=consultation)
