"""What came of a year, for everybody: by year and place."""

from flask import abort, current_app
from werkzeug.wrappers import Response

from webapp.agenda.routes.clocks import by_clock
from webapp.database import db
from webapp.home.impact import first_year, place_words, read
from webapp.home.routes.blueprint import blueprint
from webapp.places.queries import list_codes
from webapp.web.guard import public
from webapp.web.pages import public_page


@blueprint.get("/impact")
@public
def impact() -> Response:
    """This year, in the whole place."""
    return _of(by_clock().today.year, "")


@blueprint.get("/impact/<int:year>")
@public
def impact_of_year(year: int) -> Response:
    return _of(year, "")


@blueprint.get("/impact/<int:year>/<slug>")
@public
def impact_of_place(year: int, slug: str) -> Response:
    """`slug` is the code of an area."""
    return _of(year, slug)


def _of(year: int, code: str) -> Response:
    by, places = by_clock(), list_codes(db.session)
    since = first_year(db.session, by)
    here = next((one for one in places if one.code == code), None)
    if not since <= year <= by.today.year or (code and here is None):
        abort(404)
    figures = read(
        db.session, year=year, area_id=here.id if here else None, by=by,
        threshold=current_app.config["DISCLOSURE_THRESHOLD"],
    )  # fmt: skip
    return public_page(
        "home/impact.html",
        figures=figures,
        year=year,
        years=range(by.today.year, since - 1, -1),
        here=here,
        place=place_words(here.name if here else None),
        places=places,
        threshold=current_app.config["DISCLOSURE_THRESHOLD"],
    )
