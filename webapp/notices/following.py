"""Following, muting, and telling people what happened. Services flush; the request commits.

What happened to a thing becomes one `Happening` and a `Notice` for everybody who follows it; the notices of a person
leave together, in that person's rhythm (`digesting.py`). What concerns somebody's own thing is mailed by its room.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, func, insert, literal, or_, select, update
from sqlalchemy.orm import Session, aliased

from webapp import clock
from webapp.database import refused_as
from webapp.jobs import services as jobs
from webapp.notices import reach, topics
from webapp.notices.models import Following, Happening, HappeningWords, Notice, NoticeChoice
from webapp.notices.rules import Rhythm, next_due
from webapp.notices.topics import AREA, SUBJECT, About, Topic
from webapp.refusals import Refused

DIGESTS = "digests"
_TRIES = 5


class _FollowedAMomentAgo(Refused):
    """The same press, twice at once."""


def follow(session: Session, *, person_id: int, kind: str, thing_id: int, slug: str = "") -> None:
    """Follow, or follow again what was muted. Twice is once. `slug` names a subject."""
    _set(session, person_id, Topic(kind, thing_id, slug), muted=False)


def mute(session: Session, *, person_id: int, kind: str, thing_id: int, slug: str = "") -> None:
    """Hear nothing of this thing any more, also not when mentioned in it."""
    _set(session, person_id, Topic(kind, thing_id, slug), muted=True)


def unfollow(session: Session, *, person_id: int, kind: str, thing_id: int, slug: str = "") -> None:
    """Neither followed nor muted; what waits to be told about it is dropped."""
    topic = Topic(kind, thing_id, slug)
    session.execute(delete(Following).where(*_this(person_id, topic)))
    _drop_waiting(session, person_id, topic)


def find(session: Session, *, person_id: int, kind: str, thing_id: int, slug: str = "") -> Following | None:
    return session.scalar(select(Following).where(*_this(person_id, Topic(kind, thing_id, slug))))


def follows_a_place(session: Session, *, person_id: int) -> bool:
    """Whether they hear of things by a place or a subject too."""
    places = Following.kind.in_([AREA, SUBJECT])
    return session.scalar(select(Following.id).where(Following.person_id == person_id, places).limit(1)) is not None


def choose_rhythm(session: Session, *, person_id: int, rhythm: Rhythm | None) -> None:
    """None: no mail about what they follow."""
    choice = session.scalar(select(NoticeChoice).where(NoticeChoice.person_id == person_id))
    if choice is None:
        choice = NoticeChoice(person_id=person_id, rhythm=Rhythm.DAILY, stopped_at=None)
        session.add(choice)
    choice.rhythm, choice.stopped_at = rhythm or choice.rhythm, None if rhythm else clock.now()
    session.flush()


def happened(
    session: Session,
    *,
    kind: str,
    thing_id: int,
    title: str,
    what: str,
    address: str,
    zone: str,
    words: str = "",
    words_in: Mapping[str, str] | None = None,
    actor_id: int | None = None,
    source: str = "",
    once: bool = False,
    also: Collection[int] = (),
    areas: Collection[int] | None = None,
    subjects: Collection[str] | None = None,
    news: bool = True,
) -> Happening:
    """Tell everybody who follows the thing or has asked to be told about it, its areas or its subjects: each once.

    `what` in a few words ("J. Marsh wrote"), `words` what was said, `zone` the place's time zone, in which days begin.
    `words_in`: the same words by language ("cy"); a subscriber reads theirs where it is there, else `words`.
    `also`: these people too, unless they muted the thing; never `actor_id`.
    `areas` (ids; empty: the whole place) and `subjects` (slugs): where it belongs; left out, what is known of the thing
    counts. `news` False: small talk, which only those hear who follow the thing itself, and no feed carries.
    `once`: said again under the same `source` it tells only those who were not told yet, in today's words. Whoever says
    so must not do it twice at the same moment.
    """
    happening = _find_told(session, source) if once and source else None
    about = topics.about_of(session, kind, thing_id, areas=areas, subjects=subjects) if news else About()
    if happening is None:
        happening = Happening(kind=kind, thing_id=thing_id, source=source, at=clock.now(), actor_id=actor_id)
        session.add(happening)
    happening.thing_title, happening.what, happening.words = title, what, words
    happening.address, happening.is_news = address, news
    session.flush()
    reach.note_about(session, happening, about)
    reach.note_words(session, happening, words_in or {})
    reach.tell(session, happening, about, also)
    ask_for_digests(session, clock.now(), zone)
    return happening


def _find_told(session: Session, source: str) -> Happening | None:
    return session.scalar(select(Happening).where(Happening.source == source).order_by(Happening.id.desc()).limit(1))


def once_each(session: Session, *, happenings: Collection[int]) -> None:
    """Several happenings are one piece of news: whoever would hear of more than one hears of the first."""
    earlier = aliased(Notice)
    same_reader = or_(earlier.person_id == Notice.person_id, earlier.subscriber_id == Notice.subscriber_id)
    heard = exists().where(
        and_(same_reader, earlier.happening_id.in_(happenings), earlier.happening_id < Notice.happening_id)
    )
    again = select(Notice.id).where(Notice.happening_id.in_(happenings), heard)
    session.execute(delete(Notice).where(Notice.id.in_(again)))


def carry(session: Session, *, kind: str, from_id: int, to_id: int) -> None:
    """Let everybody who follows the one follow the other too; whoever follows or muted that is left as they are."""
    people = select(Following.person_id).where(Following.kind == kind, Following.thing_id == to_id)
    carried = select(Following.person_id, Following.kind, literal(to_id), literal(""), literal(False),
                     literal(clock.now(), Following.since.type)).where(
        Following.kind == kind, Following.thing_id == from_id, Following.muted.is_(False),
        Following.person_id.not_in(people),
    )  # fmt: skip
    columns = ["person_id", "kind", "thing_id", "slug", "muted", "since"]
    for _ in range(_TRIES):  # somebody may begin to follow it between our looking and our writing
        try:
            with refused_as(session, {"one_following": _FollowedAMomentAgo}):
                session.execute(insert(Following).from_select(columns, carried, include_defaults=False))
        except _FollowedAMomentAgo:
            continue
        return


def forget_person(session: Session, *, person_id: int) -> None:
    """Somebody closed their account: what they follow, their rhythm and what waits for them go."""
    for model in (Notice, Following, NoticeChoice):
        session.execute(delete(model).where(model.person_id == person_id))


def take_back(session: Session, *, source: str) -> None:
    """What `source` said was hidden or erased: whoever was not told of it yet never will be."""
    of_source = select(Happening.id).where(Happening.source == source)
    session.execute(delete(Notice).where(Notice.happening_id.in_(of_source), Notice.message_id.is_(None)))
    session.execute(update(Happening).where(Happening.source == source).values(words=""))
    session.execute(delete(HappeningWords).where(HappeningWords.happening_id.in_(of_source)))


def reword(session: Session, *, source: str, words: str) -> None:
    """What `source` said was changed: whoever is told of it from now on reads the new words."""
    session.execute(update(Happening).where(Happening.source == source).values(words=words))
    of_source = select(Happening.id).where(Happening.source == source)
    session.execute(delete(HappeningWords).where(HappeningWords.happening_id.in_(of_source)))


def rename(session: Session, *, kind: str, thing_id: int, title: str, to: str) -> None:
    """The title of a thing is to be read nowhere any more, also not where another thing's news quotes it."""
    mine = update(Happening).where(Happening.kind == kind, Happening.thing_id == thing_id)
    session.execute(mine.values(thing_title=to))
    quoted = update(Happening).where(Happening.kind == kind, Happening.what.contains(f"“{title}”", autoescape=True))
    session.execute(quoted.values(what=func.replace(Happening.what, f"“{title}”", f"“{to}”")))


