"""Standing behind a proposal with its author: asking, answering, leaving."""

from flask import current_app, flash, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.accounts import keys, mail
from webapp.database import db
from webapp.i18n import _
from webapp.proposals import sponsors
from webapp.proposals.models import Proposal
from webapp.proposals.people_forms import InviteForm, StandBehindForm
from webapp.proposals.routes.blueprint import blueprint
from webapp.proposals.routes.common import page_of, see
from webapp.proposals.rules import HIDDEN, Act
from webapp.proposals.services import sponsoring
from webapp.proposals.showing import name_author
from webapp.web.forms import errors_on, refusals_told
from webapp.web.guard import current_person, signed_in
from webapp.web.pages import get_or_404, page


@blueprint.route("/proposals/drafts/<int:proposal_id>/sponsors", methods=["GET", "POST"])
@signed_in
def invite(proposal_id: int) -> AnyResponse:
    """The same words follow whether or not somebody uses this address, or was asked before."""
    seen = see(get_or_404(Proposal, proposal_id), Act.INVITE)
    form = InviteForm()
    if form.validate_on_submit():
        with errors_on(form):
            _ask(seen.proposal, form.email.data or "", named=seen.move.stage not in HIDDEN)
            flash(_("If %(email)s was not asked before, a mail is on its way.", email=form.email.data))
            return redirect(url_for(".invite", proposal_id=proposal_id))
    return page("proposals/invite.html", proposal=seen.proposal, form=form, back=page_of(seen.proposal),
                asked=sponsors.list_invitations(db.session, seen.proposal))  # fmt: skip


def _ask(proposal: Proposal, email: str, *, named: bool) -> None:
    """The mail is posted with the invitation, or neither is kept. Words that no moderator has read stay out of it."""
    token = sponsoring.invite(db.session, proposal=proposal, email=email, by=current_person(), key=_key())
    if token is not None:
        mail.post("proposals/email/sponsor.txt", to=email.strip(), subject=_("Will you stand behind a proposal?"),
                  title=proposal.title if named else "", author=name_author(db.session, proposal),
                  link=mail.link_to("proposals.stand_behind", token=token))  # fmt: skip


@blueprint.route("/proposals/invitations/<token>", methods=["GET", "POST"])
@signed_in
def stand_behind(token: str) -> AnyResponse:
    found = sponsoring.find_open(db.session, token=token, key=_key())
    if found is None or found[0].email != current_person().email:
        return page("proposals/not_invited.html", another=found is not None, status=404 if found is None else 403)
    form, proposal = StandBehindForm(), found[1]
    form.offer([(one.group_id, one.group.name) for one in current_person().memberships if one.organiser])
    if form.validate_on_submit():
        with errors_on(form):
            sponsoring.accept(db.session, token=token, key=_key(), person=current_person(), group_id=form.group_id,
                              name_shown=bool(form.name_shown.data))  # fmt: skip
            flash(_("You stand behind this. We tell you of every step."))
            return redirect(page_of(proposal))
    return page("proposals/stand_behind.html", proposal=proposal, form=form, token=token,
                author=name_author(db.session, proposal))  # fmt: skip


@blueprint.post("/proposals/invitations/<token>/decline")
@signed_in
def decline(token: str) -> AnyResponse:
    with refusals_told():
        sponsoring.decline(db.session, token=token, key=_key(), person=current_person())
        flash(_("You declined. You are not asked again for this proposal."))
    return redirect(url_for(".mine"))


@blueprint.post("/proposals/drafts/<int:proposal_id>/leave")
@signed_in
def leave(proposal_id: int) -> AnyResponse:
    seen = see(get_or_404(Proposal, proposal_id), Act.LEAVE)
    sponsoring.leave(db.session, proposal=seen.proposal, person=current_person())
    flash(_("You no longer stand behind it."))
    return redirect(page_of(seen.proposal) if seen.move.stage not in HIDDEN else url_for(".mine"))


def _key() -> bytes:
    return keys.derive(current_app.config["SECRET_KEY"], "co-sponsor")
