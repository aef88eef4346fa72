"""What was to be told, to how many, and what became of it: figures of delivery, by channel. Reads only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, or_, select
from sqlalchemy.orm import Session, defer

from webapp.notices.contacts import Channel
from webapp.notices.models import Bounce, Happening, Message, Notice, Subscriber

A_PAGE = 30


@dataclass(frozen=True, slots=True)
class Told:
    """Of one happening. `waiting`: for the reader's next mail or text; `leaving`: in the outbox; `lost`: given up, for
    whatever reason; `came_back`: of those, what a server took and then reported on."""

    id: int
    at: datetime
    title: str
    what: str
    address: str
    everybody: int
    waiting: int
    leaving: int
    mailed: int
    texted: int
    lost: int
    came_back: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """The outbox as it stands, of one channel."""

    channel: Channel
    waiting: int
    sent: int
    lost: int


def list_told(session: Session, *, words: str = "", before: int | None = None) -> list[Told]:
    """The newest happenings that somebody was to be told of, with `words` in title or text; one more than a page."""
    page = select(Happening.id).where(exists().where(Notice.happening_id == Happening.id))
    if words:
        page = page.where(or_(Happening.thing_title.icontains(words, autoescape=True),
                              Happening.what.icontains(words, autoescape=True)))  # fmt: skip
    if before is not None:
        page = page.where(Happening.id < before)
    ids = list(session.scalars(page.order_by(Happening.id.desc()).limit(A_PAGE + 1)))
    return _count(session, ids)


def find_told(session: Session, happening_id: int) -> Told | None:
    return next(iter(_count(session, [happening_id])), None) if happening_id < 2**31 else None


def list_messages(session: Session, happening_id: int, *, before: int | None = None) -> Sequence[Message]:
    """The messages that told of it, those that did not get through first; one more than a page."""
    told = select(Notice.message_id).where(Notice.happening_id == happening_id, Notice.message_id.is_not(None))
    found = select(Message).options(defer(Message.text), defer(Message.html)).where(Message.id.in_(told))
    if before is not None:
        found = found.where(Message.id < before)
    return session.scalars(found.order_by(Message.id.desc()).limit(A_PAGE + 1)).all()


def count_outbox(session: Session) -> list[Waiting]:
    """By channel, whatever the messages were about."""
    rows = session.execute(
        select(Message.channel, _sum(_leaving()), _sum(_taken()), _sum(Message.given_up_at.is_not(None)))
        .group_by(Message.channel)
        .order_by(Message.channel)
    )
    return [Waiting(*row) for row in rows]


def count_subscribers(session: Session) -> int:
    return session.scalar(select(func.count(Subscriber.id))) or 0


def _count(session: Session, ids: Sequence[int]) -> list[Told]:
    came_back = exists().where(Bounce.message_id == Message.id)
    by_mail = _taken() & (Message.channel == Channel.EMAIL)
    by_text = _taken() & (Message.channel == Channel.TEXT)
    rows: Iterable[Sequence[Any]] = session.execute(
        select(Happening.id, Happening.at, Happening.thing_title, Happening.what, Happening.address,
               func.count(Notice.id), _sum(Notice.message_id.is_(None)), _sum(_leaving()), _sum(by_mail), _sum(by_text),
               _sum(Message.given_up_at.is_not(None)), _sum(came_back))
        .join(Notice, Notice.happening_id == Happening.id)
        .outerjoin(Message, Message.id == Notice.message_id)
        .where(Happening.id.in_(ids))
        .group_by(Happening.id)
        .order_by(Happening.id.desc())
    )  # fmt: skip
    return [Told(*row) for row in rows]


def _leaving() -> ColumnElement[bool]:
    return Message.id.is_not(None) & Message.sent_at.is_(None) & Message.given_up_at.is_(None)


def _taken() -> ColumnElement[bool]:
    return Message.sent_at.is_not(None) & Message.given_up_at.is_(None)


def _sum(fact: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((fact, 1), else_=0)), 0)
