"""Asking to be told without an account: asking, confirming, stopping, being forgotten. Services flush.

Nothing here knows an answer or a vote: whoever asks after answering is somebody who asks. What is said to a visitor
never depends on whether an address is known.
"""

import hmac
import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.orm import Session

from webapp import clock
from webapp.database import refused_as
from webapp.i18n import _l
from webapp.jobs import services as jobs
from webapp.notices import bouncing, reach, services
from webapp.notices.contacts import Channel
from webapp.notices.models import Notice, Subscriber, Subscription
from webapp.notices.rules import Rhythm
from webapp.notices.topics import Topic, is_topic
from webapp.refusals import Refused

FORGET = "forget-unconfirmed"
CODE_LASTS = timedelta(minutes=30)
_FIGURES = 6
_A_MOMENT = timedelta(minutes=1)
"""Asked again within it, nothing is sent a second time."""


class WrongCode(Refused):
    """Also for a number that nobody asked with: nothing tells them apart."""

    message = _l("That is not the code we sent, or it is too old. Look at the newest text from us.")


class _AskedAMomentAgo(Refused):
    """The same press, twice at once."""


def ask(
    session: Session, *, channel: Channel, address: str, language: str, topic: Topic, days: int
) -> Subscriber | None:
    """Note that this address asks to be told. None when the same was asked a moment ago, so that nothing is sent again.

    Whoever has not confirmed it within `days` is forgotten.
    """
    now = clock.now()
    try:
        with refused_as(session, {"one_subscriber": _AskedAMomentAgo, "one_subscription": _AskedAMomentAgo}):
            whose = _find_or_make(session, channel, address, language)
            asked = find_subscription(session, whose, topic)
            if asked is not None and now - asked.asked_at < _A_MOMENT:
                return None
            if asked is None:
                asked = Subscription(subscriber_id=whose.id, kind=topic.kind, thing_id=topic.thing_id, slug=topic.slug,
                                     confirmed_at=None)  # fmt: skip
                session.add(asked)
            asked.asked_at = now
            session.flush()
    except _AskedAMomentAgo:
        return None
    _ask_to_forget(session, now + timedelta(days=days))
    return whose


def new_code(session: Session, *, whose: Subscriber, key: str) -> str:
    """Six figures for a text; the one before is good for nothing now."""
    code = f"{secrets.randbelow(10**_FIGURES):0{_FIGURES}}"
    whose.code_digest, whose.code_until = _digest(whose, code, key), clock.now() + CODE_LASTS
    session.flush()
    return code


def confirm_by_code(session: Session, *, number: str, topic: Topic, code: str, key: str) -> Subscriber:
    """The telephone is theirs; pressed twice is once, as a code is good for all its time. Raises `WrongCode`."""
    whose = find_by_address(session, Channel.TEXT, number)
    typed = "".join(figure for figure in code if figure.isdecimal())
    good = (
        whose is not None
        and whose.code_until is not None
        and clock.now() < whose.code_until
        and hmac.compare_digest(whose.code_digest, _digest(whose, typed, key))
    )
    if whose is None or not good or not confirm(session, whose=whose, topic=topic):
        raise WrongCode(field="code")
    return whose


def confirm(session: Session, *, whose: Subscriber, topic: Topic) -> bool:
    """The address is theirs: from now on they are told. Twice is once; False when this was never asked for."""
    asked = find_subscription(session, whose, topic)
    if asked is None:
        return False
    asked.confirmed_at = asked.confirmed_at or clock.now()
    whose.stopped_at = None
    session.flush()
    return True


def stop(session: Session, *, handle: str, topic: Topic | None) -> None:
    """Tell them nothing more about this (None: about anything); what waits is dropped. Twice is once."""
    whose = find(session, handle)
    if whose is None:
        return
    waiting = delete(Notice).where(Notice.subscriber_id == whose.id, Notice.message_id.is_(None))
    if topic is None:
        whose.stopped_at = whose.stopped_at or clock.now()
        session.execute(waiting)
    else:
        session.execute(waiting.where(Notice.happening_id.in_(reach.only_through(topic, subscriber_id=whose.id))))
        session.execute(delete(Subscription).where(_of(whose, topic)))
    session.flush()


