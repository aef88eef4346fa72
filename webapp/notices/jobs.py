"""Emptying the outbox, one mail a job. Runs inside the application, whose settings say where mail goes."""

import smtplib
from typing import Any

import structlog
from flask import current_app
from sqlalchemy.orm import Session, sessionmaker

from webapp import clock
from webapp.jobs import services as jobs
from webapp.jobs.worker import Teller
from webapp.notices.delivery import compose, deliver
from webapp.notices.models import Message
from webapp.notices.rules import wait_before
from webapp.notices.services import KIND

log = structlog.get_logger()


def send(sessions: sessionmaker[Session], facts: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """Send the message `facts["message_id"]`, or print it where there is no mail server.

    While the server cannot be reached the mail stays in the outbox and a later job is asked for.
    """
    with sessions() as session:
        message = session.get(Message, facts["message_id"])
    if message is None or message.sent_at or message.given_up_at:
        return {"sent": False}
    url = current_app.config["SMTP_URL"]
    if not url:
        log.info("mail", to=message.to, subject=message.subject, text=message.text)
        return _mark_sent(sessions, message.id, keep_words=True)
    try:
        deliver(_mail_of(message), url)
    except smtplib.SMTPRecipientsRefused as error:
        return _refused(
            sessions, message.id, error, for_good=all(code >= 500 for code, _said in error.recipients.values())
        )
    except (OSError, smtplib.SMTPException) as error:
        return _refused(sessions, message.id, error, for_good=False)
    return _mark_sent(sessions, message.id, keep_words=False)


def _mail_of(message: Message) -> Any:
    return compose(sender=current_app.config["MAIL_FROM"], to=message.to, subject=message.subject, text=message.text,
                   html=message.html, ident=f"message-{message.id}-{int(message.created_at.timestamp())}",
                   stop_link=message.stop_link)  # fmt: skip


def _mark_sent(sessions: sessionmaker[Session], message_id: int, *, keep_words: bool) -> dict[str, Any]:
    with sessions.begin() as session:
        message = session.get_one(Message, message_id)
        message.sent_at, message.tries, message.last_error = clock.now(), message.tries + 1, ""
        if not keep_words:
            message.text = message.html = ""
    return {"sent": True}


def _refused(sessions: sessionmaker[Session], message_id: int, error: Exception, *, for_good: bool) -> dict[str, Any]:
    """Note what went wrong, and ask for another try later unless there is no point."""
    log.warning("mail not sent", message=message_id, error=type(error).__name__)
    with sessions.begin() as session:
        message = session.get_one(Message, message_id)
        message.tries, message.last_error = message.tries + 1, f"{type(error).__name__}: {error}"[:500]
        wait = None if for_good else wait_before(message.tries)
        if wait is None:
            message.given_up_at = clock.now()
        else:
            jobs.enqueue(session, kind=KIND, subject=f"message:{message.id}/{message.tries}", due_at=clock.now() + wait,
                         message_id=message.id)  # fmt: skip
    return {"sent": False}
