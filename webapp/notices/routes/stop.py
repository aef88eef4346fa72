"""Ending mail from a link in it: one press, without signing in.

Opening the link changes nothing, because programs that read mail open links too. The press needs no token against other
sites: it acts only by what the link is signed for, and mail programs send it themselves (RFC 8058). See decision 15.
"""

from flask import Response, current_app, request

from webapp.database import db
from webapp.i18n import _
from webapp.notices import queries, stopping
from webapp.notices.routes.blueprint import blueprint
from webapp.notices.stopping import Stop
from webapp.web import things
from webapp.web.guard import public
from webapp.web.pages import page


@blueprint.route("/stop/<token>", methods=["GET", "POST"])
@public
def stop(token: str) -> Response:
    one = stopping.read_token(token, current_app.config["SECRET_KEY"])
    if one is None:
        return page("notices/stop.html", status=404, state="unknown", title="", token=token)
    if request.method == "GET":
        return page("notices/stop.html", state="asked", title=_title(one), token=token)
    again = "again" in request.form
    (stopping.take_up_again if again else stopping.stop)(db.session, one)
    return page("notices/stop.html", state="again" if again else "stopped", title=_title(one), token=token)


def _title(one: Stop) -> str:
    """What the thing is called; empty for everything. Whoever has the link need not have signed in."""
    if not one.kind:
        return ""
    thing = things.find(db.session, one.kind, one.thing_id)
    known = queries.last_titles(db.session, one.person_id) if thing is None else {}
    return thing.title if thing else known.get((one.kind, one.thing_id), _("this"))
