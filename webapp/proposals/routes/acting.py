"""What people do to a proposal that is open: back it, follow it, withdraw it, reply to how it ended."""

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.database import db
from webapp.i18n import _
from webapp.notices import following
from webapp.proposals.forms import AreaForm, ButtonForm, ReasonForm, ReplyForm
from webapp.proposals.routes.blueprint import blueprint
from webapp.proposals.routes.common import areas, by_number, page_of
from webapp.proposals.rules import KIND, Act
from webapp.proposals.services import answering, backing, moving
from webapp.web.forms import errors_on, refusals_told
from webapp.web.guard import current_person, signed_in
from webapp.web.pages import page


@blueprint.route("/proposals/<int:number>/back", methods=["GET", "POST"])
@signed_in
def back(number: int) -> AnyResponse:
    """One press. Opened as a page by whoever has just signed in, it asks once more."""
    seen = by_number(number, Act.BACK)
    form = ButtonForm()
    if form.validate_on_submit():
        with refusals_told():
            backing.back(db.session, proposal=seen.proposal, person_id=current_person().id)
            flash(_("You back this. We tell you what becomes of it."))
        return redirect(page_of(seen.proposal))
    return page("proposals/back.html", proposal=seen.proposal, form=form)


@blueprint.post("/proposals/<int:number>/take-back")
@signed_in
def take_back(number: int) -> AnyResponse:
    seen = by_number(number, Act.BACK)
    with refusals_told():
        backing.take_back(db.session, proposal=seen.proposal, person_id=current_person().id)
        flash(_("You no longer back this."))
    return redirect(page_of(seen.proposal))


@blueprint.post("/proposals/<int:number>/area")
@signed_in
def area(number: int) -> AnyResponse:
    """Where my backing comes from."""
    seen = by_number(number, Act.BACK)
    form = AreaForm()
    form.offer(areas())
    if form.validate_on_submit():
        backing.say_area(db.session, proposal=seen.proposal, person_id=current_person().id, area_id=form.area_id)
        flash(_("Saved."))
    return redirect(page_of(seen.proposal))


@blueprint.post("/proposals/<int:number>/<any(follow, mute, unfollow):act>")
@signed_in
def follow(number: int, act: str) -> AnyResponse:
    seen = by_number(number)
    do = {"follow": following.follow, "mute": following.mute, "unfollow": following.unfollow}[act]
    do(db.session, person_id=current_person().id, kind=KIND, thing_id=seen.proposal.id)
    told = {
        "follow": _("You follow this. We tell you when something happens."),
        "mute": _("You will hear nothing of this."),
        "unfollow": _("You do not follow this any more."),
    }
    flash(told[act])
    return redirect(page_of(seen.proposal))


@blueprint.route("/proposals/<int:number>/withdraw", methods=["GET", "POST"])
@signed_in
def withdraw(number: int) -> AnyResponse:
    seen = by_number(number, Act.WITHDRAW)
    form = ReasonForm()
    if form.validate_on_submit():
        with errors_on(form):
            moving.withdraw(db.session, proposal=seen.proposal, actor_id=current_person().id,
                            reason=form.reason.data or "")  # fmt: skip
            flash(_("It is withdrawn. It stays at its address, with your reason."))
            return redirect(page_of(seen.proposal))
    return page("proposals/withdraw.html", proposal=seen.proposal, form=form)


@blueprint.route("/proposals/<int:number>/reply", methods=["GET", "POST"])
@signed_in
def reply(number: int) -> AnyResponse:
    seen = by_number(number, Act.REPLY)
    form = ReplyForm()
    if form.validate_on_submit():
        with errors_on(form):
            made = answering.reply(db.session, proposal=seen.proposal, person_id=current_person().id,
                                   words=form.words.data or "")  # fmt: skip
            flash(_("A moderator reads your reply before others can.") if made.hidden_at else
                  _("Your reply stands beside the decision."))  # fmt: skip
            return redirect(url_for(".show", number=number) + "#history")
    return page("proposals/reply.html", proposal=seen.proposal, move=seen.move, form=form)
