"""Words that somebody has written and not yet posted."""

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from webapp import clock
from webapp.database import refused_as
from webapp.forums.models import PostDraft
from webapp.forums.rules import LONGEST_POST, LONGEST_TITLE
from webapp.refusals import Refused


class _KeptAMomentAgo(Refused):
    """The same page saved twice at once."""


def keep(session: Session, *, person_id: int, place: str, text: str, title: str = "") -> None:
    """Keep these words for this place, instead of what was kept there. Nothing written is nothing kept.

    Words that are too long to be posted are kept up to twice that length, so that they can be shortened.
    """
    if not text.strip() and not title.strip():
        forget(session, person_id=person_id, place=place)
        return
    words = {"text": text[: 2 * LONGEST_POST], "title": title.strip()[:LONGEST_TITLE], "saved_at": clock.now()}
    this = (PostDraft.person_id == person_id, PostDraft.place == place)
    if session.execute(update(PostDraft).where(*this).values(**words).returning(PostDraft.id)).first() is not None:
        return
    try:
        with refused_as(session, {"one_draft_a_place": _KeptAMomentAgo}):
            session.add(PostDraft(person_id=person_id, place=place, **words))
            session.flush()
    except _KeptAMomentAgo:
        session.execute(update(PostDraft).where(*this).values(**words))


def forget(session: Session, *, person_id: int, place: str) -> None:
    session.execute(delete(PostDraft).where(PostDraft.person_id == person_id, PostDraft.place == place))
