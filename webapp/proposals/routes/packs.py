"""The market-stall pack: asked for, being made, fetched; and the short address that is printed on it."""

from flask import Response, flash, jsonify, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.database import db
from webapp.files import services as files
from webapp.files.models import StoredFile
from webapp.i18n import _
from webapp.jobs.models import Job
from webapp.proposals import packs
from webapp.proposals.forms import PackForm
from webapp.proposals.routes.blueprint import blueprint
from webapp.proposals.routes.common import by_number
from webapp.proposals.rules import Act
from webapp.proposals.services import packing
from webapp.proposals.showing import name_author
from webapp.web.forms import refusals_told
from webapp.web.guard import current_person, public, signed_in
from webapp.web.languages import choose_language
from webapp.web.pages import found_or_404, page

_LANGUAGE_TAGS = {"en": "en-GB"}


@blueprint.get("/p/<int:number>")
@public
def short(number: int) -> AnyResponse:
    """Leads to the page, which says whether there is one."""
    return redirect(url_for(".show", number=number))


@blueprint.route("/proposals/<int:number>/pack", methods=["GET", "POST"])
@signed_in
def pack(number: int) -> AnyResponse:
    seen = by_number(number, Act.PRINT)
    form = PackForm()
    if form.validate_on_submit():
        sheets = packing.next_sheets(db.session, seen.proposal.id, form.sheets.data or 1)
        language = choose_language()
        words = packs.write_pack(seen.proposal, by=name_author(db.session, seen.proposal), sheets=sheets,
                                 language=_LANGUAGE_TAGS.get(language, language))  # fmt: skip
        with refusals_told():
            packing.ask(db.session, proposal_id=seen.proposal.id, pack=words, sheets=sheets,
                        person_id=current_person().id)  # fmt: skip
            flash(_("The pack is being made. It takes a few seconds."))
        return redirect(url_for(".pack", number=number))
    job = packing.find_job(db.session, seen.proposal.id)
    return page("proposals/pack.html", proposal=seen.proposal, form=form, job=job, file=_file_of(job),
                address=packs.short_address(seen.proposal))  # fmt: skip


@blueprint.get("/proposals/<int:number>/pack/progress")
@signed_in
def pack_progress(number: int) -> Response:
    """How far it is: {"percent", "words", "over"}."""
    seen = by_number(number, Act.PRINT)
    job = found_or_404(packing.find_job(db.session, seen.proposal.id))
    return jsonify(percent=job.percent, words=job.step or _("Waiting for its turn"), over=job.finished_at is not None)


@blueprint.get("/proposals/<int:number>/pack/file")
@signed_in
def pack_file(number: int) -> Response:
    """The newest one."""
    seen = by_number(number, Act.PRINT)
    file = found_or_404(_file_of(packing.find_job(db.session, seen.proposal.id)))
    reply = Response(b"".join(files.read(db.session, file)), mimetype=file.media_type)
    reply.headers["Cache-Control"] = "no-store"
    reply.headers.set("Content-Disposition", "attachment", filename=file.name)
    return reply


def _file_of(job: Job | None) -> StoredFile | None:
    return files.find_by_key(db.session, job.result["key"]) if job is not None and job.result else None
