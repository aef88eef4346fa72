"""Making pages: the three kinds of reply, finding what an address names, and where a list is cut into pages."""

from typing import Any, TypeVar

from flask import Response, abort, make_response, render_template

from webapp.database import Base, db
from webapp.web.guard import somebody_signed_in

M = TypeVar("M", bound=Base)


def page(template: str, /, *, status: int = 200, **words: Any) -> Response:
    """A page for one person: never stored by a cache."""
    response = make_response(render_template(template, **words), status)
    response.headers["Cache-Control"] = "no-store"
    return response


def public_page(template: str, /, *, status: int = 200, seconds: int = 60, **words: Any) -> Response:
    """A page that is the same for everybody: caches may keep it for `seconds`."""
    response = make_response(render_template(template, **words), status)
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    return response


def shared_page(template: str, /, *, status: int = 200, seconds: int = 20, **words: Any) -> Response:
    """A page with two faces: strangers get the public one, which caches may keep; whoever has signed in gets their own.

    The template hears of it as `mine` and extends `layouts/shared.html`. See decision 0013.
    """
    mine = somebody_signed_in()
    make = (
        page(template, status=status, mine=True, **words)
        if mine
        else public_page(template, status=status, seconds=seconds, mine=False, **words)
    )
    make.headers["Vary"] = "Cookie"
    return make


def get_or_404(model: type[M], ident: int) -> M:
    found = db.session.get(model, ident) if ident < 2**31 else None
    if found is None:
        abort(404)
    return found


def found_or_404(thing: M | None) -> M:
    if thing is None:
        abort(404)
    return thing
