"""Showing pictures that people sent and that were made anew (`files/pictures.py`)."""

from flask import Response, request
from sqlalchemy.orm import Session

from webapp.files import services as files
from webapp.files.models import StoredFile

_SECONDS = 3600
_POLICY = "default-src 'none'; sandbox"  # whatever it is taken for, it runs nothing


def picture_reply(session: Session, file: StoredFile, *, for_all: bool) -> Response:
    """The picture, for pages of this site. `for_all`: caches may keep it; else nobody keeps it."""
    reply = Response(b"".join(files.read(session, file)), mimetype=file.media_type)
    reply.headers["Content-Security-Policy"] = _POLICY
    reply.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    reply.headers.set("Content-Disposition", "inline", filename=file.name)
    reply.headers["Cache-Control"] = f"public, max-age={_SECONDS}" if for_all else "no-store"
    if for_all:
        reply.set_etag(file.sha256)
        reply.make_conditional(request)
    return reply
