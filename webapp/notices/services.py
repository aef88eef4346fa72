"""Posting mail and texts. They leave with the data it belongs to, or not at all."""

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from webapp import clock
from webapp.i18n import _l
from webapp.jobs import services as jobs
from webapp.notices.contacts import Channel
from webapp.notices.models import Bounce, Message
from webapp.notices.outbox import KIND
from webapp.notices.rules import as_html, is_one_address, one_line
from webapp.refusals import Refused


class NotAnAddress(Refused):
    message = _l("Enter an e-mail address in the right form, like name@example.com.")


def post(session: Session, *, to: str, subject: str, text: str, html: str = "", stop_link: str = "") -> Message:
    """Put a mail into the outbox and ask for it to be sent at once. Without `html` the text is made into it.
    `stop_link`: the whole address at which one press ends such mail.

    Raises `NotAnAddress` when `to` is not exactly one address.
    """
    message = put(session, to=to, subject=subject, text=text, html=html, stop_link=stop_link)
    session.flush()
    _ask(session, message)
    return message


def post_text(session: Session, *, to: str, subject: str, text: str) -> Message:
    """Put a text to a mobile number ("+447700900123") into the outbox and ask for it to be sent at once."""
    message = put(session, to=to, subject=subject, text=text, channel=Channel.TEXT)
    session.flush()
    _ask(session, message)
    return message


def put(session: Session, *, to: str, subject: str, text: str, html: str = "", stop_link: str = "",
        channel: Channel = Channel.EMAIL, by_day: bool = False) -> Message:  # fmt: skip
    """Only into the outbox: whoever puts many asks once for all of them (`outbox.ask`). `by_day`: not at night."""
    mail = channel is Channel.EMAIL
    if mail and not is_one_address(to):
        raise NotAnAddress(field="email")
    now = clock.now()
    message = Message(channel=channel, to=to, subject=one_line(subject), text=text,
                      html=html or (as_html(text) if mail else ""), created_at=now, due_at=now, by_day=by_day,
                      stop_link=stop_link)  # fmt: skip
    session.add(message)
    return message


def _ask(session: Session, message: Message) -> None:
    jobs.enqueue(session, kind=KIND, subject=f"message:{message.id}", message_id=message.id)


def forget_address(session: Session, *, address: str) -> None:
    """Somebody closed their account: mail to them that waits is given up, and the outbox no longer names them."""
    now = clock.now()
    waiting = update(Message).where(Message.to == address, Message.sent_at.is_(None), Message.given_up_at.is_(None))
    session.execute(waiting.values(given_up_at=now))
    session.execute(delete(Bounce).where(Bounce.address == address))
    session.execute(
        update(Message)
        .where(Message.to == address)
        .values(to="", subject="", text="", html="", stop_link="", last_error="")
    )
