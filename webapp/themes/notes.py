"""What officers write to each other beside an answer or a theme. Services flush; the request commits."""

from sqlalchemy.orm import Session

from webapp import clock
from webapp.i18n import _l
from webapp.refusals import Refused
from webapp.themes.models import CodeFrame, Note


class NotYours(Refused):
    message = _l("Only the person who wrote a note can take it away.")


def write(
    session: Session, *, frame: CodeFrame, words: str, person_id: int, item_id: int | None = None,
    theme_id: int | None = None,
) -> Note:  # fmt: skip
    """A note beside an answer or a theme."""
    note = Note(frame_id=frame.id, item_id=item_id, theme_id=theme_id, person_id=person_id, at=clock.now(), words=words)
    session.add(note)
    session.flush()
    return note


def remove(session: Session, *, note: Note, person_id: int) -> None:
    """Take one's own note away. It stays in the trail."""
    if note.person_id != person_id:
        raise NotYours
    note.removed_at = note.removed_at or clock.now()
    session.flush()
