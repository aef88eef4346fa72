"""Addresses without an account that asked to be told, and what they have been told."""

from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import sessionmaker

from webapp import clock
from webapp.database import db, writing
from webapp.features import JOBS
from webapp.jobs.worker import run_all
from webapp.notices.contacts import Channel
from webapp.notices.models import Happening, Notice, Subscriber, Subscription
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


def work_at(session, moment):
    """Commit, and let a worker do what is due at `moment`."""
    session.commit()
    with clock.set_to(moment):
        run_all(sessionmaker(db.engine, expire_on_commit=False), JOBS)
    writing.set(False)
    session.expire_all()


def told(session):
    """What somebody has been told or will be in their next digest, in a few words each, oldest first."""
    found = select(Happening.what).join(Notice, Notice.happening_id == Happening.id).order_by(Happening.id)
    return list(session.scalars(found))
