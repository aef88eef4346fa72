"""Second coders do not see in a summary what they are still to code unseen."""

from flask import flash, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.consultations import queries
from webapp.consultations.models import Consultation
from webapp.database import db
from webapp.i18n import _
from webapp.summaries.queries.themed import SOURCE, find_frames
from webapp.summaries.routes.blueprint import blueprint
from webapp.themes.routes.apart import is_kept_apart, may_open

TELLING = ("summaries.show", "summaries.answers")
"""Pages on which answers stand under their themes."""


@blueprint.before_request
def keep_apart() -> AnyResponse | None:
    """To the coder's own queue, until it is empty."""
    if request.endpoint not in TELLING or not may_open():
        return None
    consultation_id = (request.view_args or {})["consultation_id"]
    consultation = db.session.get(Consultation, consultation_id) if consultation_id < 2**31 else None
    if consultation is None:
        return None
    g.consultation = consultation  # the session holds what somebody holds: the page need not read it again
    sheet = queries.read_sheet(db.session, consultation)
    for frame in find_frames(db.session, [one.id for one in sheet.questions if one.themed]):
        if is_kept_apart(frame):
            flash(_("First code the answers below. Until then you do not see what others gave."), "error")
            return redirect(url_for("themes.pairs", kind=SOURCE, source_id=frame.source_id))
    return None
