"""Who reads a mail or text about what happened: a person with an account, or an address without one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from webapp.notices import bouncing
from webapp.notices.contacts import Channel
from webapp.notices.models import Following, Message, Notice, NoticeChoice, Subscriber, Subscription
from webapp.notices.rules import Rhythm
from webapp.notices.stopping import Stop
from webapp.notices.topics import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """`own`: what they asked for. `handle`: in the links of a subscriber; empty for a person."""

    id: int
    channel: Channel
    address: str
    language: str
    handle: str
    own: frozenset[Topic]

    def stop(self, topic: Topic | None = None) -> Stop:
        """What ends news about this, or about everything."""
        one = topic or Topic("")
        person_id = 0 if self.handle else self.id
        return Stop(person_id, one.kind, one.thing_id, slug=one.slug, handle=self.handle)


class People:
    """Readers with an account, by mail in the language of the site."""

    @property
    def column(self) -> ColumnElement[int]:
        """The column of a notice that names them."""
        return Notice.__table__.c.person_id

    def waiting(self, rhythm: Rhythm) -> Select[Any]:
        """Ids of those of this rhythm whom something waits to be told."""
        chosen = func.coalesce(NoticeChoice.rhythm, Rhythm.DAILY.value)
        people = Notice.metadata.tables["person"]
        return (
            select(Notice.person_id)
            .join(people, people.c.id == Notice.person_id)
            .outerjoin(NoticeChoice, NoticeChoice.person_id == Notice.person_id)
            .where(Notice.message_id.is_(None), chosen == rhythm.value, ~bouncing.is_stopped(people.c.email))
            .group_by(Notice.person_id)
            .order_by(Notice.person_id)
        )

    def read(self, session: Session, ids: Collection[int], *, language: str) -> Sequence[Reader]:
        """Those of `ids` who may be written to."""
        people = Notice.metadata.tables["person"]
        rows = session.execute(select(people.c.id, people.c.email).where(people.c.id.in_(ids), people.c.active)).all()
        own = _topics_by(session, Following, Following.person_id, ids)
        return [
            Reader(id=ident, channel=Channel.EMAIL, address=email, language=language, handle="",
                   own=own.get(ident, frozenset()))
            for ident, email in rows
        ]  # fmt: skip


class Subscribers:
    """Readers without an account, by mail or text in the language they chose."""

    @property
    def column(self) -> ColumnElement[int]:
        """The column of a notice that names them."""
        return Notice.__table__.c.subscriber_id

    def waiting(self, rhythm: Rhythm) -> Select[Any]:
        """Ids of those of this rhythm whom something waits to be told."""
        return (
            select(Notice.subscriber_id)
            .join(Subscriber, Subscriber.id == Notice.subscriber_id)
            .where(Notice.message_id.is_(None), Subscriber.rhythm == rhythm, Subscriber.stopped_at.is_(None),
                   ~bouncing.is_stopped(Subscriber.address))
            .group_by(Notice.subscriber_id)
            .order_by(Notice.subscriber_id)
        )  # fmt: skip

    def read(self, session: Session, ids: Collection[int], *, language: str) -> Sequence[Reader]:
        """Those of `ids`; `language` is the site's, for who chose one that it no longer has."""
        own = _topics_by(session, Subscription, Subscription.subscriber_id, ids)
        return [
            Reader(id=one.id, channel=one.channel, address=one.address, language=one.language or language,
                   handle=one.handle, own=own.get(one.id, frozenset()))
            for one in session.scalars(select(Subscriber).where(Subscriber.id.in_(ids)))
        ]  # fmt: skip


KINDS = (People(), Subscribers())


def count_texts(session: Session, address: str, *, since: datetime) -> int:
    """How many texts of news were put into the outbox for this number since then."""
    own = select(func.count(Message.id)).where(Message.to == address, Message.channel == Channel.TEXT, Message.by_day)
    return session.scalar(own.where(Message.created_at >= since)) or 0


def _topics_by(session: Session, table: type, reader: InstrumentedAttribute[int],
               ids: Collection[int]) -> dict[int, frozenset[Topic]]:  # fmt: skip
    columns = table.__table__.c  # type: ignore[attr-defined]
    rows = session.execute(select(reader, columns.kind, columns.thing_id, columns.slug).where(reader.in_(ids)))
    found: dict[int, set[Topic]] = {}
    for ident, kind, thing_id, slug in rows:
        found.setdefault(ident, set()).add(Topic(kind, thing_id, slug))
    return {ident: frozenset(own) for ident, own in found.items()}
