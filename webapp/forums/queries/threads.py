"""One discussion as a whole, single posts and what belongs to them, and somebody's own drafts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, String, and_, bindparam, func, select
from sqlalchemy.orm import Session

from webapp.accounts.models import Person
from webapp.files.models import StoredFile
from webapp.forums.models import (
    Attachment,
    Board,
    Post,
    PostDraft,
    PostVersion,
    Thread,
)
from webapp.forums.queries.boards import is_shown, title_is_shown
from webapp.forums.rules import KIND
from webapp.notices.models import Following

MOST = 40
"""Drafts, and posts of one's own, in a list."""


@dataclass(frozen=True, slots=True)
class Head:
    """A discussion with what everybody sees of it as a whole. `titled`: whether everybody sees its title.
    `draft`, `muted`, `follows`: the reader's own."""

    thread: Thread
    board: Board | None
    posts: int
    people: int
    titled: bool = True
    follows: bool = False
    muted: bool = False
    draft: str = ""


def read_head(session: Session, thread_id: int, *, me: int | None = None) -> Head | None:
    """One statement."""
    given = {"thread": thread_id, "me": me or 0, "place": f"{KIND}:{thread_id}"}
    row = session.execute(_head(), given).first()
    if row is None:
        return None
    thread, board, many, who, titled, muted, text = row
    return Head(thread, board, many, who, titled, follows=muted is False, muted=bool(muted), draft=text or "")


@cache
def _head() -> Select[Any]:
    shown = select(Post.id).where(Post.thread_id == Thread.id, is_shown())
    posts = shown.with_only_columns(func.count(Post.id)).scalar_subquery()
    people = shown.with_only_columns(func.count(Post.author_id.distinct())).scalar_subquery()
    me = bindparam("me", type_=Integer)
    mine = and_(Following.kind == KIND, Following.thing_id == Thread.id, Following.person_id == me)
    draft = select(PostDraft.text).where(PostDraft.person_id == me, PostDraft.place == bindparam("place", type_=String))
    return (
        select(Thread, Board, posts, people, title_is_shown(), Following.muted, draft.scalar_subquery())
        .outerjoin(Board, Board.id == Thread.board_id)
        .outerjoin(Following, mine)
        .where(Thread.id == bindparam("thread", type_=Integer))
    )


def find_post(session: Session, post_id: int) -> Post | None:
    return session.get(Post, post_id) if post_id < 2**31 else None


def find_about(session: Session, kind: str, thing_id: int) -> Thread | None:
    return session.scalar(select(Thread).where(Thread.about_kind == kind, Thread.about_id == thing_id))


def names_of(session: Session, ids: Collection[int | None]) -> Mapping[int, str]:
    """What people are called, by id; empty for who has left."""
    wanted = [one for one in ids if one is not None]
    return dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted))).all()) if wanted else {}


def list_files(session: Session, posts: Collection[int]) -> Mapping[int, list[tuple[Attachment, str, int]]]:
    """What stands beside these posts, with each one's media type and bytes. One statement."""
    rows = (
        select(Attachment, StoredFile.media_type, StoredFile.size)
        .join(StoredFile, StoredFile.id == Attachment.file_id)
        .where(Attachment.post_id.in_(posts))
        .order_by(Attachment.id)
    )
    found: dict[int, list[tuple[Attachment, str, int]]] = {}
    for attachment, media_type, size in session.execute(rows):
        found.setdefault(attachment.post_id, []).append((attachment, media_type, size))
    return found


def list_earlier(session: Session, post: Post) -> Sequence[PostVersion]:
    """Its earlier wordings, the latest first."""
    return session.scalars(
        select(PostVersion).where(PostVersion.post_id == post.id).order_by(PostVersion.id.desc())
    ).all()


def list_taking_part(session: Session, thread: Thread) -> Mapping[int, str]:
    """Everybody whose words are shown here, by id: who can be called by name."""
    rows = (
        select(Person.id, Person.name)
        .join(Post, Post.author_id == Person.id)
        .where(Post.thread_id == thread.id, is_shown(), Person.active)
        .distinct()
    )
    return dict(session.execute(rows).all())


def last_post_at(session: Session, person_id: int, *, thread_id: int | None = None) -> datetime | None:
    """When this person last posted, anywhere or in one discussion."""
    rows = select(func.max(Post.created_at)).where(Post.author_id == person_id)
    return session.scalar(rows if thread_id is None else rows.where(Post.thread_id == thread_id))


def list_drafts(session: Session, person_id: int) -> Sequence[PostDraft]:
    """The latest first."""
    mine = select(PostDraft).where(PostDraft.person_id == person_id).order_by(PostDraft.saved_at.desc())
    return session.scalars(mine.limit(MOST)).all()


def find_draft(session: Session, person_id: int, place: str) -> PostDraft | None:
    return session.scalar(select(PostDraft).where(PostDraft.person_id == person_id, PostDraft.place == place))


def list_mine(session: Session, person_id: int) -> list[tuple[Post, str]]:
    """What somebody wrote last, with the title of where it stands."""
    rows = (
        select(Post, Thread.title)
        .join(Thread, Thread.id == Post.thread_id)
        .where(Post.author_id == person_id)
        .order_by(Post.id.desc())
        .limit(MOST)
    )
    return [(post, title) for post, title in session.execute(rows)]


def count_shown(session: Session, thread_id: int) -> tuple[int, int]:
    """(posts, people) that everybody sees."""
    shown = select(func.count(Post.id), func.count(Post.author_id.distinct())).where(
        Post.thread_id == thread_id, is_shown()
    )
    posts, people = session.execute(shown).one()
    return posts, people
