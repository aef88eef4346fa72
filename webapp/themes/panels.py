"""What themes say on pages upstream."""

from flask import render_template
from sqlalchemy import select

from webapp.access import Permission
from webapp.consultations.models import Question
from webapp.database import db
from webapp.forums.queries.threads import find_about
from webapp.i18n import _
from webapp.themes import queries, so_far
from webapp.themes.from_forums import KIND
from webapp.web.guard import allowed


def on_consultation(consultation_id: int) -> str:
    """For the officer's page of a consultation: each question whose answers become themes, and how far it is; apart
    from these, its discussion."""
    themed = select(Question).where(Question.consultation_id == consultation_id, Question.themed)
    questions = db.session.scalars(themed.order_by(Question.section_id, Question.position)).all()
    rows = [(question, queries.frame_facts(db.session, "question", question.id)) for question in questions]
    thread = find_about(db.session, "consultation", consultation_id)
    discussed = (thread.id, queries.frame_facts(db.session, KIND, thread.id)) if thread is not None else None
    return render_template("themes/_panel.html", rows=rows, discussed=discussed)


def on_discussion(thread_id: int) -> str:
    """Above a discussion, for everybody."""
    found = so_far.read(db.session, thread_id)
    if found is None:
        return ""
    heading = _("What has been said so far")
    return render_template("themes/_so_far.html", so_far=found, thread_id=thread_id, heading=heading)


def on_own_discussion(thread_id: int) -> str:
    """Below a discussion, for whoever may read and sort what people say."""
    return render_template("themes/_sort.html", thread_id=thread_id) if allowed(Permission.READ_RESPONSES) else ""


def on_summary(consultation_id: int) -> str:
    """Beside the figures of a consultation, and counted in none of them: what was said in its discussion."""
    thread = find_about(db.session, "consultation", consultation_id)
    found = so_far.read(db.session, thread.id) if thread is not None else None
    if thread is None or found is None:
        return ""
    return render_template("themes/_beside.html", so_far=found, thread_id=thread.id)
