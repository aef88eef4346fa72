"""What was promised, for everybody: the late first, each with its way so far."""

from flask import abort, request
from werkzeug.wrappers import Response

from webapp.agenda.queries import commitments as queries
from webapp.agenda.routes.blueprint import blueprint
from webapp.agenda.routes.clocks import by_clock
from webapp.agenda.rules.lateness import LATE, Light
from webapp.agenda.words import LIGHT_WORDS
from webapp.database import db
from webapp.web.guard import public
from webapp.web.pages import found_or_404, public_page

MOST_PAGES = 1000
FILTERS = {"late": LATE, "on-track": (Light.ON_TRACK,), "delivered": (Light.DELIVERED,), "dropped": (Light.DROPPED,)}


@blueprint.get("/commitments")
@public
def commitments() -> Response:
    """`stand` picks some of them: late, on-track, delivered or dropped."""
    stand, number = request.args.get("stand", ""), request.args.get("page", 1, type=int)
    if not 1 <= number <= MOST_PAGES:
        abort(404)
    by = by_clock()
    rows, more = queries.list_public(db.session, by, lights=FILTERS.get(stand, ()), page=number)
    return public_page(
        "agenda/commitments/list.html",
        rows=rows,
        more=more,
        number=number,
        stand=stand if stand in FILTERS else "",
        counts=queries.count_lights(db.session, by),
        lights=LIGHT_WORDS,
        limits=by.limits,
        today=by.today,
    )


@blueprint.get("/commitments/<int:commitment_id>")
@public
def commitment(commitment_id: int) -> Response:
    """One of them: who answers for it, its day, what was said on the way."""
    found = found_or_404(queries.find_published(db.session, commitment_id))
    by = by_clock()
    return public_page(
        "agenda/commitments/show.html",
        row=queries.row_of(db.session, found, by),
        origin=queries.find_origin(db.session, found),
        lights=LIGHT_WORDS,
        limits=by.limits,
        today=by.today,
    )
