"""Links in mail that end it at one press, without signing in: signed, for one reader and one topic (or all of them)."""

from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.orm import Session

from webapp.notices import following, subscribing
from webapp.notices.rules import Rhythm
from webapp.notices.topics import AREA, SUBJECT, Topic

_STOPS, _CONFIRMS = "stop these mails", "confirm this address"


@dataclass(frozen=True, slots=True)
class Stop:
    """What a link ends: news to a person, or to the subscriber with this handle, about one topic or about everything
    they follow (`kind` is empty then)."""

    person_id: int
    kind: str = ""
    thing_id: int = 0
    slug: str = ""
    handle: str = ""

    @property
    def topic(self) -> Topic:
        return Topic(self.kind, self.thing_id, self.slug)


def token_of(stop: Stop, secret: str, *, confirms: bool = False) -> str:
    """Fit for an address. It ends mail and does nothing else, so it needs no end of its own; one that `confirms` an
    address says nothing that its reader did not ask for, and leads nowhere once they are forgotten."""
    facts: list[int | str] = [stop.person_id, stop.kind, stop.thing_id]
    if stop.slug or stop.handle:
        facts += [stop.slug, stop.handle]
    return URLSafeSerializer(secret, salt=_CONFIRMS if confirms else _STOPS).dumps(facts)


def read_token(token: str, secret: str, *, confirms: bool = False) -> Stop | None:
    """None for what we did not sign."""
    try:
        facts = URLSafeSerializer(secret, salt=_CONFIRMS if confirms else _STOPS).loads(token)
        return Stop(*facts)
    except (BadSignature, ValueError, TypeError):
        return None


def stop(session: Session, one: Stop) -> None:
    """Twice is once."""
    if one.handle:
        subscribing.stop(session, handle=one.handle, topic=one.topic if one.kind else None)
    elif one.kind:
        _stop_thing(session, one)
    else:
        following.choose_rhythm(session, person_id=one.person_id, rhythm=None)


def take_up_again(session: Session, one: Stop) -> None:
    """What was stopped by mistake."""
    if one.handle:
        subscribing.take_up_again(session, handle=one.handle, topic=one.topic if one.kind else None)
    elif one.kind:
        following.follow(session, person_id=one.person_id, kind=one.kind, thing_id=one.thing_id, slug=one.slug)
    else:
        following.choose_rhythm(session, person_id=one.person_id, rhythm=Rhythm.DAILY)


def _stop_thing(session: Session, one: Stop) -> None:
    """What is not followed by itself reaches somebody by its place or by being named in it: it is muted."""
    whose, topic = one.person_id, one.topic
    followed = following.find(session, person_id=whose, kind=topic.kind, thing_id=topic.thing_id, slug=topic.slug)
    by_place = topic.kind not in {AREA, SUBJECT} and following.follows_a_place(session, person_id=whose)
    end = following.mute if followed is None or by_place else following.unfollow
    end(session, person_id=whose, kind=topic.kind, thing_id=topic.thing_id, slug=topic.slug)
