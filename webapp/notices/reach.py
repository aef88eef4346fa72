"""Whom a happening reaches: people who follow, and addresses that asked to be told; each once, whichever way."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, exists, insert, literal, or_, select
from sqlalchemy.orm import Session

from webapp.notices.contacts import Channel
from webapp.notices.models import (
    Following,
    Happening,
    HappeningAbout,
    HappeningWords,
    Notice,
    NoticeChoice,
    Subscriber,
    Subscription,
)
from webapp.notices.topics import AREA, SUBJECT, WHOLE_DISTRICT, About, Topic, is_topic, names_any


def note_about(session: Session, happening: Happening, about: About) -> None:
    """Where the happening belongs from here on."""
    session.execute(delete(HappeningAbout).where(HappeningAbout.happening_id == happening.id))
    areas = [] if about.areas is None else sorted(set(about.areas)) or [WHOLE_DISTRICT]
    rows = [{"kind": AREA, "thing_id": area, "slug": ""} for area in areas]
    rows += [{"kind": SUBJECT, "thing_id": 0, "slug": slug} for slug in sorted(set(about.subjects))]
    if rows:
        session.execute(insert(HappeningAbout), [row | {"happening_id": happening.id} for row in rows])


def note_words(session: Session, happening: Happening, words_in: Mapping[str, str]) -> None:
    """What was said, by language."""
    session.execute(delete(HappeningWords).where(HappeningWords.happening_id == happening.id))
    rows = [{"happening_id": happening.id, "language": one, "words": words} for one, words in words_in.items() if words]
    if rows:
        session.execute(insert(HappeningWords), rows)


def tell(session: Session, happening: Happening, about: About, also: Collection[int]) -> None:
    """A notice for each reader who has none of this happening yet. Addresses come last: whoever hears of it with an
    account does not hear of it a second time at the same address."""
    for reader, readers in (("person_id", _people), ("subscriber_id", _subscribers)):
        session.execute(
            insert(Notice).from_select(
                [reader, "happening_id", "created_at"], readers(happening, about, also), include_defaults=False
            )
        )


def happenings_of(topic: Topic) -> Select[int]:
    """Ids of everything that happened to a thing, in a place (the whole one: anywhere) or within a subject."""
    if topic.kind not in {AREA, SUBJECT}:
        return select(Happening.id).where(Happening.kind == topic.kind, Happening.thing_id == topic.thing_id)
    found = select(HappeningAbout.happening_id)
    if topic.kind == SUBJECT:
        return found.where(is_topic(HappeningAbout, topic))
    anywhere = HappeningAbout.kind == AREA
    if topic.thing_id == WHOLE_DISTRICT:
        return found.where(anywhere)
    return found.where(anywhere, HappeningAbout.thing_id.in_([WHOLE_DISTRICT, topic.thing_id]))


def only_through(topic: Topic, *, person_id: int | None = None, subscriber_id: int | None = None) -> Select[int]:
    """Ids of happenings of a topic that the reader no longer hears of when they leave it: not those of a thing, place
    or subject that they have asked for besides."""
    table, mine = (
        (Following, and_(Following.person_id == person_id, Following.muted.is_(False)))
        if person_id is not None
        else (Subscription, and_(Subscription.subscriber_id == subscriber_id, Subscription.confirmed_at.is_not(None)))
    )
    columns = table.__table__.c
    if topic.kind not in {AREA, SUBJECT}:
        return happenings_of(topic)
    itself = exists().where(mine, columns.kind == Happening.kind, columns.thing_id == Happening.thing_id)
    same_place = and_(
        HappeningAbout.kind == AREA,
        or_(columns.thing_id == HappeningAbout.thing_id, columns.thing_id == 0, HappeningAbout.thing_id == 0),
    )
    same = or_(same_place, and_(HappeningAbout.kind == SUBJECT, columns.slug == HappeningAbout.slug))
    besides = exists().where(mine, HappeningAbout.happening_id == Happening.id, columns.kind == HappeningAbout.kind,
                             same, ~is_topic(table, topic))  # fmt: skip
    return select(Happening.id).where(Happening.id.in_(happenings_of(topic)), ~itself, ~besides)


def _people(happening: Happening, about: About, also: Collection[int]) -> Select[int, int, datetime]:
    """(person_id, happening_id, created_at) for each person to be told."""
    people = Following.metadata.tables["person"]
    thing = Topic(happening.kind, happening.thing_id)
    listening = select(Following.person_id).where(names_any(Following, thing=thing, about=about), ~Following.muted)
    muted = exists().where(Following.person_id == people.c.id, is_topic(Following, thing), Following.muted)
    wanted: ColumnElement[bool] = people.c.id.in_(listening)
    if also:
        wanted = wanted | people.c.id.in_(also)
    stopped = exists().where(NoticeChoice.person_id == people.c.id, NoticeChoice.stopped_at.is_not(None))
    told = exists().where(Notice.person_id == people.c.id, Notice.happening_id == happening.id)
    return _row(people.c.id, happening).where(
        wanted, ~muted, ~stopped, ~told, people.c.active, people.c.id != (happening.actor_id or 0)
    )


def _subscribers(happening: Happening, about: About, _also: Collection[int]) -> Select[int, int, datetime]:
    """(subscriber_id, happening_id, created_at) for each address to be told."""
    people = Following.metadata.tables["person"]
    thing = Topic(happening.kind, happening.thing_id)
    wanted = select(Subscription.subscriber_id).where(
        names_any(Subscription, thing=thing, about=about), Subscription.confirmed_at.is_not(None)
    )
    told = exists().where(Notice.subscriber_id == Subscriber.id, Notice.happening_id == happening.id)
    theirs = exists().where(people.c.email == Subscriber.address, Notice.person_id == people.c.id,
                            Notice.happening_id == happening.id)  # fmt: skip
    themselves = exists().where(people.c.email == Subscriber.address, people.c.id == (happening.actor_id or 0))
    by_mail = and_(Subscriber.channel == Channel.EMAIL, or_(theirs, themselves))
    return _row(Subscriber.id, happening).where(
        Subscriber.id.in_(wanted), Subscriber.stopped_at.is_(None), ~told, ~by_mail
    )


def _row(reader: Any, happening: Happening) -> Select[int, int, datetime]:
    moment = literal(happening.at, Notice.created_at.type)
    return select(reader, literal(happening.id), moment)
