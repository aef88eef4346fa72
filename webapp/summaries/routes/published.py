"""What people said, in public: drawn from the frozen record, the same for everybody."""

from flask import Response, abort

from webapp import clock
from webapp.access import Stage
from webapp.consultations import queries as consultations
from webapp.consultations.models import Consultation
from webapp.database import db
from webapp.summaries.models import Publication, SnapshotFile
from webapp.summaries.published import PUBLIC_FILES
from webapp.summaries.queries import published as queries
from webapp.summaries.routes.blueprint import blueprint
from webapp.summaries.routes.downloads import pieces
from webapp.summaries.routes.summary import picture
from webapp.summaries.showing import ShownPublication, show_publication
from webapp.web.guard import public
from webapp.web.pages import found_or_404, public_page


@blueprint.get("/consultations/<slug>/what-people-said")
@public
def said(slug: str) -> Response:
    """The newest publication."""
    return _page(*_find(slug, None))


@blueprint.get("/consultations/<slug>/what-people-said/<int:number>")
@public
def said_then(slug: str, number: int) -> Response:
    """A publication by its number, as it was."""
    return _page(*_find(slug, number))


@blueprint.get("/consultations/<slug>/what-people-said/<int:number>/<kind>")
@public
def said_file(slug: str, number: int, kind: str) -> Response:
    """A file of it. Its bytes never change."""
    _consultation, shown, _all = _find(slug, number)
    of_snapshot = queries.find_public_file(db.session, shown, kind)
    file = found_or_404(of_snapshot.stored if _is_public(of_snapshot) and of_snapshot else None)
    reply = Response(pieces(db.engine, file.id), mimetype=file.media_type)
    reply.headers["Content-Length"] = str(file.size)
    reply.headers["Cache-Control"] = "public, max-age=3600"
    reply.headers.set("Content-Disposition", "attachment", filename=file.name)
    return reply


def _is_public(file: SnapshotFile | None) -> bool:
    return file is not None and file.kind in PUBLIC_FILES


def _find(slug: str, number: int | None) -> tuple[Consultation, Publication, list[Publication]]:
    consultation = found_or_404(consultations.find_by_slug(db.session, slug))
    if consultations.stage(consultation, now=clock.now()) in {Stage.DRAFT, Stage.WITHDRAWN}:
        abort(404)
    every = list(queries.list_publications(db.session, consultation.id))
    shown = next((one for one in every if number is None or one.number == number), None)
    return consultation, found_or_404(shown), every


def _page(consultation: Consultation, publication: Publication, every: list[Publication]) -> Response:
    shown: ShownPublication = show_publication(db.session, consultation, publication)
    return public_page(
        "summaries/published.html", consultation=consultation, publication=publication, every=every, shown=shown,
        picture=picture, newest=every[0], address=lambda trace: None,
    )  # fmt: skip
