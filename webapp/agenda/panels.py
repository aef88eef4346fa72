"""What this room says on pages upstream."""

from flask import render_template

from webapp.agenda.queries import issues
from webapp.database import db
from webapp.polls.queries import has_result
from webapp.summaries.queries.published import list_themes
from webapp.summaries.showing import people_words


def on_publication(publication_id: int) -> str:
    """Beside what people said: the issues that were raised from it. One statement."""
    found = issues.list_of_publication(db.session, publication_id)
    return render_template("agenda/_of_publication.html", issues=found) if found else ""


def on_office_publication(publication_id: int) -> str:
    """For whoever published: from each theme the way to an issue. One statement."""
    themes = [one for one in list_themes(db.session, publication_id) if one.special is None and one.people]
    return render_template("agenda/office/_of_publication.html", themes=themes, said=people_words)


def on_office_poll(poll_id: int) -> str:
    """For the office's page of a poll: the way to an issue, once it is counted."""
    return render_template("agenda/office/_of_poll.html", poll_id=poll_id) if has_result(db.session, poll_id) else ""
