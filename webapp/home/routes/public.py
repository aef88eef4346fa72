"""The front door: what is open near somebody, what came of what people said, and how the site works."""

from flask import Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp import clock
from webapp.database import db
from webapp.home.routes.blueprint import blueprint
from webapp.places.queries import list_codes, read_gazetteer
from webapp.web import listed
from webapp.web.guard import public
from webapp.web.listed import Asked
from webapp.web.pages import public_page


@blueprint.get("/")
@public
def front() -> Response:
    """The whole place."""
    shelves = listed.read(db.session, Asked(None, clock.now()))
    return public_page("home/front.html", shelves=shelves, place=None, area_id=0)


@blueprint.get("/places/<slug>")
@public
def place(slug: str) -> Response:
    """One area: what is about it, or about the whole place and so about it too. Can be kept and shared."""
    places = list_codes(db.session)
    here = next((one for one in places if one.code == slug), None)
    if here is None:
        abort(404)
    shelves = listed.read(db.session, Asked(here.id, clock.now()))
    return public_page("home/front.html", shelves=shelves, place=here, area_id=here.id)


@blueprint.get("/places")
@public
def places() -> AnyResponse:
    """All areas; or, asked where somebody lives, the page of the area in which that lies. The postcode is not kept."""
    where = request.args.get("where", "").replace("\x00", "").strip()[:80]
    known = list_codes(db.session)
    if where:
        area = read_gazetteer(db.session).find_area(where)
        found = next((one for one in known if one.id == area), None)
        if found is not None:
            return redirect(url_for("home.place", slug=found.code))
    return public_page("home/places.html", places=known, where=where)


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
