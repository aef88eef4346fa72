"""Making pages: the two kinds of reply, finding what an address names, and where a list is cut into pages."""

from typing import Any, TypeVar

from flask import Response, abort, make_response, render_template

from webapp.database import Base, db

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


def get_or_404(model: type[M], ident: int) -> M:
    found = db.session.get(model, ident) if ident < 2**31 else None
    if found is None:
        abort(404)
    return found


def found_or_404(thing: M | None) -> M:
    if thing is None:
        abort(404)
    return thing
