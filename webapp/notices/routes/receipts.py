"""What the text service tells of a text it took: it arrived, it may later, it never will."""

import hmac

from flask import Response, abort, current_app, request

from webapp.database import db
from webapp.notices import receiving
from webapp.notices.routes.blueprint import blueprint
from webapp.web.guard import public


@blueprint.post("/texts/receipts")
@public
def text_receipt() -> Response:
    """A call of the service, with the bearer token that it was given. What is not ours is taken and means nothing."""
    expected = current_app.config["NOTIFY_TOKEN"]
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not expected or not hmac.compare_digest(given.encode(), expected.encode()):
        abort(403)
    facts = request.get_json(silent=True)
    remote_id, status = (facts.get("id"), facts.get("status")) if isinstance(facts, dict) else (None, None)
    if not isinstance(remote_id, str) or not isinstance(status, str) or "\x00" in remote_id + status:
        abort(400)
    receiving.note_text(db.session, remote_id=remote_id, status=status, zone=current_app.config["TIME_ZONE"])
    return Response(status=204)
