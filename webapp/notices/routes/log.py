"""The delivery log for officers: figures, tries and errors, and never a whole address."""

from flask import Response, abort, request, url_for

from webapp.access import Permission
from webapp.database import db
from webapp.notices import bouncing, log
from webapp.notices.contacts import masked, unnamed
from webapp.notices.routes.blueprint import blueprint
from webapp.web.guard import requires
from webapp.web.pages import page


@blueprint.get("/office/told")
@requires(Permission.SEE_DELIVERY)
def delivery_log() -> Response:
    words = request.args.get("words", "").replace("\x00", "")[:100].strip()
    found = log.list_told(db.session, words=words, before=request.args.get("before", type=int))
    older = found[log.A_PAGE - 1].id if len(found) > log.A_PAGE else None
    return page("notices/log.html", told=found[: log.A_PAGE], words=words, outbox=log.count_outbox(db.session),
                stopped=bouncing.count_stopped(db.session), subscribers=log.count_subscribers(db.session),
                older=url_for(".delivery_log", words=words or None, before=older) if older else None)  # fmt: skip


@blueprint.get("/office/told/<int:happening_id>")
@requires(Permission.SEE_DELIVERY)
def delivery(happening_id: int) -> Response:
    told = log.find_told(db.session, happening_id)
    if told is None:
        abort(404)
    messages = log.list_messages(db.session, happening_id, before=request.args.get("before", type=int))
    older = messages[log.A_PAGE - 1].id if len(messages) > log.A_PAGE else None
    return page("notices/delivery.html", told=told, messages=messages[: log.A_PAGE], masked=masked, unnamed=unnamed,
                older=url_for(".delivery", happening_id=happening_id, before=older) if older else None)  # fmt: skip
