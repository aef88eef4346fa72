"""Ending mail from a link in it: one press, without signing in.

Opening the link changes nothing, because programs that read mail open links too. The press needs no token against other
sites: it acts only by what the link is signed for, and mail programs send it themselves (RFC 8058). See decision 15.
"""

from flask import Response, current_app, request

from webapp.database import db
from webapp.i18n import _
from webapp.notices import queries, stopping, titles
from webapp.notices.addresses import own_page
from webapp.notices.routes.blueprint import blueprint
from webapp.notices.stopping import Stop
from webapp.web.guard import public
from webapp.web.pages import page


@blueprint.route("/stop/<token>", methods=["GET", "POST"])
@public
def stop(token: str) -> Response:
    one = stopping.read_token(token, current_app.config["SECRET_KEY"])
    if one is None:
        return page("notices/stop.html", status=404, state="unknown", title="", token=token, own="")
    own = own_page(one.handle) if one.handle else ""
    if request.method == "GET":
        return page("notices/stop.html", state="asked", title=_title(one), token=token, own=own)
    again = "again" in request.form
    (stopping.take_up_again if again else stopping.stop)(db.session, one)
    return page("notices/stop.html", state="again" if again else "stopped", title=_title(one), token=token, own=own)


def _title(one: Stop) -> str:
    """What the topic is called; empty for everything. Whoever has the link need not have signed in."""
    if not one.kind:
        return ""
    found = titles.find(db.session, one.topic)
    return found.title if found else queries.last_title(db.session, one.topic) or _("this")
