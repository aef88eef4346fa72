"""Mail that came back. The rule: an address gets no more notices once a server said that it does not exist (5.1.x of
RFC 3463; for a text, `permanent-failure`), or refused it for good `MOST_HARD` times. Mail that its owner asks for, a
link to sign in for instance, still goes out. Whoever owns it can say that it works again.
"""

from sqlalchemy import ColumnElement, Connection, ScalarSelect, delete, func, insert, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute, Session

from webapp import clock
from webapp.notices.models import Bounce, Message
from webapp.notices.texts import NO_SUCH_NUMBER

MOST_HARD = 3
_NO_SUCH = ("5.1.%", NO_SUCH_NUMBER)
REFUSED = "5.0.0"
"""The status of a refusal whose server named none (“other undefined status”, RFC 3463)."""


def is_stopped(address: ColumnElement[str] | InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """Whether the address of a row gets no more notices, by the rule above."""
    return or_(_count(address, *_NO_SUCH) >= 1, _count(address) >= MOST_HARD)


def list_of(session: Session, address: str) -> list[Bounce]:
    """What came back from this address for good, the newest first."""
    mine = select(Bounce).where(Bounce.address == address, Bounce.hard).order_by(Bounce.id.desc())
    return list(session.scalars(mine.limit(MOST_HARD)))


def count_stopped(session: Session) -> int:
    """How many addresses get no more notices."""
    addresses = select(Bounce.address).where(is_stopped(Bounce.address)).distinct().subquery()
    return session.scalar(select(func.count()).select_from(addresses)) or 0


def try_again(session: Session, address: str) -> None:
    """Its owner says that it works (again)."""
    session.execute(delete(Bounce).where(Bounce.address == address))


def note(session: Session, *, message: Message, status: str, hard: bool, words: str) -> bool:
    """A server said so of this message. The same said twice is once; False then."""
    known = select(Bounce.id).where(Bounce.message_id == message.id, Bounce.status == status)
    if not message.to or session.scalar(known) is not None:
        return False
    session.add(Bounce(address=message.to, message_id=message.id, at=clock.now(), hard=hard, status=status[:20],
                       words=words[:300]))  # fmt: skip
    session.flush()
    return True


def note_refusal(connection: Connection, message: Message, *, status: str, words: str) -> None:
    """A server refused it for good while we were handing it over. The same said twice is once."""
    facts = {"address": message.to, "message_id": message.id, "at": clock.now(), "hard": True,
             "status": status or REFUSED, "words": words[:300]}  # fmt: skip
    try:
        with connection.begin():
            connection.execute(insert(Bounce).values(**facts))
    except IntegrityError:
        return


def _count(address: ColumnElement[str] | InstrumentedAttribute[str], *like: str) -> ScalarSelect[int]:
    own = Bounce.__table__.alias("came_back")
    counted = select(func.count()).select_from(own).where(own.c.address == address, own.c.hard)
    if like:
        counted = counted.where(or_(*(own.c.status.like(one) for one in like)))
    return counted.scalar_subquery()
