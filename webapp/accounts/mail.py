"""Mail about accounts and groups: written as text templates, posted with the data it belongs to."""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, render_template, url_for
from flask_security import MailUtil

from webapp.database import db
from webapp.notices import services as notices


class OutboxMail(MailUtil):
    """Flask-Security's mail goes into the outbox like every other."""

    def send_mail(self, template: str, subject: str, recipient: Any, sender: Any, body: str | None, html: str | None,
                  **context: Any) -> None:  # fmt: skip
        notices.post(db.session, to=str(recipient), subject=str(subject), text=body or "")


def post(template: str, *, to: str, subject: str, **words: Any) -> None:
    """Post the text template `template`. Raises `NotAnAddress`."""
    text = render_template(template, **words)
    notices.post(db.session, to=to, subject=f"{subject} – {current_app.config['AUTHORITY']}", text=text)


def ours(url: str) -> str:
    """The same page at the address the site's settings give, whatever host the request named: a link in a mail must not
    lead where somebody who asked for it wanted. Without BASE_URL (a newcomer's machine) it is left as it is."""
    base: str = current_app.config["BASE_URL"]
    parts = urlsplit(url)
    return base.rstrip("/") + parts._replace(scheme="", netloc="").geturl() if base else url


def link_to(endpoint: str, **values: Any) -> str:
    """The whole address of a page, fit for a mail."""
    return ours(url_for(endpoint, _external=True, **values))


def init_app(app: Flask) -> None:
    app.jinja_env.filters["ours"] = ours
    app.jinja_env.globals["link_to"] = link_to
