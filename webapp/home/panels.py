"""The way to the journey, on the pages that a receipt opens; and what came of what people voted for."""

from flask import render_template

from webapp.agenda.queries.commitments import list_of_poll
from webapp.agenda.queries.feedback import find_current
from webapp.agenda.routes.clocks import by_clock
from webapp.agenda.words import LIGHT_WORDS
from webapp.consultations.models import Consultation
from webapp.database import db
from webapp.polls.models import Poll


def on_own_answer(consultation_id: int) -> str:
    """On the page of an answer that was sent."""
    consultation = db.session.get_one(Consultation, consultation_id)
    return render_template("home/_to_journey.html", slug=consultation.slug)


def on_own_vote(poll_id: int) -> str:
    """On the page of a receipt that was found: the same for everybody, so that it tells nothing of a vote."""
    by = by_clock()
    return render_template("home/_after_vote.html", poll=db.session.get_one(Poll, poll_id),
                           rows=list_of_poll(db.session, poll_id, by), said=find_current(db.session, "poll", poll_id),
                           lights=LIGHT_WORDS, today=by.today)  # fmt: skip
