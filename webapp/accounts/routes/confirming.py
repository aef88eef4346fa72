"""What is laid around some of Flask-Security's own views."""

from collections.abc import Callable
from typing import Any

from flask import Response, abort, flash, redirect, request, url_for

from webapp.accounts.forms import ButtonForm
from webapp.accounts.services import EmailTaken
from webapp.i18n import _
from webapp.web.pages import page


def by_button(view: Callable[..., Any]) -> Callable[..., Any]:
    """Confirm an address by a button and not by opening a link, because programs that read mail open links too."""

    def confirm(token: str) -> Any:
        form = ButtonForm()
        return view(token=token) if form.validate_on_submit() else page("accounts/confirm.html", form=form)

    return confirm


def told_once(view: Callable[..., Any]) -> Callable[..., Any]:
    """Joining twice at the same moment: the second gets the words of the first, and there is one account."""

    def join() -> Any:
        try:
            return view()
        except EmailTaken:
            flash(
                _(
                    "We have sent a mail to %(email)s. Open the link in it to finish.",
                    email=request.form.get("email", ""),
                )
            )
            return redirect(url_for("security.login"))

    return join


def not_used(**_parts: str) -> Response:
    """A view of Flask-Security that no page leads to."""
    abort(404)
