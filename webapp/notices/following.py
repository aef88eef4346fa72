"""Following, muting, and telling people what happened. Services flush; the request commits.

What happened to a thing becomes one `Happening` and a `Notice` for everybody who follows it; the notices of a person
leave together, in that person's rhythm (`digesting.py`). What concerns somebody's own thing is mailed by its room.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, insert, literal, select, update
from sqlalchemy.orm import Session, aliased

from webapp import clock
from webapp.database import refused_as
from webapp.jobs import services as jobs
from webapp.notices.models import Following, Happening, Notice, NoticeChoice
from webapp.notices.rules import Rhythm, next_due
from webapp.refusals import Refused

DIGESTS = "digests"
_TRIES = 5


class _FollowedAMomentAgo(Refused):
    """The same press, twice at once."""


def follow(session: Session, *, person_id: int, kind: str, thing_id: int) -> None:
    """Follow, or follow again what was muted. Twice is once."""
    _set(session, person_id, kind, thing_id, muted=False)


def mute(session: Session, *, person_id: int, kind: str, thing_id: int) -> None:
    """Hear nothing of this thing any more, also not when mentioned in it."""
    _set(session, person_id, kind, thing_id, muted=True)


def unfollow(session: Session, *, person_id: int, kind: str, thing_id: int) -> None:
    """Neither followed nor muted; what waits to be told about it is dropped."""
    session.execute(delete(Following).where(*_this(person_id, kind, thing_id)))
    _drop_waiting(session, person_id, kind, thing_id)


def find(session: Session, *, person_id: int, kind: str, thing_id: int) -> Following | None:
    return session.scalar(select(Following).where(*_this(person_id, kind, thing_id)))


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
    actor_id: int | None = None,
    source: str = "",
    also: Collection[int] = (),
) -> Happening:
    """Tell everybody who follows the thing, and `also` these people unless they muted it; never `actor_id`.

    `what` in a few words ("J. Marsh wrote"), `words` what was said, `zone` the place's time zone, in which days begin.
    """
    happening = Happening(kind=kind, thing_id=thing_id, source=source, at=clock.now(), actor_id=actor_id,
                          thing_title=title, what=what, words=words, address=address)  # fmt: skip
    session.add(happening)
    session.flush()
    session.execute(
        insert(Notice).from_select(
            ["person_id", "happening_id", "created_at"], _listeners(happening, also), include_defaults=False
        )
    )
    _ask_for_digests(session, happening.at, zone)
    return happening


def once_each(session: Session, *, happenings: Collection[int]) -> None:
    """Several happenings are one piece of news: whoever would hear of more than one hears of the first."""
    earlier = aliased(Notice)
    heard = exists().where(
        earlier.person_id == Notice.person_id,
        earlier.happening_id.in_(happenings),
        earlier.happening_id < Notice.happening_id,
    )
    again = select(Notice.id).where(Notice.happening_id.in_(happenings), heard)
    session.execute(delete(Notice).where(Notice.id.in_(again)))


def carry(session: Session, *, kind: str, from_id: int, to_id: int) -> None:
    """Let everybody who follows the one follow the other too; whoever follows or muted that is left as they are."""
    people = select(Following.person_id).where(Following.kind == kind, Following.thing_id == to_id)
    carried = select(Following.person_id, Following.kind, literal(to_id), literal(False),
                     literal(clock.now(), Following.since.type)).where(
        Following.kind == kind, Following.thing_id == from_id, Following.muted.is_(False),
        Following.person_id.not_in(people),
    )  # fmt: skip
    columns = ["person_id", "kind", "thing_id", "muted", "since"]
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


def reword(session: Session, *, source: str, words: str) -> None:
    """What `source` said was changed: whoever is told of it from now on reads the new words."""
    session.execute(update(Happening).where(Happening.source == source).values(words=words))


def rename(session: Session, *, kind: str, thing_id: int, title: str, to: str) -> None:
    """The title of a thing is to be read nowhere any more, also not where another thing's news quotes it."""
    mine = update(Happening).where(Happening.kind == kind, Happening.thing_id == thing_id)
    session.execute(mine.values(thing_title=to))
    quoted = update(Happening).where(Happening.kind == kind, Happening.what.contains(f"“{title}”", autoescape=True))
    session.execute(quoted.values(what=func.replace(Happening.what, f"“{title}”", f"“{to}”")))


def _listeners(happening: Happening, also: Collection[int]) -> Select[int, int, datetime]:
    """(person_id, happening_id, created_at) for each person to be told."""
    people = Following.metadata.tables["person"]
    about = and_(
        Following.person_id == people.c.id, Following.kind == happening.kind, Following.thing_id == happening.thing_id
    )
    wanted: ColumnElement[bool] = exists().where(about, Following.muted.is_(False))
    if also:
        wanted = wanted | (people.c.id.in_(also) & ~exists().where(about, Following.muted))
    stopped = exists().where(NoticeChoice.person_id == people.c.id, NoticeChoice.stopped_at.is_not(None))
    return select(people.c.id, literal(happening.id), literal(happening.at, Notice.created_at.type)).where(
        wanted, ~stopped, people.c.active, people.c.id != (happening.actor_id or 0)
    )


def _ask_for_digests(session: Session, at: datetime, zone: str) -> None:
    """One job for each rhythm and moment. A moment is always still to come, so its job cannot have begun yet."""
    for rhythm in Rhythm:
        due = next_due(rhythm, after=at, zone=zone)
        try:
            jobs.enqueue(session, kind=DIGESTS, subject=f"{rhythm} {due.isoformat()}", due_at=due, rhythm=rhythm.value)
        except jobs.AlreadyRunning:
            continue


def _set(session: Session, person_id: int, kind: str, thing_id: int, *, muted: bool) -> None:
    changed = session.execute(
        update(Following).where(*_this(person_id, kind, thing_id)).values(muted=muted).returning(Following.id)
    )
    if changed.first() is None:
        try:
            with refused_as(session, {"one_following": _FollowedAMomentAgo}):
                session.add(
                    Following(person_id=person_id, kind=kind, thing_id=thing_id, muted=muted, since=clock.now())
                )
                session.flush()
        except _FollowedAMomentAgo:
            return
    if muted:
        _drop_waiting(session, person_id, kind, thing_id)


def _drop_waiting(session: Session, person_id: int, kind: str, thing_id: int) -> None:
    of_thing = select(Happening.id).where(Happening.kind == kind, Happening.thing_id == thing_id)
    waiting = delete(Notice).where(Notice.person_id == person_id, Notice.message_id.is_(None))
    session.execute(waiting.where(Notice.happening_id.in_(of_thing)))


def _this(person_id: int, kind: str, thing_id: int) -> tuple[ColumnElement[bool], ...]:
    return Following.person_id == person_id, Following.kind == kind, Following.thing_id == thing_id
