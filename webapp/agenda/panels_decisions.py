"""What the page of an issue shows of agendas and decisions: where it was brought to the table, and what was decided."""

from flask import render_template

from webapp.agenda.queries import decisions
from webapp.agenda.routes.common import site
from webapp.agenda.rules.decisions import STATE_WORDS
from webapp.database import db


def on_issue(issue_id: int) -> str:
    """For everybody."""
    return _draw(issue_id, office=False)


def on_issue_in_office(issue_id: int) -> str:
    return _draw(issue_id, office=True)


def _draw(issue_id: int, *, office: bool) -> str:
    rows, today = decisions.of_issue(db.session, issue_id), site().today()
    shown = [(*row, decisions.state(row[3], today) if row[3] else None) for row in rows]
    return render_template("agenda/_on_issue.html", rows=shown, state_words=STATE_WORDS, office=office,
                           issue_id=issue_id)  # fmt: skip
