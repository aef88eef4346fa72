"""Notes to colleagues beside answers and themes."""

from flask import flash
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.database import db
from webapp.i18n import _
from webapp.themes import notes
from webapp.themes.forms import NoteForm
from webapp.themes.models import Note
from webapp.themes.routes.blueprint import blueprint
from webapp.themes.routes.common import FramedDesk, find_framed, find_theme, me
from webapp.web.forms import refusals_told
from webapp.web.guard import requires
from webapp.web.pages import found_or_404, get_or_404

DECIDE = Permission.DECIDE_THEMES


@blueprint.post("/theme/<int:theme_id>/notes")
@requires(DECIDE)
def note_theme(kind: str, source_id: int, theme_id: int) -> AnyResponse:
    """Write a note beside a theme."""
    desk, form = find_framed(kind, source_id, DECIDE), NoteForm()
    find_theme(desk, theme_id)
    if form.validate():
        notes.write(db.session, frame=desk.frame, words=form.words.data or "", theme_id=theme_id, person_id=me())
        flash(_("Noted."))
    else:
        flash(str(form.words.errors[0]), "error")
    return desk.go("theme", theme_id=theme_id)


@blueprint.post("/notes/<int:note_id>/remove")
@requires(DECIDE)
def remove_note(kind: str, source_id: int, note_id: int) -> AnyResponse:
    """Take one's own note away."""
    desk = find_framed(kind, source_id, DECIDE)
    note = _find(desk, note_id)
    with refusals_told():
        notes.remove(db.session, note=note, person_id=me())
        flash(_("The note is gone."))
    if note.item_id is not None:
        return desk.go("read", item_id=note.item_id)
    return desk.go("theme", theme_id=note.theme_id)


def _find(desk: FramedDesk, note_id: int) -> Note:
    note = get_or_404(Note, note_id)
    return found_or_404(note if note.frame_id == desk.frame.id else None)
