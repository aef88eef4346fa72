"""Links in mail that end it at one press, without signing in: signed, for one person and one thing (or all of them)."""

from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.orm import Session

from webapp.notices import following
from webapp.notices.rules import Rhythm

_SALT = "stop these mails"


@dataclass(frozen=True, slots=True)
class Stop:
    """What a link ends: mail to a person about one thing, or about everything they follow (`kind` is empty then)."""

    person_id: int
    kind: str = ""
    thing_id: int = 0


def token_of(stop: Stop, secret: str) -> str:
    """Fit for an address. It ends mail and does nothing else, so it needs no end of its own."""
    return URLSafeSerializer(secret, salt=_SALT).dumps([stop.person_id, stop.kind, stop.thing_id])


def read_token(token: str, secret: str) -> Stop | None:
    """None for what we did not sign."""
    try:
        person_id, kind, thing_id = URLSafeSerializer(secret, salt=_SALT).loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return Stop(person_id, kind, thing_id)


def stop(session: Session, one: Stop) -> None:
    """Twice is once."""
    if one.kind:
        following.unfollow(session, person_id=one.person_id, kind=one.kind, thing_id=one.thing_id)
    else:
        following.choose_rhythm(session, person_id=one.person_id, rhythm=None)


def take_up_again(session: Session, one: Stop) -> None:
    """What was stopped by mistake."""
    if one.kind:
        following.follow(session, person_id=one.person_id, kind=one.kind, thing_id=one.thing_id)
    else:
        following.choose_rhythm(session, person_id=one.person_id, rhythm=Rhythm.DAILY)
