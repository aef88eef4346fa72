"""What summaries say on pages upstream."""

from flask import render_template

from webapp.consultations.models import Answer, Consultation
from webapp.database import db
from webapp.summaries.queries.published import find_newest


def on_consultation(consultation_id: int) -> str:
    """For the officer's page of a consultation: the way to its summary."""
    return render_template("summaries/_panel.html", consultation_id=consultation_id)


def on_public_consultation(consultation_id: int) -> str:
    """For everybody: the way to what people said, once that is published. One statement."""
    newest = find_newest(db.session, consultation_id)
    if newest is None:
        return ""
    consultation = db.session.get_one(Consultation, consultation_id)
    return render_template("summaries/_public_panel.html", newest=newest, slug=consultation.slug)


def on_answer(answer_id: int) -> str:
    """For the workbench's page of an answer: the way to every figure its response is counted in."""
    answer = db.session.get(Answer, answer_id)
    return render_template("summaries/_answer_panel.html", response_id=answer.response_id) if answer else ""
