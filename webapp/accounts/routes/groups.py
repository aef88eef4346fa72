"""The register of groups, and a group's own pages."""

from flask import Response, abort, current_app, flash, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission, Role
from webapp.accounts import groups, keys, mail, queries, services
from webapp.accounts.forms import AboutForm, ButtonForm, GroupForm, InviteForm
from webapp.accounts.models import Group, GroupInvitation, GroupKind, Membership
from webapp.accounts.routes.blueprint import blueprint
from webapp.accounts.words import GROUP_KINDS
from webapp.audit import services as audit
from webapp.database import db
from webapp.i18n import _
from webapp.notices.services import NotAnAddress
from webapp.refusals import Refused
from webapp.web.forms import errors_on
from webapp.web.guard import current_person, my_roles, public, requires, signed_in
from webapp.web.pages import found_or_404, get_or_404, page, public_page


@blueprint.get("/groups")
@public
def register() -> Response:
    return public_page("accounts/groups.html", groups=queries.list_groups(db.session), kinds=GROUP_KINDS)


@blueprint.route("/groups/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_PEOPLE)
def new_group() -> AnyResponse:
    form = GroupForm()
    if form.validate_on_submit():
        with errors_on(form):
            made = services.create_group(db.session, name=form.name.data or "", kind=GroupKind(form.kind.data),
                                         about=form.about.data or "")  # fmt: skip
            audit.record(db.session, actor_id=current_person().id, act="make group", subject=f"group:{made.id}")
            return redirect(url_for(".group", slug=made.slug))
    return page("accounts/new_group.html", form=form)


@blueprint.get("/groups/<slug>")
@requires(Permission.SEE_GROUP)
def group(slug: str) -> Response:
    mine = _group_i_may_see(slug)
    manages = _manages(mine)
    return page("accounts/group.html", group=mine, members=queries.list_members(db.session, mine), kinds=GROUP_KINDS,
                manages=manages, invitations=queries.list_invitations(db.session, mine) if manages else [])  # fmt: skip


@blueprint.route("/groups/<slug>/about", methods=["GET", "POST"])
@requires(Permission.MANAGE_GROUP)
def about_group(slug: str) -> AnyResponse:
    mine = _group_i_manage(slug)
    form = AboutForm(obj=mine)
    if form.validate_on_submit():
        groups.change_about(db.session, group=mine, about=form.about.data or "", by=current_person())
        flash(_("Saved."))
        return redirect(url_for(".group", slug=slug))
    return page("accounts/about_group.html", group=mine, form=form)


@blueprint.route("/groups/<slug>/invite", methods=["GET", "POST"])
@requires(Permission.MANAGE_GROUP)
def invite(slug: str) -> AnyResponse:
    mine = _group_i_manage(slug)
    form = InviteForm()
    if form.validate_on_submit():
        with errors_on(form):
            _invite(mine, form.email.data or "")
            flash(_("We have sent an invitation to %(email)s.", email=form.email.data))
            return redirect(url_for(".group", slug=slug))
    return page("accounts/invite.html", group=mine, form=form)


def _invite(mine: Group, email: str) -> None:
    """The mail is posted with the invitation, or neither is kept. Raises `Refused`."""
    if "@" not in email:
        raise NotAnAddress(field="email")
    token = groups.invite(db.session, group=mine, email=email, by=current_person(), key=_key())
    mail.post("accounts/email/invitation.txt", to=email, subject=_("An invitation to join %(group)s", group=mine.name),
              group=mine, person=current_person(), link=mail.link_to("accounts.accept", token=token))  # fmt: skip


@blueprint.post("/groups/<slug>/invitations/<int:invitation_id>/take-back")
@requires(Permission.MANAGE_GROUP)
def take_back(slug: str, invitation_id: int) -> AnyResponse:
    mine, invitation = _group_i_manage(slug), get_or_404(GroupInvitation, invitation_id)
    if invitation.group_id != mine.id:
        abort(404)
    groups.take_back(db.session, invitation=invitation, by=current_person())
    flash(_("The invitation is taken back."))
    return redirect(url_for(".group", slug=slug))


@blueprint.post("/groups/<slug>/members/<int:membership_id>/<any(organiser, member, remove):act>")
@requires(Permission.MANAGE_GROUP)
def member(slug: str, membership_id: int, act: str) -> AnyResponse:
    mine, membership = _group_i_manage(slug), get_or_404(Membership, membership_id)
    if membership.group_id != mine.id:
        abort(404)
    try:
        if act == "remove":
            groups.remove(db.session, membership=membership, by=current_person())
        else:
            groups.set_organiser(db.session, membership=membership, organiser=act == "organiser", by=current_person())
        flash(_("Saved."))
    except Refused as refusal:
        flash(str(refusal), "error")
    return redirect(url_for(".group", slug=slug))


@blueprint.route("/invitations/<token>", methods=["GET", "POST"])
@signed_in
def accept(token: str) -> AnyResponse:
    form = ButtonForm()
    invitation = groups.find_invitation(db.session, token=token, key=_key())
    if form.validate_on_submit():
        with errors_on(form):
            joined = groups.accept(db.session, token=token, person=current_person(), key=_key())
            flash(_("You are a member of %(group)s now.", group=joined.name))
            return redirect(url_for(".group", slug=joined.slug))
    return page("accounts/accept.html", invitation=invitation, form=form)


def _group_i_may_see(slug: str) -> Group:
    """The group, for its members, officers and administrators; 403 for anybody else."""
    found = found_or_404(queries.find_group(db.session, slug))
    if not current_person().membership_in(found.id) and not my_roles() & {Role.OFFICER, Role.ADMINISTRATOR}:
        abort(403)
    return found


def _group_i_manage(slug: str) -> Group:
    found = _group_i_may_see(slug)
    if not _manages(found):
        abort(403)
    return found


def _manages(found: Group) -> bool:
    membership = current_person().membership_in(found.id)
    return Role.ADMINISTRATOR in my_roles() or (membership is not None and membership.organiser)


def _key() -> bytes:
    return keys.derive(current_app.config["SECRET_KEY"], "group-invitation")
