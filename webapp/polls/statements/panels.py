"""What polls of statements say on pages of the office."""

from flask import render_template

from webapp.database import db
from webapp.polls.methods import STATEMENTS
from webapp.polls.models import Poll
from webapp.polls.statements import queries


def on_office_poll(poll_id: int) -> str:
    """The way to a poll's statements, and how many there are; nothing for other polls."""
    poll = db.session.get(Poll, poll_id)
    if poll is None or poll.method != STATEMENTS:
        return ""
    return render_template("polls/statements/_panel.html", poll=poll, statements=queries.list_all(db.session, poll_id))
