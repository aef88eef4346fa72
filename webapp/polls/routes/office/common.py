"""What the office's pages of one poll share: finding it and its parts, and leading back."""

from datetime import datetime
from typing import TypeVar

from flask import abort, current_app, redirect, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.database import db
from webapp.polls.models import Poll, PollOption, Pot
from webapp.polls.paper_models import CodeIssue, Paper, PaperBatch
from webapp.polls.services import editing
from webapp.web.pages import get_or_404, page

ONE = "/office/polls/<int:poll_id>"
M = TypeVar("M", PollOption, Pot, CodeIssue, PaperBatch, Paper)


def find_part(model: type[M], poll: Poll, ident: int) -> M:
    """An option, pot, pile or paper of this poll; 404 for another's."""
    part = get_or_404(model, ident)
    if part.poll_id != poll.id:
        abort(404)
    return part


def find_for_ballot(poll_id: int) -> Poll:
    """The poll whose ballot is to be changed; else ends the request with 403 and the reason."""
    poll = get_or_404(Poll, poll_id)
    reason = editing.why_stands(db.session, poll)
    if reason:
        say_no(poll, reason)
    return poll


def say_no(poll: Poll, reason: str) -> None:
    """End the request with 403 and the reason why this cannot be done now."""
    abort(page("polls/office/locked.html", status=403, poll=poll, reason=reason))


def go(endpoint: str, poll: Poll, *, anchor: str | None = None) -> Response:
    return redirect(url_for(f"polls.{endpoint}", poll_id=poll.id, _anchor=anchor))


def utc(wall: datetime) -> datetime:
    """A time of the place's clocks."""
    return clock.from_local(wall, current_app.config["TIME_ZONE"])
