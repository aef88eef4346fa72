"""The outbox for administrators. The words of a mail are shown only where there is no mail server to take them."""

from flask import Response, current_app, request

from webapp.access import Permission
from webapp.database import db
from webapp.notices import queries
from webapp.notices.models import Message
from webapp.notices.routes.blueprint import blueprint
from webapp.web.guard import requires
from webapp.web.pages import get_or_404, page


@blueprint.get("/outbox")
@requires(Permission.MANAGE_PEOPLE)
def outbox() -> Response:
    found = queries.list_messages(db.session, before=request.args.get("before", type=int))
    return page("notices/outbox.html", messages=found[: queries.A_PAGE],
                next_before=found[queries.A_PAGE - 1].id if len(found) > queries.A_PAGE else None)  # fmt: skip


@blueprint.get("/outbox/<int:message_id>")
@requires(Permission.MANAGE_PEOPLE)
def message(message_id: int) -> Response:
    return page("notices/message.html", message=get_or_404(Message, message_id), readable=_words_may_be_read())


def _words_may_be_read() -> bool:
    """A mail may hold a link that signs somebody in. An administrator follows it only where mail goes nowhere else."""
    return not current_app.config["SMTP_URL"] and current_app.config["ENVIRONMENT"] != "production"