def ask_for_digests(session: Session, at: datetime, zone: str) -> None:
    """One job for each rhythm and moment. A moment is always still to come, so its job cannot have begun yet."""
    for rhythm in Rhythm:
        due = next_due(rhythm, after=at, zone=zone)
        try:
            jobs.enqueue(session, kind=DIGESTS, subject=f"{rhythm} {due.isoformat()}", due_at=due, rhythm=rhythm.value)
        except jobs.AlreadyRunning:
            continue


def _set(session: Session, person_id: int, topic: Topic, *, muted: bool) -> None:
    changed = session.execute(
        update(Following).where(*_this(person_id, topic)).values(muted=muted).returning(Following.id)
    )
    if changed.first() is None:
        try:
            with refused_as(session, {"one_following": _FollowedAMomentAgo}):
                session.add(
                    Following(person_id=person_id, kind=topic.kind, thing_id=topic.thing_id, slug=topic.slug,
                              muted=muted, since=clock.now())
                )  # fmt: skip
                session.flush()
        except _FollowedAMomentAgo:
            return
    if muted:
        _drop_waiting(session, person_id, topic)


def _drop_waiting(session: Session, person_id: int, topic: Topic) -> None:
    waiting = delete(Notice).where(Notice.person_id == person_id, Notice.message_id.is_(None))
    session.execute(waiting.where(Notice.happening_id.in_(reach.only_through(topic, person_id=person_id))))


def _this(person_id: int, topic: Topic) -> tuple[ColumnElement[bool], ...]:
    return Following.person_id == person_id, topics.is_topic(Following, topic)
