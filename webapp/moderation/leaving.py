"""What moderation keeps when somebody closes their account: what the record needs, and nothing that names them.

Flags, decisions and sanctions stay as facts of a person without a name: the log must still add up. What was written to
this person alone goes, and so does what they wrote themselves, if they wish that.
"""

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from webapp.accounts.signals import person_gone
from webapp.moderation import rulings
from webapp.moderation.models import Appeal, Flag, Ruling, Sanction, SanctionAppeal


def join() -> None:
    """Listen. Asked once an application; a second time changes nothing."""
    person_gone.connect(forget_person)


def forget_person(session: Session, *, person_id: int, with_words: bool) -> None:
    """In the transaction that closes the account."""
    rulings.free(session, person_id=person_id)
    mine = select(Sanction.id).where(Sanction.person_id == person_id)
    session.execute(update(Ruling).where(Ruling.author_id == person_id).values(words=""))
    session.execute(update(Sanction).where(Sanction.person_id == person_id).values(words=""))
    _forget_asking(session, SanctionAppeal, SanctionAppeal.sanction_id.in_(mine))
    if with_words:
        about = select(Ruling.id).where(Ruling.author_id == person_id)
        session.execute(update(Flag).where(Flag.person_id == person_id).values(words=""))
        _forget_asking(session, Appeal, Appeal.ruling_id.in_(about))
    session.expire_all()


def _forget_asking(session: Session, model: type[Appeal] | type[SanctionAppeal], theirs: ColumnElement[bool]) -> None:
    """Nobody waits for an answer any more; that one was given stays, without the words."""
    session.execute(delete(model).where(theirs, model.answered_at.is_(None)))
    session.execute(update(model).where(theirs).values(words="", answer=""))
