"""Making one of two proposals, taking that back, and splitting one in two."""

import secrets

from flask import flash, redirect
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.audit.services import record
from webapp.database import db
from webapp.i18n import _
from webapp.proposals import joins, likeness, queries
from webapp.proposals.models import Proposal
from webapp.proposals.people_forms import MergeForm, SplitForm, WhyForm
from webapp.proposals.routes.blueprint import blueprint
from webapp.proposals.routes.common import Seen, by_number, page_of
from webapp.proposals.rules import TAKES_BACKING, Act, Side, Stage, why_not_merge
from webapp.proposals.services import joining
from webapp.proposals.services.moving import MovedMeanwhile
from webapp.proposals.wording import mark_of
from webapp.refusals import Refused
from webapp.web.forms import errors_on
from webapp.web.guard import current_person, requires, signed_in
from webapp.web.pages import found_or_404, page


@blueprint.route("/office/proposals/<int:number>/merge", methods=["GET", "POST"])
@requires(Permission.HANDLE_PROPOSALS)
def merge(number: int) -> AnyResponse:
    """Asked twice: how many would back the two together is shown before it is done."""
    seen = by_number(number, Act.MERGE)
    form, together, into = MergeForm(since=seen.move.stage.value), None, None
    if form.validate_on_submit():
        with errors_on(form):
            into = _find_other(seen, form)
            if form.seen.data == str(into.id):
                _merge(seen, into, form)
                return redirect(page_of(into))
            together = joins.count_together(db.session, seen.proposal, into)
            form.seen.data = str(into.id)
    alike = likeness.find_alike(db.session, seen.proposal.title)
    return page("proposals/merge.html", proposal=seen.proposal, form=form, into=into, together=together,
                alike=[one for one in alike if one[0] != number])  # fmt: skip


def _find_other(seen: Seen, form: MergeForm) -> Proposal:
    """The one that takes this in. Raises `Refused` at the field."""
    other = queries.find_by_number(db.session, form.number)
    if other is None:
        raise Refused(_("There is no proposal with this number."), field="into")
    wrong = why_not_merge(same=other.id == seen.proposal.id, stage=seen.move.stage,
                          into=queries.move_now(db.session, other).stage,
                          into_hidden=other.hidden_at is not None)  # fmt: skip
    if wrong:
        raise Refused(wrong, field="into")
    return other


def _merge(seen: Seen, into: Proposal, form: MergeForm) -> None:
    if form.since.data not in list(Stage):
        raise MovedMeanwhile
    me, reason = current_person().id, form.reason.data or ""
    joining.merge(db.session, proposal=seen.proposal, into=into, since=Stage(form.since.data), actor_id=me,
                  reason=reason)  # fmt: skip
    record(db.session, actor_id=me, act="merge proposals", subject=f"proposal:{seen.proposal.id}", words=reason,
           into=into.id)  # fmt: skip
    flash(_("Merged. Everybody who backs or follows either is told."))


@blueprint.route("/office/proposals/<int:number>/unmerge", methods=["GET", "POST"])
@requires(Permission.HANDLE_PROPOSALS)
def unmerge(number: int) -> AnyResponse:
    seen = by_number(number, Act.UNMERGE)
    into = found_or_404(db.session.get(Proposal, seen.proposal.merged_into_id or 0))
    form = WhyForm()
    if form.validate_on_submit():
        with errors_on(form):
            me, reason = current_person().id, form.reason.data or ""
            joining.unmerge(db.session, proposal=seen.proposal, actor_id=me, reason=reason)
            record(db.session, actor_id=me, act="take a merge back", subject=f"proposal:{seen.proposal.id}",
                   words=reason)  # fmt: skip
            flash(_("It stands by itself again. Everybody who backs or follows it is told."))
            return redirect(page_of(seen.proposal))
    return page("proposals/unmerge.html", proposal=seen.proposal, into=into, form=form)


@blueprint.route("/proposals/<int:number>/split", methods=["GET", "POST"])
@signed_in
def split(number: int) -> AnyResponse:
    seen = by_number(number, Act.SPLIT)
    old, takes_backing = seen.proposal, seen.move.stage in TAKES_BACKING
    form = SplitForm(since=mark_of(old.title, old.what), token=secrets.token_urlsafe(24), stays=old.what,
                     who_benefits=old.who_benefits)  # fmt: skip
    if form.validate_on_submit():
        with errors_on(form):
            made = _split(seen, form, stays=form.stays.data or "" if takes_backing else "")
            flash(_("Split off. It is proposal P-%(number)s, and a moderator reads it first.", number=made.number))
            return redirect(page_of(old))
    if form.form_errors:
        form.since.data = mark_of(old.title, old.what)
    return page("proposals/split.html", proposal=old, form=form, takes_backing=takes_backing)


def _split(seen: Seen, form: SplitForm, *, stays: str) -> Proposal:
    me = current_person().id
    made = joining.split(
        db.session, proposal=seen.proposal, person_id=me, token=form.token.data or "", since=form.since.data or "",
        title=form.title.data or "", what=form.what.data or "", who_benefits=form.who_benefits.data or "", stays=stays,
    )  # fmt: skip
    if Side.AUTHOR not in seen.sides:
        record(db.session, actor_id=me, act="split a proposal", subject=f"proposal:{seen.proposal.id}", into=made.id)
    return made
