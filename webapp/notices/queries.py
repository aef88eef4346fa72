"""Reading the outbox."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from webapp.notices.models import Message

A_PAGE = 50


def list_messages(session: Session, *, before: int | None = None) -> Sequence[Message]:
    """The newest messages with a smaller id than `before`; one more than a page, so that the next page is known."""
    newest = (
        select(Message).options(defer(Message.text), defer(Message.html)).order_by(Message.id.desc()).limit(A_PAGE + 1)
    )
    return session.scalars(newest if before is None else newest.where(Message.id < before)).all()
