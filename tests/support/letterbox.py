"""Reading the mail that a test caused."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.notices.models import Message


def mails(session: Session, to: str = "") -> list[Message]:
    """Every mail posted so far (to this address), oldest first."""
    session.rollback()
    found = select(Message).order_by(Message.id)
    return list(session.scalars(found.where(Message.to == to) if to else found))


def last_link(session: Session, to: str = "") -> str:
    """The first address in the newest mail, without scheme and host."""
    found = re.search(r"https?://[^/\s]+(\S+)", mails(session, to)[-1].text)
    assert found, mails(session, to)[-1].text
    return found[1]
