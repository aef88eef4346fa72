"""Writing a proposal: one thing a page, kept as one goes; then a look at the whole, and sending it in."""

import secrets

from flask import abort, flash, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.database import db
from webapp.i18n import _
from webapp.proposals import likeness, queries
from webapp.proposals.forms import COSTS, BenefitForm, ButtonForm, OwnerForm, TitleForm, WhatForm, WhereForm
from webapp.proposals.models import Cost, Form, Proposal
from webapp.proposals.routes.blueprint import blueprint
from webapp.proposals.routes.common import Seen, area_names, areas, page_of, see
from webapp.proposals.rules import STAGE_WORDS, Act, Stage
from webapp.proposals.services import picturing, writing
from webapp.web.forms import Form as WebForm
from webapp.web.forms import errors_on
from webapp.web.guard import current_person, signed_in
from webapp.web.pages import get_or_404, page

PARTS = ("what", "where", "benefit", "owner", "picture")
"""The pages after the title, in order; the last for those who may add pictures already."""


@blueprint.route("/proposals/new", methods=["GET", "POST"])
@signed_in
def new() -> AnyResponse:
    """The title. When others read alike, they are shown first; whoever goes on has seen them."""
    form = TitleForm(token=secrets.token_urlsafe(24))
    if form.validate_on_submit():
        title = form.title.data or ""
        alike = [] if form.seen.data else likeness.find_alike(db.session, title)
        if alike:
            form.seen.data = "yes"
            return page("proposals/same.html", form=form, alike=alike)
        with errors_on(form):
            made = writing.begin(db.session, author_id=current_person().id, token=form.token.data or "",
                                 title=title, form=Form(form.form.data))  # fmt: skip
            return redirect(url_for(".part", proposal_id=made.id, act=PARTS[0]))
    return page("proposals/new.html", form=form)


@blueprint.get("/proposals/mine")
@signed_in
def mine() -> AnyResponse:
    """What I wrote that nobody else can see yet, and what has been sent in."""
    me = current_person().id
    return page("proposals/mine.html", drafts=queries.drafts_of(db.session, me), sent=queries.sent_by(db.session, me),
                stage_words=STAGE_WORDS)  # fmt: skip


@blueprint.route("/proposals/drafts/<int:proposal_id>/<any(what, where, benefit, owner):act>", methods=["GET", "POST"])
@signed_in
def part(proposal_id: int, act: str) -> AnyResponse:
    seen = see(get_or_404(Proposal, proposal_id), Act.EDIT)
    form = _form_of(act, seen.proposal)
    if form.validate_on_submit():
        with errors_on(form):
            writing.save(db.session, proposal=seen.proposal, person_id=current_person().id, **_parts_of(act, form))
            return redirect(after_part(seen, act))
    place, of = place_of_part(act)
    return page("proposals/part.html", form=form, proposal=seen.proposal, part=act, place=place, of=of,
                back=before_part(seen, act))  # fmt: skip


def _form_of(act: str, proposal: Proposal) -> WebForm:
    if act == "what":
        return WhatForm(obj=proposal)
    if act == "where":
        where = WhereForm(where=proposal.where, area=str(proposal.area_id or ""))
        where.offer(areas())
        return where
    if act == "benefit":
        return BenefitForm(who_benefits=proposal.who_benefits, cost=proposal.cost.value, cost_words=proposal.cost_words)
    owner = OwnerForm(owner=str(proposal.group_id or "me"))
    organised = [(one.group_id, one.group.name) for one in current_person().memberships if one.organiser]
    owner.offer(organised)
    return owner


def _parts_of(act: str, form: WebForm) -> dict[str, object]:
    """The columns that a page fills."""
    if isinstance(form, WhereForm):
        return {"where": form.where.data or "", "area_id": form.area_id}
    if isinstance(form, BenefitForm):
        return {"who_benefits": form.who_benefits.data or "", "cost": Cost(form.cost.data),
                "cost_words": form.cost_words.data or ""}  # fmt: skip
    if isinstance(form, OwnerForm):
        return {"group_id": form.group_id}
    return {"what": form["what"].data or ""}


def place_of_part(act: str) -> tuple[int, int]:
    """Which page it is of how many; the title was the first."""
    return PARTS.index(act) + 2, len(_my_parts()) + 1


def _my_parts() -> tuple[str, ...]:
    return PARTS if picturing.may_add(db.session, current_person().id) else PARTS[:-1]


def _page_of_part(seen: Seen, act: str) -> str:
    if act == "picture":
        return url_for(".picture", proposal_id=seen.proposal.id)
    return url_for(".part", proposal_id=seen.proposal.id, act=act)


def after_part(seen: Seen, act: str) -> str:
    """While it is written the next page, or the whole; once people back it, its page."""
    if seen.move.stage is not Stage.DRAFT:
        return page_of(seen.proposal)
    place = PARTS.index(act) + 1
    if place < len(_my_parts()):
        return _page_of_part(seen, PARTS[place])
    return url_for(".check", proposal_id=seen.proposal.id)


def before_part(seen: Seen, act: str) -> str:
    if seen.move.stage is not Stage.DRAFT:
        return page_of(seen.proposal)
    place = PARTS.index(act)
    return _page_of_part(seen, PARTS[place - 1]) if place else url_for(".mine")


@blueprint.route("/proposals/drafts/<int:proposal_id>/check", methods=["GET", "POST"])
@signed_in
def check(proposal_id: int) -> AnyResponse:
    """The whole of it before it is sent in; after that, where it stands."""
    seen = see(get_or_404(Proposal, proposal_id))
    form = ButtonForm()
    if form.validate_on_submit():
        if not seen.may(Act.SEND_IN):
            abort(403)
        with errors_on(form):
            writing.send_in(db.session, proposal=seen.proposal, person_id=current_person().id)
            flash(_("Sent in. It is proposal P-%(number)s.", number=seen.proposal.number))
            return redirect(page_of(seen.proposal))
    return page("proposals/check.html", form=form, proposal=seen.proposal, seen=seen, costs=COSTS, names=area_names(),
                groups={one.group_id: one.group.name for one in current_person().memberships}, Act=Act)  # fmt: skip
