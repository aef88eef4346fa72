"""Other words for a proposal: read by everybody, suggested by whoever signs in, answered by its authors."""

from flask import Response, abort, flash, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.database import db
from webapp.i18n import _
from webapp.proposals import amendments
from webapp.proposals.models import Amendment
from webapp.proposals.people_forms import AnswerForm, SuggestForm
from webapp.proposals.routes.blueprint import blueprint
from webapp.proposals.routes.common import Seen, by_number
from webapp.proposals.rules import AMENDMENT, TAKES_BACKING, Act, Side
from webapp.proposals.services import amending
from webapp.proposals.services.amending import WordsChanged
from webapp.proposals.wording import mark_of
from webapp.refusals import Refused
from webapp.web.forms import errors_on
from webapp.web.guard import current_person, public, signed_in, somebody_signed_in
from webapp.web.pages import get_or_404, page, shared_page


@blueprint.get("/proposals/<int:number>/amendments")
@public
def suggestions(number: int) -> Response:
    seen = by_number(number)
    return shared_page("proposals/amendments.html", proposal=seen.proposal, may_suggest=seen.may(Act.SUGGEST),
                       waits=seen.move.stage in TAKES_BACKING,
                       found=amendments.list_suggestions(db.session, seen.proposal))  # fmt: skip


@blueprint.route("/proposals/<int:number>/amendments/new", methods=["GET", "POST"])
@signed_in
def suggest(number: int) -> AnyResponse:
    """Begins with the words as they are. When these change meanwhile, what was written stays, beside the new ones."""
    seen = by_number(number, Act.SUGGEST)
    proposal, now = seen.proposal, mark_of(seen.proposal.title, seen.proposal.what)
    form = SuggestForm(title=proposal.title, what=proposal.what, since=now)
    if form.validate_on_submit():
        with errors_on(form):
            amending.suggest(
                db.session, proposal=proposal, person_id=current_person().id, since=form.since.data or "",
                title=form.title.data or "", what=form.what.data or "", why=form.why.data or "",
            )  # fmt: skip
            flash(_("Thank you. The authors are told, and you are told what they answer."))
            return redirect(url_for(".suggestions", number=number))
    if form.form_errors:
        form.since.data = now
    return page("proposals/suggest.html", proposal=proposal, form=form)


@blueprint.get("/proposals/<int:number>/amendments/<int:amendment_id>")
@public
def suggestion(number: int, amendment_id: int) -> Response:
    seen = by_number(number)
    one = _amendment_of(seen, amendment_id)
    may_answer = seen.may(Act.ANSWER_SUGGESTION) and one.answered_at is None and one.hidden_at is None
    return shared_page("proposals/amendment.html", proposal=seen.proposal, may_answer=may_answer, kind=AMENDMENT,
                       waits=seen.move.stage in TAKES_BACKING,
                       found=amendments.read_suggestion(db.session, seen.proposal, one))  # fmt: skip


@blueprint.route("/proposals/<int:number>/amendments/<int:amendment_id>/answer", methods=["GET", "POST"])
@signed_in
def answer(number: int, amendment_id: int) -> AnyResponse:
    seen = by_number(number, Act.ANSWER_SUGGESTION)
    one, now = _amendment_of(seen, amendment_id), mark_of(seen.proposal.title, seen.proposal.what)
    form = AnswerForm(since=now)
    if form.validate_on_submit():
        with errors_on(form):
            _answer(seen, one, form)
            flash(_("Answered. Whoever suggested it is told."))
            return redirect(url_for(".suggestion", number=number, amendment_id=amendment_id))
    if form.errors:
        form.since.data = mark_of(seen.proposal.title, seen.proposal.what)
    return page("proposals/answer.html", proposal=seen.proposal, form=form,
                found=amendments.read_suggestion(db.session, seen.proposal, one))  # fmt: skip


def _answer(seen: Seen, one: Amendment, form: AnswerForm) -> None:
    try:
        amending.answer(db.session, proposal=seen.proposal, amendment=one, person_id=current_person().id,
                        accept=form.accept, reason=form.reason.data or "", since=form.since.data or "")  # fmt: skip
    except WordsChanged as changed:
        raise Refused(str(changed), field="take") from changed


def _amendment_of(seen: Seen, amendment_id: int) -> Amendment:
    """A hidden one is there for whoever suggested it, and for moderators."""
    one = get_or_404(Amendment, amendment_id)
    if one.proposal_id != seen.proposal.id:
        abort(404)
    mine = somebody_signed_in() and current_person().id == one.author_id
    if one.hidden_at is not None and not mine and Side.MODERATOR not in seen.sides:
        abort(404)
    return one
