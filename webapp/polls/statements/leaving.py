"""Somebody closes their account: their statements stay without them, or go with their words if they wish that.

Their answers lead to nobody, so there is nothing to loosen.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.moderation import cases
from webapp.polls.statements.models import Statement
from webapp.polls.statements.services.adding import KIND


def forget(session: Session, *, person_id: int, with_words: bool) -> None:
    """Within the transaction that closes the account."""
    for statement in session.scalars(select(Statement).where(Statement.author_id == person_id)):
        statement.author_id = None
        if with_words:
            statement.text, statement.hidden_at = "", clock.now()
            cases.leave(session, kind=KIND, thing_id=statement.id)
    session.flush()
