"""What themes say on pages upstream."""

from flask import render_template
from sqlalchemy import select

from webapp.consultations.models import Question
from webapp.database import db
from webapp.themes import queries


def on_consultation(consultation_id: int) -> str:
    """For the officer's page of a consultation: each question whose answers become themes, and how far it is."""
    themed = select(Question).where(Question.consultation_id == consultation_id, Question.themed)
    questions = db.session.scalars(themed.order_by(Question.section_id, Question.position)).all()
    rows = [(question, queries.frame_facts(db.session, "question", question.id)) for question in questions]
    return render_template("themes/_panel.html", rows=rows)
