"""What is open, what opens soon, what has closed; and the pages that say how the site works."""

from flask import Response

from webapp import clock
from webapp.access import Stage
from webapp.consultations import queries
from webapp.database import db
from webapp.home.routes.blueprint import blueprint
from webapp.web.guard import public
from webapp.web.pages import public_page


@blueprint.get("/")
@public
def front() -> Response:
    now = clock.now()
    listed = queries.list_in_stages(db.session, [Stage.OPEN, Stage.SCHEDULED, Stage.CLOSED], now=now)
    by_stage: dict[Stage, list[object]] = {Stage.OPEN: [], Stage.SCHEDULED: [], Stage.CLOSED: []}
    for consultation in listed:
        by_stage[queries.stage(consultation, now=now)].append(consultation)
    return public_page(
        "home/front.html",
        open=by_stage[Stage.OPEN],
        soon=by_stage[Stage.SCHEDULED],
        closed=by_stage[Stage.CLOSED][::-1],
        now=now,
    )


@blueprint.get("/about")
@public
def about() -> Response:
    return public_page("home/about.html", seconds=3600)


@blueprint.get("/accessibility")
@public
def accessibility() -> Response:
    return public_page("home/accessibility.html", seconds=3600)


@blueprint.get("/patterns")
@public
def patterns() -> Response:
    """Every component on one page, for those who build and check pages."""
    return public_page("patterns.html")
