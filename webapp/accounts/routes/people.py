"""People and their roles, for administrators."""

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.accounts import queries, services
from webapp.accounts.forms import ButtonForm, RolesForm
from webapp.accounts.models import Person
from webapp.accounts.routes.blueprint import blueprint
from webapp.accounts.rules import GIVEN_ROLES
from webapp.accounts.words import in_words
from webapp.database import db
from webapp.i18n import _
from webapp.web.forms import errors_on
from webapp.web.guard import current_person, requires
from webapp.web.pages import get_or_404, page


@blueprint.get("/people")
@requires(Permission.MANAGE_PEOPLE)
def people() -> Response:
    words = request.args.get("words", "")[:100].replace("\x00", "")
    found = queries.list_people(db.session, words=words, older_than=_small(request.args.get("older")),
                                newer_than=_small(request.args.get("newer")))  # fmt: skip
    return page("accounts/people.html", found=found, words=words, in_words=in_words)


@blueprint.route("/people/<int:person_id>", methods=["GET", "POST"])
@requires(Permission.MANAGE_PEOPLE)
def person(person_id: int) -> AnyResponse:
    someone = get_or_404(Person, person_id)
    form = RolesForm(roles=[role.value for role in someone.role_set & GIVEN_ROLES])
    if form.validate_on_submit():
        with errors_on(form):
            services.set_roles(db.session, person=someone, roles=form.chosen, by=current_person())
            flash(_("The roles of %(name)s are saved.", name=someone.name or someone.email))
            return redirect(url_for(".person", person_id=someone.id))
    return page("accounts/person.html", person=someone, form=form, roles=in_words(someone.role_set))


@blueprint.route("/people/<int:person_id>/<any(stop, start):act>", methods=["GET", "POST"])
@requires(Permission.MANAGE_PEOPLE)
def activity(person_id: int, act: str) -> AnyResponse:
    """Stop somebody's account, or let them sign in again. The page before asks once more."""
    someone = get_or_404(Person, person_id)
    form = ButtonForm()
    if form.validate_on_submit():
        with errors_on(form):
            services.set_active(db.session, person=someone, active=act == "start", by=current_person())
            flash(_("%(name)s can sign in.", name=someone.name) if someone.active else
                  _("The account of %(name)s is stopped.", name=someone.name))  # fmt: skip
            return redirect(url_for(".person", person_id=someone.id))
    return page("accounts/activity.html", person=someone, form=form, act=act)


def _small(text: str | None) -> int | None:
    """A whole number that a database knows as an id, from an address that anybody may write."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
