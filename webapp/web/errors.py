"""Error pages: what happened, whether anything was lost, and what to do next. Nothing unhandled reaches a person."""

import structlog
from flask import Flask, Response, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError
from werkzeug.exceptions import HTTPException

from webapp.database import db
from webapp.i18n import _l
from webapp.web.pages import page
from webapp.web.problems import is_asked_by_a_program, open_to_other_sites, problem

log = structlog.get_logger()

WORDS = {
    400: (
        _l("We could not read that"),
        _l("Something in what your browser sent was not right. Go back and try again."),
    ),
    403: (_l("This page is not for you"), _l("You are signed in, but your role does not open this page.")),
    404: (_l("Page not found"), _l("Check the address. It may have been typed or copied with a letter missing.")),
    405: (
        _l("Page not found"),
        _l("This address takes answers but has no page of its own. Go back to where you were."),
    ),
    410: (_l("This has been taken away"), _l("It was here once. It is not any more.")),
    413: (_l("That is too big"), _l("What you sent is larger than we can take. Send less, or ask us for another way.")),
    429: (
        _l("Please wait a moment"),
        _l("There were many tries from your address in a short time. Try again in a few minutes."),
    ),
    500: (
        _l("Sorry, something went wrong"),
        _l("The fault is ours. What you saved before is kept. Go back and try again."),
    ),
    503: (_l("We are busy"), _l("Many people are here at once. What you saved is kept. Try again in a minute.")),
}
EXPIRED = (
    _l("You have been away for a while"),
    _l("For your safety the page must be loaded again. Go back, load it again, and press the button once more."),
)


def init_app(app: Flask) -> None:
    app.after_request(open_to_other_sites)
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(HTTPException, _known)
    app.register_error_handler(DataError, _unstorable)
    app.register_error_handler(Exception, _unknown)


def _expired(error: CSRFError) -> Response:
    return _page(400, EXPIRED)


def _known(error: HTTPException) -> Response:
    if error.response is not None and error.code is not None and error.code < 400:
        return error.response  # type: ignore[return-value]
    response = _page(error.code or 500, WORDS.get(error.code or 500, WORDS[400]))
    for name, value in error.get_headers():
        if name in {"Retry-After", "Allow"}:
            response.headers[name] = value
    return response


def _unstorable(error: DataError) -> Response:
    """Something was sent that no database column can hold (a null byte in a hidden field, say)."""
    db.session.rollback()
    log.warning("unstorable", endpoint=request.endpoint, method=request.method)
    return _page(400, WORDS[400])


def _unknown(error: Exception) -> Response:
    db.session.rollback()
    log.exception("unhandled", endpoint=request.endpoint, method=request.method)
    return _page(500, WORDS[500])


def _page(status: int, words: tuple[object, object]) -> Response:
    if is_asked_by_a_program():
        return problem(status, str(words[0]), str(words[1]))
    return page("errors/error.html", status=status, heading=words[0], advice=words[1])
