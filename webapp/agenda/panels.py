"""What this room says on pages upstream."""

from flask import render_template

from webapp.agenda.queries import issues
from webapp.database import db


def on_publication(publication_id: int) -> str:
    """Beside what people said: the issues that were raised from it. One statement."""
    found = issues.list_of_publication(db.session, publication_id)
    return render_template("agenda/_of_publication.html", issues=found) if found else ""
