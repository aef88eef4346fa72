"""A thing as a small card that other sites put into a frame, and the page that tells how."""

from flask import Response, abort, render_template

from webapp import clock
from webapp.database import db
from webapp.home.routes.blueprint import blueprint
from webapp.notices.addresses import whole
from webapp.web import listed
from webapp.web.guard import public
from webapp.web.headers import allow_every_frame
from webapp.web.listed import Entry
from webapp.web.pages import public_page

HEIGHT = 300
"""Pixels of the frame: enough for a title of two lines at 320 pixels."""


@blueprint.get("/embed/<kind>/<int:thing_id>")
@public
def embed(kind: str, thing_id: int) -> Response:
    """The card. What is not public (any more) is a card too, so that the other site does not show a broken frame."""
    entry = _find(kind, thing_id)
    status = 200 if entry is not None else 404
    card = public_page("embed/card.html", status=status, seconds=300, one=entry,
                       address=whole(entry.address if entry is not None else "/"))  # fmt: skip
    return allow_every_frame(card)


@blueprint.get("/embed/<kind>/<int:thing_id>/how")
@public
def how_to_embed(kind: str, thing_id: int) -> Response:
    entry = _find(kind, thing_id)
    if entry is None:
        abort(404)
    frame = render_template("embed/_frame.html", one=entry, source=whole(f"/embed/{kind}/{thing_id}"), height=HEIGHT)
    return public_page("embed/how.html", one=entry, frame=frame.strip(), height=HEIGHT)


def _find(kind: str, thing_id: int) -> Entry | None:
    finder = listed.FINDERS.get(kind)
    return finder(db.session, thing_id, clock.now()) if finder is not None and 0 < thing_id < 2**31 else None
