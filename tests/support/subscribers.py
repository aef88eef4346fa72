"""Addresses without an account that asked to be told."""

from itertools import count

from webapp import clock
from webapp.notices.contacts import Channel
from webapp.notices.models import Subscriber, Subscription
from webapp.notices.rules import Rhythm

_numbers = count(1)


def make_subscriber(session, *topics, address="", channel=Channel.EMAIL, confirmed=True, language="en",
                    rhythm=Rhythm.DAILY):  # fmt: skip
    """A subscriber to these topics."""
    number = next(_numbers)
    usual = f"someone{number}@example.org" if channel is Channel.EMAIL else f"+44770090{number:04}"
    now = clock.now()
    made = Subscriber(channel=channel, address=address or usual, handle=f"handle-{number}", language=language,
                      rhythm=rhythm, created_at=now)  # fmt: skip
    session.add(made)
    session.flush()
    session.add_all(
        Subscription(subscriber_id=made.id, kind=one.kind, thing_id=one.thing_id, slug=one.slug, asked_at=now,
                     confirmed_at=now if confirmed else None)
        for one in topics
    )  # fmt: skip
    session.flush()
    return made
