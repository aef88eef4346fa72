"""What discussions say on pages of other rooms."""

from flask import render_template

from webapp.database import db
from webapp.forums import addresses
from webapp.forums.queries import threads


def on_thing(kind: str, thing_id: int) -> str:
    """For the public page of a thing: how far its discussion is, and the way to it. The same for everybody."""
    begun = threads.find_about(db.session, kind, thing_id)
    posts, people = threads.count_shown(db.session, begun.id) if begun is not None else (0, 0)
    address = addresses.of_discussion(kind, thing_id)
    return render_template("forums/_panel.html", posts=posts, people=people, address=address)


def on_consultation(consultation_id: int) -> str:
    return on_thing("consultation", consultation_id)


def on_proposal(proposal_id: int) -> str:
    return on_thing("proposal", proposal_id)


def on_poll(poll_id: int) -> str:
    return on_thing("poll", poll_id)
