"""One request, one transaction: committed once, before the reply leaves."""

from flask import Flask, Response, request

from webapp.database import db, writing

READS = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask) -> None:
    app.before_request(_begin)
    app.after_request(_finish)


def _begin() -> None:
    writing.set(request.method not in READS)


def _finish(response: Response) -> Response:
    """Keep what the request changed, unless it ended in an error."""
    if response.status_code < 400:
        db.session.commit()
    else:
        db.session.rollback()
    return response
