"""Posting mail. It leaves with the data it belongs to, or not at all."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from webapp import clock
from webapp.i18n import _l
from webapp.jobs import services as jobs
from webapp.notices.models import Message
from webapp.notices.rules import as_html, is_one_address, one_line
from webapp.refusals import Refused

KIND = "send-mail"


class NotAnAddress(Refused):
    message = _l("Enter an e-mail address in the right form, like name@example.com.")


def post(session: Session, *, to: str, subject: str, text: str, html: str = "", stop_link: str = "") -> Message:
    """Put a mail into the outbox and ask for it to be sent. Without `html` the text is made into it. `stop_link`: the
    whole address at which one press ends such mail.

    Raises `NotAnAddress` when `to` is not exactly one address.
    """
    if not is_one_address(to):
        raise NotAnAddress(field="email")
    message = Message(to=to, subject=one_line(subject), text=text, html=html or as_html(text), created_at=clock.now(),
                      due_at=clock.now(), stop_link=stop_link)  # fmt: skip
    session.add(message)
    session.flush()
    jobs.enqueue(session, kind=KIND, subject=f"message:{message.id}", message_id=message.id)
    return message


def forget_address(session: Session, *, address: str) -> None:
    """Somebody closed their account: mail to them that waits is given up, and the outbox no longer names them."""
    now = clock.now()
    waiting = update(Message).where(Message.to == address, Message.sent_at.is_(None), Message.given_up_at.is_(None))
    session.execute(waiting.values(given_up_at=now))
    session.execute(
        update(Message).where(Message.to == address).values(to="", subject="", text="", html="", stop_link="")
    )