def take_up_again(session: Session, *, handle: str, topic: Topic | None) -> None:
    """What was stopped by mistake: the address was confirmed before, or its owner would not have this link."""
    whose = find(session, handle)
    if whose is None:
        return
    whose.stopped_at = None
    if topic is not None and find_subscription(session, whose, topic) is None:
        now = clock.now()
        session.add(Subscription(subscriber_id=whose.id, kind=topic.kind, thing_id=topic.thing_id, slug=topic.slug,
                                 asked_at=now, confirmed_at=now))  # fmt: skip
    session.flush()


def choose_rhythm(session: Session, *, whose: Subscriber, rhythm: Rhythm) -> None:
    whose.rhythm = rhythm
    session.flush()


def forget(session: Session, *, whose: Subscriber) -> None:
    """Nothing is left but figures of delivery without an address: what waits is dropped, what was told names nobody."""
    session.execute(delete(Notice).where(Notice.subscriber_id == whose.id, Notice.message_id.is_(None)))
    session.execute(update(Notice).where(Notice.subscriber_id == whose.id).values(subscriber_id=None))
    services.forget_address(session, address=whose.address)
    session.execute(delete(Subscription).where(Subscription.subscriber_id == whose.id))
    session.execute(delete(Subscriber).where(Subscriber.id == whose.id))
    session.expunge(whose)


def forget_unconfirmed(session: Session, *, before: datetime) -> int:
    """What was asked before then and never confirmed goes, and addresses that asked for nothing else. How many."""
    late = (Subscription.confirmed_at.is_(None), Subscription.asked_at <= before)
    whose = set(session.scalars(select(Subscription.subscriber_id).where(*late)))
    session.execute(delete(Subscription).where(*late))
    others = exists().where(Subscription.subscriber_id == Subscriber.id)
    never = session.scalars(select(Subscriber).where(Subscriber.id.in_(whose), ~others)).all()
    for one in never:
        forget(session, whose=one)
    return len(never)


def works_again(session: Session, *, whose: Subscriber) -> None:
    """Its owner says that their address takes what we send."""
    bouncing.try_again(session, whose.address)


def find(session: Session, handle: str) -> Subscriber | None:
    return session.scalar(select(Subscriber).where(Subscriber.handle == handle)) if handle else None


def find_by_address(session: Session, channel: Channel, address: str) -> Subscriber | None:
    return session.scalar(select(Subscriber).where(Subscriber.channel == channel, Subscriber.address == address))


def find_subscription(session: Session, whose: Subscriber, topic: Topic) -> Subscription | None:
    return session.scalar(select(Subscription).where(_of(whose, topic)))


def _of(whose: Subscriber, topic: Topic) -> ColumnElement[bool]:
    return (Subscription.subscriber_id == whose.id) & is_topic(Subscription, topic)


def _find_or_make(session: Session, channel: Channel, address: str, language: str) -> Subscriber:
    """An address that is confirmed keeps its language: whoever types it need not be its owner."""
    whose = find_by_address(session, channel, address)
    if whose is None:
        whose = Subscriber(channel=channel, address=address, handle=secrets.token_urlsafe(15), created_at=clock.now(),
                           language=language)  # fmt: skip
        session.add(whose)
    elif session.scalar(select(~exists().where(_is_confirmed(whose)))):
        whose.language = language
    session.flush()
    return whose


def _is_confirmed(whose: Subscriber) -> ColumnElement[bool]:
    return (Subscription.subscriber_id == whose.id) & Subscription.confirmed_at.is_not(None)


def _ask_to_forget(session: Session, due: datetime) -> None:
    """One job a day, after the last moment of the day on which it is due."""
    day = due.replace(hour=0, minute=0, second=0) + timedelta(days=1)
    try:
        jobs.enqueue(session, kind=FORGET, subject=day.date().isoformat(), due_at=day)
    except jobs.AlreadyRunning:
        return


def _digest(whose: Subscriber, code: str, key: str) -> str:
    return hmac.digest(key.encode(), f"subscriber:{whose.handle}:{code}".encode(), sha256).hex()
