"""Boards and discussions of Merestone: what people raise that nobody asked, with a few questions that wait."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.accounts import services as accounts
from webapp.accounts.models import Group, Person
from webapp.accounts.passwords import Passwords
from webapp.consultations.models import Consultation
from webapp.demonstration.crowd import dice
from webapp.demonstration.words import read_discussions
from webapp.forums.models import Board, Moderation, Position, Post, Reaction, ReactionKind, Sort, Thread
from webapp.places.models import Area

SEED = 2026
_MORNING, _NIGHT = 7, 22  # hours, near enough in any season
ABOUT = "buses-and-streets"
"""The consultation that people discuss at length."""


@dataclass(frozen=True, slots=True)
class Talkers:
    """Who speaks, by name; the officer answers for the authority."""

    by_name: dict[str, Person]
    officer: Person


def load(session: Session, hasher: Passwords) -> None:
    """The people who talk, three boards with their discussions, and a long discussion of the bus consultation."""
    words = read_discussions()
    talkers = _load_talkers(session, words["talkers"], hasher)
    for number, board in enumerate(words["board"]):
        _load_board(session, board, talkers, dice(SEED, f"board {number}"))
    _load_long_one(session, words["comment"], talkers, dice(SEED, "a long discussion"))
    session.flush()


def long_one(session: Session) -> int:
    """The id of the discussion of the bus consultation."""
    about = select(Consultation.id).where(Consultation.slug == ABOUT).scalar_subquery()
    wanted = select(Thread.id).where(Thread.about_kind == "consultation", Thread.about_id == about)
    return session.scalars(wanted).one()


def _load_talkers(session: Session, names: list[str], hasher: Passwords) -> Talkers:
    by_name = {
        name: accounts.register_person(session, email=f"{_plain(name)}@merestone.example", name=name, password=None,
                                       hasher=hasher)
        for name in names
    }  # fmt: skip
    for person in by_name.values():
        person.confirmed_at = clock.now() - timedelta(days=90)
    officer = session.scalars(select(Person).where(Person.email == "okafor@merestone.example")).unique().one()
    return Talkers(by_name, officer)


def _plain(name: str) -> str:
    return name.lower().replace(". ", "-").replace(" ", "-").replace("'", "")


def _load_board(session: Session, words: dict[str, Any], talkers: Talkers, rng: Random) -> None:
    areas = dict(session.execute(select(Area.name, Area.id)).all())
    groups = dict(session.execute(select(Group.name, Group.id)).all())
    now = clock.now()
    board = Board(
        slug=words["slug"], title=words["title"], about=words["about"], subject=words.get("subject", ""),
        area_id=areas.get(words.get("area", "")), group_id=groups.get(words.get("group", "")),
        moderation=Moderation(words.get("moderation", "post")), created_at=now - timedelta(days=80),
        created_by=talkers.officer.id,
    )  # fmt: skip
    session.add(board)
    session.flush()
    for thread in words["thread"]:
        _load_thread(session, board, thread, talkers, rng)


def _load_thread(session: Session, board: Board, words: dict[str, Any], talkers: Talkers, rng: Random) -> None:
    began = clock.now() - timedelta(days=words["days_ago"])
    thread = Thread(board_id=board.id, title=words["title"], created_at=began, last_post_at=began,
                    author_id=talkers.by_name[words["posts"][0]["who"]].id)  # fmt: skip
    session.add(thread)
    session.flush()
    at, root = began, None
    for one in words["posts"]:
        post = _say(session, thread, one, talkers, at, root if one.get("under") else None)
        root = root if one.get("under") else post
        _react(session, post, talkers, rng, most=6)
        thread.last_post_at, at = at, min(at + timedelta(hours=rng.randint(1, 30)), clock.now())


def _say(
    session: Session, thread: Thread, words: dict[str, Any], talkers: Talkers, at: datetime, root: Post | None
) -> Post:
    official = str(words.get("official", ""))
    author = talkers.officer if official else talkers.by_name[words["who"]]
    at = _by_day(at)
    post = Post(
        thread_id=thread.id, author_id=author.id, text=words["says"], official=official, created_at=at,
        sort=Sort(words.get("sort", "comment")), parent_id=root.id if root else None,
        position=Position(words["position"]) if "position" in words else None,
    )  # fmt: skip
    session.add(post)
    session.flush()
    post.root_id = root.id if root else post.id
    return post


def _by_day(at: datetime) -> datetime:
    """The same moment, or at night one nine hours later, unless that is still to come."""
    later = at + timedelta(hours=9)
    return later if not _MORNING <= at.hour < _NIGHT and later <= clock.now() else at


def _react(session: Session, post: Post, talkers: Talkers, rng: Random, *, most: int) -> None:
    others = [person for person in talkers.by_name.values() if person.id != post.author_id]
    for kind in ReactionKind:
        for person in rng.sample(others, rng.randint(0, most)):
            session.add(Reaction(post_id=post.id, kind=kind, person_id=person.id, at=post.created_at))


def _load_long_one(session: Session, comments: list[dict[str, Any]], talkers: Talkers, rng: Random) -> None:
    """The discussion under the consultation: many comments, some with replies, spread over its weeks."""
    about = session.scalars(select(Consultation).where(Consultation.slug == ABOUT)).one()
    began = about.opens_at or clock.now()
    thread = Thread(about_kind="consultation", about_id=about.id, title=about.title, created_at=began,
                    last_post_at=began)  # fmt: skip
    session.add(thread)
    session.flush()
    people = list(talkers.by_name)
    for at, words in zip(_moments(began, len(comments), rng), comments, strict=True):
        comment = _say(session, thread, words | {"who": rng.choice(people)}, talkers, at, None)
        _react(session, comment, talkers, rng, most=5)
        for official, says in words.get("replies", ()):
            later = min(at + timedelta(hours=rng.randint(1, 20)), clock.now())
            facts = {"who": rng.choice(people), "says": says, "official": official}
            _say(session, thread, facts, talkers, later, comment)
            at = later
        thread.last_post_at = max(thread.last_post_at, at)


def _moments(start: datetime, count: int, rng: Random) -> Iterator[datetime]:
    """So many moments between the start and now, in order."""
    span = (clock.now() - start).total_seconds()
    yield from (start + timedelta(seconds=int(one * span)) for one in sorted(rng.random() for _ in range(count)))
