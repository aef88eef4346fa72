"""Signing in by a link in a mail: asking for one, and following it."""

from flask import current_app, flash, make_response, redirect, request, url_for
from flask_security import login_user
from flask_security.proxies import _security
from flask_security.utils import validate_redirect_url
from werkzeug.wrappers import Response as AnyResponse

from webapp.accounts import keys, links, mail, queries
from webapp.accounts.forms import ButtonForm, LinkForm
from webapp.accounts.models import Person
from webapp.accounts.routes.blueprint import blueprint
from webapp.accounts.rules import LINK_LASTS
from webapp.database import db
from webapp.i18n import _
from webapp.refusals import Refused
from webapp.web.guard import public
from webapp.web.pages import page


@blueprint.route("/sign-in/link", methods=["GET", "POST"])
@public
def ask_link() -> AnyResponse:
    """The answer is the same whether there is such a person or not."""
    form = LinkForm(next=request.args.get("next", ""))
    if form.validate_on_submit():
        person = queries.find_person(db.session, form.email.data or "")
        if person is not None and person.active:
            _send(person, form.next.data)
        flash(_("If %(email)s has an account here, we have sent a mail with a link to it.", email=form.email.data))
        return redirect(url_for(".ask_link"))
    return page("accounts/ask_link.html", form=form)


@blueprint.route("/sign-in/link/<token>", methods=["GET", "POST"])
@public
def use_link(token: str) -> AnyResponse:
    form = ButtonForm()
    if form.validate_on_submit():
        try:
            return _enter(links.use(db.session, token=token, key=_key()))
        except Refused as refusal:
            flash(str(refusal), "error")
            return redirect(url_for(".ask_link"))
    if not links.is_good(db.session, token=token, key=_key()):
        flash(str(links.LinkSpent()), "error")
        return redirect(url_for(".ask_link"))
    return page("accounts/use_link.html", form=form)


def _send(person: Person, after: str | None) -> None:
    token = links.make(db.session, person=person, key=_key())
    going = {"next": after} if after and validate_redirect_url(after) else {}
    mail.post("accounts/email/sign_in_link.txt", to=person.email, subject=_("Your link to sign in"), person=person,
              link=mail.link_to("accounts.use_link", token=token, **going),
              minutes=int(LINK_LASTS.total_seconds() // 60))  # fmt: skip


def _enter(person: Person) -> AnyResponse:
    """Sign in, by way of the second step where there is one."""
    after = request.args.get("next", "")
    after = after if validate_redirect_url(after) else ""
    second_step = _security.two_factor_plugins.tf_enter(person, False, "link", next_loc=after or None)
    if second_step is not None:
        return make_response(second_step)
    login_user(person, authn_via=["link"])
    return redirect(after or url_for(".mine"))


def _key() -> bytes:
    return keys.derive(current_app.config["SECRET_KEY"], "sign-in-link")
