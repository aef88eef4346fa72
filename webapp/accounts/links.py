"""Links that sign somebody in once. Services flush; the request commits."""

from sqlalchemy import delete, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from webapp import clock
from webapp.accounts import keys
from webapp.accounts.models import Person, SignInLink
from webapp.accounts.rules import LINK_LASTS
from webapp.i18n import _l
from webapp.refusals import Refused


class LinkSpent(Refused):
    message = _l("This link has been used or has expired. Ask for a new one.")


def make(session: Session, *, person: Person, key: bytes) -> str:
    """A new token for `person`; only its hash under `key` is kept."""
    token, now = keys.new_token(), clock.now()
    session.execute(delete(SignInLink).where(SignInLink.person_id == person.id, SignInLink.expires_at < now))
    session.add(SignInLink(person_id=person.id, digest=keys.digest_of(token, key), expires_at=now + LINK_LASTS))
    session.flush()
    return token


def is_good(session: Session, *, token: str, key: bytes) -> bool:
    """Whether the link would sign somebody in now. Uses nothing up: programs that read mail open links too."""
    good = select(SignInLink.id).where(
        SignInLink.digest == keys.digest_of(token, key),
        SignInLink.used_at.is_(None),
        SignInLink.expires_at > clock.now(),
    )
    return session.scalar(good) is not None


def use(session: Session, *, token: str, key: bytes) -> Person:
    """The person the link was sent to, once. Raises `LinkSpent`; of two requests at once, one gets the person.

    Following it proves that the address is theirs. If that was unproven, a password set before is dropped: it may be
    that of somebody who joined with an address that was not theirs.
    """
    now, digest = clock.now(), keys.digest_of(token, key)
    spend = (
        update(SignInLink)
        .where(SignInLink.digest == digest, SignInLink.used_at.is_(None), SignInLink.expires_at > now)
        .values(used_at=now)
    )
    spent = session.execute(spend)
    if not isinstance(spent, CursorResult) or spent.rowcount != 1:
        raise LinkSpent
    owner = select(Person).join(SignInLink, SignInLink.person_id == Person.id).where(SignInLink.digest == digest)
    person = session.scalars(owner).unique().one()
    if not person.active:
        raise LinkSpent
    if person.confirmed_at is None:
        person.confirmed_at, person.password = now, None
    session.flush()
    return person
