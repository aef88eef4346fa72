"""Reading the outbox, what somebody follows, and the mail that told them of it."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer

from webapp.notices.models import Following, Happening, Message, Notice, NoticeChoice, Subscriber, Subscription
from webapp.notices.topics import Topic

A_PAGE = 50
MOST_FOLLOWED = 500
MOST_MAILS = 10


def list_messages(session: Session, *, before: int | None = None) -> Sequence[Message]:
    """The newest messages with a smaller id than `before`; one more than a page, so that the next page is known."""
    newest = (
        select(Message).options(defer(Message.text), defer(Message.html)).order_by(Message.id.desc()).limit(A_PAGE + 1)
    )
    return session.scalars(newest if before is None else newest.where(Message.id < before)).all()


def list_followed(session: Session, person_id: int) -> Sequence[Following]:
    """What this person follows or has muted, the newest first."""
    mine = select(Following).where(Following.person_id == person_id).order_by(Following.id.desc())
    return session.scalars(mine.limit(MOST_FOLLOWED)).all()


def find_choice(session: Session, person_id: int) -> NoticeChoice | None:
    return session.scalar(select(NoticeChoice).where(NoticeChoice.person_id == person_id))


def count_waiting(session: Session, person_id: int) -> int:
    """How many happenings wait for this person's next mail."""
    waiting = select(func.count(Notice.id)).where(Notice.person_id == person_id, Notice.message_id.is_(None))
    return session.scalar(waiting) or 0


def last_titles(session: Session, person_id: int) -> dict[tuple[str, int], str]:
    """What the things somebody follows were called when something last happened to them, by kind and id."""
    of_mine = select(Following.kind, Following.thing_id).where(Following.person_id == person_id).subquery("mine")
    last = (
        select(func.max(Happening.id))
        .join(of_mine, (of_mine.c.kind == Happening.kind) & (of_mine.c.thing_id == Happening.thing_id))
        .group_by(Happening.kind, Happening.thing_id)
    )
    rows = session.execute(
        select(Happening.kind, Happening.thing_id, Happening.thing_title).where(Happening.id.in_(last))
    )
    return {(kind, thing_id): title for kind, thing_id, title in rows}


def last_title(session: Session, topic: Topic) -> str:
    """What a thing was called when something last happened to it; "" when nothing did."""
    own = select(Happening.thing_title).where(Happening.kind == topic.kind, Happening.thing_id == topic.thing_id)
    return session.scalar(own.order_by(Happening.id.desc()).limit(1)) or ""


def list_topics(session: Session, whose: Subscriber) -> list[Topic]:
    """What this subscriber asked for and confirmed, the newest first."""
    own = select(Subscription).where(Subscription.subscriber_id == whose.id, Subscription.confirmed_at.is_not(None))
    rows = session.scalars(own.order_by(Subscription.id.desc()).limit(MOST_FOLLOWED))
    return [Topic(one.kind, one.thing_id, one.slug) for one in rows]


def list_lately_told(session: Session, whose: Subscriber) -> Sequence[Happening]:
    """What this subscriber was told last, the newest first."""
    told = select(Notice.happening_id).where(Notice.subscriber_id == whose.id, Notice.message_id.is_not(None))
    return session.scalars(
        select(Happening).where(Happening.id.in_(told)).order_by(Happening.id.desc()).limit(10)
    ).all()


def list_mails(session: Session, person_id: int) -> Sequence[Message]:
    """The latest mails that told this person what happened, newest first."""
    told = select(Notice.message_id).where(Notice.person_id == person_id, Notice.message_id.is_not(None))
    mails = select(Message).options(defer(Message.text), defer(Message.html)).where(Message.id.in_(told))
    return session.scalars(mails.order_by(Message.id.desc()).limit(MOST_MAILS)).all()
