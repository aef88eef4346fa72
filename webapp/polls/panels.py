"""What the front page shows of polls: those that are open, the one that closes first before the others."""

from flask import render_template

from webapp import clock
from webapp.database import db
from webapp.polls import queries


def on_front_page(_nothing: int) -> str:
    polls = queries.list_open(db.session, now=clock.now())
    return render_template("polls/_front.html", polls=polls) if polls else ""
