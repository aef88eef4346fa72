"""Emptying the outbox, a slice a job. Runs inside the application, whose settings say where mail and texts go.

What is left to chance is the moment between a server's word that it took a message and ours that we know: about a
thousandth of a second each. A worker that dies in it sends that one message again, under the same Message-ID. See
decision 0026.
"""

import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import structlog
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.orm import Session, sessionmaker

from webapp import clock
from webapp.database import quick_commits
from webapp.jobs.worker import Teller
from webapp.notices import bouncing, couriers, outbox, subscribing
from webapp.notices.contacts import Channel
from webapp.notices.couriers import Away, Courier, NotTaken
from webapp.notices.models import Message
from webapp.notices.outbox import Failure

log = structlog.get_logger()

LONGEST = 40
"""Seconds a slice may take: less than messages are held, so that nobody else begins what we are at."""


def send(sessions: sessionmaker[Session], facts: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """Send the message `facts["message_id"]`, or without it the oldest that are due. Gives {"sent": how many}.

    While a server cannot be reached everything stays in the outbox and a later job is asked for.
    """
    zone = current_app.config["TIME_ZONE"]
    with sessions.begin() as session:
        held = outbox.hold(session, zone=zone, only=facts.get("message_id"))
    if not held:
        return {"sent": 0}
    tell("Sending", 0, len(held))
    with quick_commits(sessions) as connection, ExitStack() as stack:
        sent = _Round(connection, stack, zone).go(held)
    with sessions.begin() as session:
        if sent < len(held) or "message_id" not in facts:
            outbox.ask_while_waiting(session, zone)
    return {"sent": sent}


class _Round:
    """One slice, with a courier for each channel that occurs in it."""

    def __init__(self, connection: Connection, stack: ExitStack, zone: str) -> None:
        self._connection, self._stack, self._zone = connection, stack, zone
        self._couriers: dict[Channel, Courier] = {}
        self._away: set[Channel] = set()

    def go(self, held: Sequence[Message]) -> int:
        """How many were taken."""
        sent, until = 0, time.monotonic() + LONGEST
        for at, message in enumerate(held):
            if time.monotonic() > until:
                outbox.let_go(self._connection, held[at:])
                break
            sent += self._hand_over(message)
        return sent

    def _hand_over(self, message: Message) -> bool:
        """A mail begins to be handed over once we have written that it does. Whether it was taken."""
        outbox.begin(self._connection, message)
        try:
            if message.channel in self._away:
                raise Away("The server could not be reached a moment ago.")
            courier = self._courier(message.channel)
            remote_id = courier.take(message)
        except NotTaken as refusal:
            self._fail(message, refusal.failure)
            if refusal.failure.for_good:
                bouncing.note_refusal(self._connection, message, status=refusal.status, words=refusal.failure.words)
            return False
        except Away as error:
            self._away.add(message.channel)
            self._fail(message, Failure(str(error), for_good=False))
            return False
        outbox.settle_sent(self._connection, message, remote_id=remote_id, keep_words=courier.keeps_words)
        return True

    def _fail(self, message: Message, failure: Failure) -> None:
        log.warning("not sent", message=message.id, channel=message.channel.value, for_good=failure.for_good)
        outbox.settle_failed(self._connection, message, failure, zone=self._zone)

    def _courier(self, channel: Channel) -> Courier:
        if channel not in self._couriers:
            self._couriers[channel] = self._stack.enter_context(couriers.of(channel, current_app.config))
        return self._couriers[channel]


def forget_unconfirmed(sessions: sessionmaker[Session], facts: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """Addresses that were never confirmed go. Gives {"forgotten": how many}."""
    days = timedelta(days=current_app.config["CONFIRM_DAYS"])
    with sessions.begin() as session:
        return {"forgotten": subscribing.forget_unconfirmed(session, before=clock.now() - days)}
