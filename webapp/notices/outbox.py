"""What waits in the outbox: who sends it, what became of it, when it is tried again. Services; the caller commits.

A worker holds a slice of messages for a minute, so that no other takes them; one that dies lets go by itself. While
something waits there is a job that will look: asked for with the message, again at the end of each slice, and whenever
a worker starts.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, case, func, or_, select, update
from sqlalchemy.orm import Session

from webapp import clock
from webapp.jobs import services as jobs
from webapp.jobs.models import SILENT_AFTER
from webapp.notices.models import Message
from webapp.notices.rules import after_the_night, is_quiet, wait_before

KIND = "send-mail"
SLICE = 100
"""Messages held by one job; between two slices the worker may take up other work, a sign-in link for instance."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a message was not taken. `for_good`: another try has no point."""

    words: str
    for_good: bool


def is_waiting() -> ColumnElement[bool]:
    return Message.sent_at.is_(None) & Message.given_up_at.is_(None)


def ask(session: Session, *, due_at: datetime | None = None) -> None:
    """Ask for a job that sends what is due then."""
    jobs.enqueue(session, kind=KIND, subject=f"outbox:{secrets.token_hex(8)}", due_at=due_at)


def ask_while_waiting(session: Session, zone: str) -> bool:
    """Ask for a job when something waits, at the first moment something can be sent. Whether there was anything."""
    free_at = case((Message.held_until > Message.due_at, Message.held_until), else_=Message.due_at)
    first = select(Message.by_day, func.min(free_at)).where(is_waiting()).group_by(Message.by_day)
    moments = {by_day: at for by_day, at in session.execute(first)}  # noqa: C416  (rows are no pairs to a reader of types)
    if not moments:
        return False
    now = clock.now()
    ask(session, due_at=min(after_the_night(max(at, now), zone) if by_day else at for by_day, at in moments.items()))
    return True


def hold(session: Session, *, zone: str, only: int | None = None) -> Sequence[Message]:
    """The oldest messages that are due and that nobody holds (or `only` this one), now ours for a minute."""
    now = clock.now()
    free = select(Message.id).where(is_waiting(), Message.due_at <= now)
    free = free.where(or_(Message.held_until.is_(None), Message.held_until <= now))
    if is_quiet(now, zone):
        free = free.where(~Message.by_day)
    free = free.order_by(Message.id).limit(SLICE).with_for_update(skip_locked=True)
    ids = list(session.scalars(free if only is None else free.where(Message.id == only)))
    if ids:
        session.execute(update(Message).where(Message.id.in_(ids)).values(held_until=now + SILENT_AFTER))
    return session.scalars(select(Message).where(Message.id.in_(ids)).order_by(Message.id)).all() if ids else []


def begin(connection: Connection, message: Message) -> None:
    """It is about to be handed over. Written first, so that after a crash it is known which may have arrived."""
    now = clock.now()
    _change(connection, message, begun_at=now, tries=Message.tries + 1, held_until=now + SILENT_AFTER)


def settle_sent(connection: Connection, message: Message, *, remote_id: str = "", keep_words: bool = False) -> None:
    """A server took it. Its words go, unless there is no server and people read them here."""
    words = {} if keep_words else {"text": "", "html": ""}
    _change(connection, message, sent_at=clock.now(), begun_at=None, held_until=None, last_error="",
            remote_id=remote_id, **words)  # fmt: skip


def settle_failed(connection: Connection, message: Message, failure: Failure, *, zone: str) -> None:
    """Not taken: it waits for another try, longer each time, or is given up."""
    now = clock.now()
    wait = None if failure.for_good else wait_before(message.tries + 1)
    later = now if wait is None else now + wait
    _change(connection, message, begun_at=None, held_until=None, last_error=failure.words[:500],
            given_up_at=now if wait is None else None,
            due_at=after_the_night(later, zone) if message.by_day else later)  # fmt: skip


def let_go(connection: Connection, messages: Sequence[Message]) -> None:
    """What was held and not come to is free for the next job."""
    ids = [one.id for one in messages]
    with connection.begin():
        connection.execute(update(Message).where(Message.id.in_(ids), is_waiting()).values(held_until=None))


def _change(connection: Connection, message: Message, **values: object) -> None:
    with connection.begin():
        connection.execute(update(Message).where(Message.id == message.id).values(**values))
