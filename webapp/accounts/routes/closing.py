"""Closing one's own account."""

from flask import redirect, url_for
from flask_security.utils import logout_user
from werkzeug.wrappers import Response as AnyResponse

from webapp.accounts import closing
from webapp.accounts.forms import CloseForm
from webapp.accounts.routes.blueprint import blueprint
from webapp.database import db
from webapp.web.forms import errors_on
from webapp.web.guard import current_person, public, signed_in
from webapp.web.pages import page, public_page


@blueprint.route("/account/close", methods=["GET", "POST"])
@signed_in
def close() -> AnyResponse:
    form = CloseForm()
    if form.validate_on_submit():
        with errors_on(form):
            closing.close(db.session, person=current_person(), with_words=form.with_words)
            logout_user()
            return redirect(url_for(".closed"))
    return page("accounts/close.html", form=form)


@blueprint.get("/account/closed")
@public
def closed() -> AnyResponse:
    """Where somebody arrives who has just closed their account, and is nobody here any more."""
    return public_page("accounts/closed.html")
