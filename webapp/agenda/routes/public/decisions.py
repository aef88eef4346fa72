"""Decisions in public: the register and each record."""

from typing import Any

from flask import Response, abort, request, url_for

from webapp.agenda.queries import decisions, meetings
from webapp.agenda.queries.decisions import A_PAGE, Wanted
from webapp.agenda.routes.blueprint import blueprint
from webapp.agenda.routes.common import page_number, site, words_asked
from webapp.agenda.rules.decisions import STATE_WORDS
from webapp.database import db
from webapp.web.fields import YEARS
from webapp.web.guard import public
from webapp.web.pages import public_page


@blueprint.get("/decisions")
@public
def register() -> Response:
    """Those that stand; replaced ones are reached from the record that replaced them."""
    bodies, today, number = meetings.list_bodies(db.session), site().today(), page_number()
    chosen = next((one for one in bodies if one.slug == request.args.get("body")), None)
    year = request.args.get("year", 0, type=int)
    wanted = Wanted(
        body_id=chosen.id if chosen else None,
        year=year if year in YEARS else None,
        called_in="called-in" in request.args,
        words=words_asked(),
    )
    rows, total = decisions.list_decisions(db.session, wanted, page=number)
    kept: dict[str, Any] = {
        "body": chosen.slug if chosen else None,
        "year": wanted.year,
        "called-in": "y" if wanted.called_in else None,
        "words": wanted.words or None,
    }
    return public_page(
        "agenda/decisions.html",
        rows=[(one, decisions.state(one.decision, today)) for one in rows],
        total=total,
        bodies=bodies,
        chosen=chosen,
        wanted=wanted,
        years=range(today.year, today.year - 10, -1),
        state_words=STATE_WORDS,
        next_page=url_for(".register", page=number + 1, **kept) if number * A_PAGE < total else None,
        previous_page=url_for(".register", page=number - 1, **kept) if number > 1 else None,
    )


@blueprint.get("/decisions/<int:decision_id>")
@public
def decision(decision_id: int) -> Response:
    found = decisions.find_record(db.session, decision_id)
    if found is None or found.decision.published_at is None:
        abort(404)
    state = decisions.state(found.decision, site().today())
    return public_page("agenda/decision.html", found=found, decision=found.decision, state=state,
                       state_words=STATE_WORDS)  # fmt: skip
