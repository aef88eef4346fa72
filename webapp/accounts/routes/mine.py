"""A person's own page, and leaving."""

from flask import Response, redirect, url_for
from flask_security.utils import logout_user
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.accounts import services
from webapp.accounts.forms import ButtonForm
from webapp.accounts.routes.blueprint import blueprint
from webapp.accounts.words import in_words
from webapp.database import db
from webapp.i18n import _
from webapp.web.guard import allowed, current_person, signed_in
from webapp.web.pages import page


@blueprint.route("/account")
@signed_in
def mine() -> Response:
    person = current_person()
    return page("accounts/mine.html", person=person, roles=in_words(person.role_set), links=_links(),
                works_here=allowed(Permission.USE_OFFICE), second_step=bool(person.tf_primary_method))  # fmt: skip


def _links() -> list[tuple[str, str]]:
    """Where this person may go, and what to call it."""
    always = [
        (url_for("notices.mine"), _("What you follow, and your mail")),
        (url_for("proposals.mine"), _("My proposals")),
        (url_for("moderation.mine"), _("You and the moderators")),
    ]
    ways = (
        (Permission.USE_OFFICE, "consultations.manage_list", _("Consultations")),
        (Permission.CHECK_SHEETS, "proposals.sheets_to_check", _("Paper sheets to check")),
        (Permission.SEE_DELIVERY, "notices.delivery_log", _("What people were told")),
        (Permission.MANAGE_PEOPLE, "accounts.people", _("People")),
        (Permission.MANAGE_PEOPLE, "accounts.new_group", _("Add a group")),
        (Permission.MANAGE_PEOPLE, "notices.outbox", _("Outbox")),
    )
    return always + [(url_for(endpoint), words) for permission, endpoint, words in ways if allowed(permission)]


@blueprint.route("/account/leave", methods=["GET", "POST"])
@signed_in
def leave() -> AnyResponse:
    """Signing out ends every session of this person: a copied cookie is worth nothing from here on."""
    form = ButtonForm()
    if form.validate_on_submit():
        services.end_sessions(db.session, person=current_person())
        logout_user()
        return redirect("/")
    return page("accounts/leave.html", form=form)
