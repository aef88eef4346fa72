"""What was said back, and what was promised: on the pages of what was asked, and of what was decided."""

from flask import current_app, render_template

from webapp import clock
from webapp.agenda.queries import feedback as queries
from webapp.agenda.queries.commitments import list_of_decisions
from webapp.agenda.routes.clocks import by_clock
from webapp.agenda.routes.public.feedback import news_standing
from webapp.agenda.rules.feedback import due_on
from webapp.agenda.rules.lateness import Promise, Standing, standing
from webapp.agenda.words import LIGHT_WORDS
from webapp.database import db


def on_consultation(consultation_id: int) -> str:
    return _said_back("consultation", consultation_id)


def on_poll(poll_id: int) -> str:
    return _said_back("poll", poll_id)


def on_own_consultation(consultation_id: int) -> str:
    """For the office's page of a consultation: the way to saying back."""
    return _in_office("consultation", consultation_id)


def on_own_poll(poll_id: int) -> str:
    return _in_office("poll", poll_id)


def on_decision(decision_id: int) -> str:
    """For the public page of a decision: what was promised on it, and how it goes."""
    by = by_clock()
    rows = list_of_decisions(db.session, [decision_id], by).get(decision_id, [])
    return render_template("agenda/commitments/_on_decision.html", rows=rows, lights=LIGHT_WORDS, today=by.today,
                           make=None)  # fmt: skip


def on_own_decision(decision_id: int) -> str:
    """For the office's: the same, and the way to promise something."""
    by = by_clock()
    rows = list_of_decisions(db.session, [decision_id], by).get(decision_id, [])
    return render_template("agenda/commitments/_on_decision.html", rows=rows, lights=LIGHT_WORDS, today=by.today,
                           make=decision_id)  # fmt: skip


def _said_back(kind: str, ident: int) -> str:
    """What is said back of it; once it has closed, by when it will be; before, nothing."""
    thing = queries.find_thing(db.session, kind, ident)
    if thing is None or thing.closes_at is None or thing.closes_at > clock.now():
        return ""
    said = queries.find_current(db.session, kind, ident)
    closed_on = clock.local_day(thing.closes_at, current_app.config["TIME_ZONE"])
    day = due_on(closed_on=closed_on, weeks=current_app.config["FEEDBACK_WEEKS"])
    if said is None:
        by = by_clock()
        waits: Standing | None = standing(Promise(due_on=day), today=by.today, limits=by.limits)
    else:
        waits = news_standing(said.next_news_on)
    return render_template("agenda/feedback/_panel.html", kind=kind, slug=thing.slug, said=said, due=day, waits=waits,
                           lights=LIGHT_WORDS)  # fmt: skip


def _in_office(kind: str, ident: int) -> str:
    thing = queries.find_thing(db.session, kind, ident)
    if thing is None or thing.closes_at is None or thing.closes_at > clock.now():
        return ""
    return render_template("agenda/feedback/_office_panel.html", kind=kind, thing_id=ident,
                           said=queries.find_current(db.session, kind, ident))  # fmt: skip
