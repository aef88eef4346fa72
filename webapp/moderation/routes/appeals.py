"""Asking for another look at what was hidden, and answering that."""

from flask import abort, flash, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.database import db
from webapp.i18n import _
from webapp.moderation import queries, rulings
from webapp.moderation.forms import AnswerForm, AppealForm
from webapp.moderation.kinds import KINDS, Words
from webapp.moderation.models import Appeal, Ruling
from webapp.moderation.routes.blueprint import blueprint
from webapp.moderation.words import FLAG_REASONS, RULES, SANCTIONS
from webapp.web.forms import errors_on
from webapp.web.guard import current_person, requires, signed_in
from webapp.web.pages import get_or_404, page


@blueprint.route("/moderation/rulings/<int:ruling_id>", methods=["GET", "POST"])
@signed_in
def ruling(ruling_id: int) -> AnyResponse:
    """For its author and nobody else: what was hidden, why, and how to ask for another look."""
    found = get_or_404(Ruling, ruling_id)
    if found.author_id != current_person().id:
        abort(404)
    form = AppealForm()
    if form.validate_on_submit():
        with errors_on(form):
            rulings.appeal(db.session, ruling=found, person_id=current_person().id, words=form.words.data or "")
            flash(_("Another moderator will look at it. We tell you by mail."))
            return redirect(url_for(".ruling", ruling_id=found.id))
    return page("moderation/ruling.html", ruling=found, words=_words_of(found), form=form, rules=RULES,
                why_not=rulings.why_not_appeal(found))  # fmt: skip


def _words_of(found: Ruling) -> Words | None:
    return KINDS[found.kind].read(db.session, [found.thing_id]).get(found.thing_id) if found.kind in KINDS else None


@blueprint.get("/office/moderation/appeals")
@requires(Permission.MODERATE)
def appeals() -> AnyResponse:
    return page("moderation/appeals.html", waiting=queries.list_appeals(db.session), me=current_person().id,
                about_people=queries.list_sanction_appeals(db.session), reasons=FLAG_REASONS,
                kinds=SANCTIONS)  # fmt: skip


@blueprint.route("/office/moderation/appeals/<int:appeal_id>", methods=["GET", "POST"])
@requires(Permission.MODERATE)
def appeal(appeal_id: int) -> AnyResponse:
    found = get_or_404(Appeal, appeal_id)
    form = AnswerForm()
    if form.validate_on_submit():
        with errors_on(form):
            rulings.answer(db.session, appeal=found, granted=form.granted.data == "yes", words=form.words.data or "",
                           by=current_person().id)  # fmt: skip
            flash(_("Answered. The author is told."))
            return redirect(url_for(".appeals"))
    return page("moderation/appeal.html", appeal=found, words=_words_of(found.ruling), form=form, rules=RULES)
