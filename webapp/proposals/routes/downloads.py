"""All public proposals as a file, for whoever wants to count or draw them."""

import itertools
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO

from flask import Response, current_app

from webapp.database import db
from webapp.documents import csv_file, json_file
from webapp.notices.addresses import whole
from webapp.proposals import open_data
from webapp.proposals.routes.blueprint import blueprint
from webapp.proposals.routes.common import area_names
from webapp.web.guard import public

_SECONDS = 300
_PIECE = 64 * 1024


@blueprint.get("/proposals/all/<any(csv, json):kind>")
@public
def download(kind: str) -> Response:
    """Written aside first, so that whoever reads slowly keeps no transaction open."""
    terms = open_data.Terms(
        zone=current_app.config["TIME_ZONE"], place=whole(""), areas=area_names(),
        threshold=current_app.config["DISCLOSURE_THRESHOLD"],
    )  # fmt: skip
    rows = open_data.read_rows(db.session, terms)
    if kind == "csv":
        pieces = csv_file.csv_lines(itertools.chain([open_data.COLUMNS], map(open_data.as_cells, rows)))
        return _reply(pieces, csv_file.MEDIA_TYPE, kind)
    return _reply(json_file.json_array(rows), json_file.MEDIA_TYPE, kind)


def _reply(pieces: Iterable[bytes], media_type: str, ending: str) -> Response:
    body = TemporaryFile()  # noqa: SIM115  (closed when the reply is over)
    for piece in pieces:
        body.write(piece)
    size = body.tell()
    body.seek(0)
    reply = Response(_read(body), content_type=media_type)
    reply.call_on_close(body.close)
    reply.headers["Content-Length"] = str(size)
    reply.headers["Cache-Control"] = f"public, max-age={_SECONDS}"
    reply.headers.set("Content-Disposition", "attachment", filename=f"proposals.{ending}")
    return reply


def _read(body: IO[bytes]) -> Iterator[bytes]:
    while piece := body.read(_PIECE):
        yield piece
