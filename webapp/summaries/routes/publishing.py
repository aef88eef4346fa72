"""Publishing a summary in the office: reading what will be shown, asking for it, blacking words out afterwards."""

from typing import Any

from flask import Response, flash, jsonify, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp import clock
from webapp.access import Permission
from webapp.consultations import queries as consultations
from webapp.consultations.models import Consultation
from webapp.database import db
from webapp.i18n import _
from webapp.jobs.services import find_latest
from webapp.summaries import published
from webapp.summaries.forms import BlackOutForm, PublishForm
from webapp.summaries.models import PublishedQuote
from webapp.summaries.queries.published import list_publications, list_themes, read_quotes
from webapp.summaries.queries.quotable import read_quotable
from webapp.summaries.routes.blueprint import blueprint
from webapp.summaries.routes.common import consultation_or_refuse, terms_now
from webapp.summaries.services import subject_of
from webapp.web.forms import errors_on
from webapp.web.guard import allowed, current_person, requires
from webapp.web.pages import found_or_404, get_or_404, page


@blueprint.route("/office/consultations/<int:consultation_id>/publish-summary", methods=["GET", "POST"])
@requires(Permission.PUBLISH_SUMMARY)
def publish(consultation_id: int) -> AnyResponse:
    """What is published already, and the form that publishes (anew)."""
    consultation = get_or_404(Consultation, consultation_id)
    may_now = allowed(Permission.PUBLISH_SUMMARY, consultations.stage(consultation, now=clock.now()))
    form = PublishForm()
    form.left_out.choices = _quotes_to_read(consultation) if may_now else []
    if form.validate_on_submit():
        consultation_or_refuse(consultation_id, Permission.PUBLISH_SUMMARY)
        with errors_on(form):
            published.ask_to_publish(
                db.session, consultation=consultation, person_id=current_person().id, terms=terms_now(),
                note=form.note.data or "", left_out=form.left_out.data or [],
            )  # fmt: skip
            flash(_("It is being made. In a moment everybody can read it."))
            return redirect(url_for(".publish", consultation_id=consultation.id))
    return page("summaries/publish.html", consultation=consultation, form=form, may_now=may_now,
                job=_job(consultation), **_published(consultation))  # fmt: skip


def _quotes_to_read(consultation: Consultation) -> list[tuple[str, str]]:
    """(mark, words) of every quote that would be shown."""
    found = read_quotable(db.session, consultations.read_sheet(db.session, consultation))
    return [(published.mark_of(quote), f"“{quote.text}”") for quotes in found.values() for quote in quotes]


def _published(consultation: Consultation) -> dict[str, Any]:
    every = list_publications(db.session, consultation.id)
    themes = list_themes(db.session, every[0].id) if every else []
    return {"every": every, "themes": themes, "quotes": read_quotes(db.session, [one.id for one in themes])}


def _job(consultation: Consultation) -> object:
    return find_latest(db.session, kind=published.JOB, subject=subject_of(consultation.id))


@blueprint.get("/office/consultations/<int:consultation_id>/publish-summary/progress")
@requires(Permission.PUBLISH_SUMMARY)
def publish_progress(consultation_id: int) -> Response:
    """How far it is: {"percent", "words", "over"}."""
    consultation = get_or_404(Consultation, consultation_id)
    job = found_or_404(find_latest(db.session, kind=published.JOB, subject=subject_of(consultation.id)))
    return jsonify(percent=job.percent, words=job.step or _("Waiting for its turn"), over=job.finished_at is not None)


@blueprint.route("/office/published-quotes/<int:quote_id>", methods=["GET", "POST"])
@requires(Permission.PUBLISH_SUMMARY)
def black_out(quote_id: int) -> AnyResponse:
    """Take words out of a quote that stands in public."""
    quote = get_or_404(PublishedQuote, quote_id)
    consultation_id = published.consultation_of(db.session, quote)
    form = BlackOutForm()
    if form.validate_on_submit():
        with errors_on(form):
            published.black_out(db.session, quote=quote, words=form.words.data or "", reason=form.reason.data or "",
                                person_id=current_person().id)  # fmt: skip
            flash(_("Taken out. The number of people stays as it was published."))
            return redirect(url_for(".publish", consultation_id=consultation_id))
    return page("summaries/black_out.html", quote=quote, form=form, consultation_id=consultation_id)
