"""What moderation holds about the person who looks: what was decided, what they told us, and all of it as a file."""

import json

from flask import Response, abort, flash, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.audit import services as audit
from webapp.database import db
from webapp.i18n import _
from webapp.moderation import own, people, sanctions
from webapp.moderation.forms import AppealForm
from webapp.moderation.models import Sanction
from webapp.moderation.routes.blueprint import blueprint
from webapp.moderation.words import DONE, FLAG_REASONS, RULES, SANCTIONS
from webapp.web.forms import errors_on
from webapp.web.guard import current_person, signed_in
from webapp.web.pages import get_or_404, page


@blueprint.get("/moderation/mine")
@signed_in
def mine() -> AnyResponse:
    me = current_person().id
    return page("moderation/mine.html", rulings=people.list_rulings(db.session, me), kinds=SANCTIONS, done=DONE,
                sanctions=people.list_sanctions(db.session, me), flags=people.list_flagged(db.session, me),
                reasons=FLAG_REASONS)  # fmt: skip


@blueprint.post("/moderation/mine/file")
@signed_in
def mine_file() -> Response:
    """Asked for by a button, made while one waits, kept nowhere; that it was asked for is on record."""
    me = current_person().id
    audit.record(db.session, actor_id=me, act="moderation: own data", subject=f"person:{me}")
    told = json.dumps(own.tell_all(db.session, me), indent=2, ensure_ascii=False)
    response = Response(told, mimetype="application/json")
    response.headers.set("Content-Disposition", "attachment", filename="moderation.json")
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.route("/moderation/sanctions/<int:sanction_id>", methods=["GET", "POST"])
@signed_in
def sanction(sanction_id: int) -> AnyResponse:
    """For the person it is about and nobody else: what, why, until when, and how to ask for another look."""
    found = get_or_404(Sanction, sanction_id)
    if found.person_id != current_person().id:
        abort(404)
    form = AppealForm()
    if form.validate_on_submit():
        with errors_on(form):
            sanctions.appeal(db.session, sanction=found, person_id=current_person().id, words=form.words.data or "")
            flash(_("Another moderator will look at it. We tell you by mail."))
            return redirect(url_for(".sanction", sanction_id=found.id))
    return page("moderation/sanction.html", sanction=found, form=form, kinds=SANCTIONS, rules=RULES,
                why_not=sanctions.why_not_appeal(found))  # fmt: skip
