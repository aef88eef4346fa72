"""Reading replies."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.agenda.models import Reply


def list_replies(session: Session, issue_id: int) -> Sequence[Reply]:
    """The one that stands first, then those it replaced, newest first."""
    return session.scalars(select(Reply).where(Reply.issue_id == issue_id).order_by(Reply.id.desc())).all()


def find_current(session: Session, issue_id: int) -> Reply | None:
    return session.scalar(select(Reply).where(Reply.issue_id == issue_id, Reply.replaced_at.is_(None)))
