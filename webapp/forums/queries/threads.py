"""One discussion: what stands above it, and a page of its posts.

A page begins at a post, not at a page number: what is posted meanwhile moves nothing to and fro between pages.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, func, literal, or_, select, true
from sqlalchemy.orm import Session, aliased

from webapp.accounts.models import Group, Person
from webapp.files.models import StoredFile
from webapp.forums.models import (
    Attachment,
    Board,
    Position,
    Post,
    PostDraft,
    PostVersion,
    Reaction,
    ReactionKind,
    Thread,
)
from webapp.forums.queries.boards import is_shown, title_is_shown
from webapp.forums.rules import KIND
from webapp.notices.models import Following

A_PAGE = 40
"""Comments of one page, each with its first replies."""
FIRST_REPLIES = 10
MORE_REPLIES = 100
"""Replies on the page of one comment."""


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


@dataclass(frozen=True, slots=True)
class Said:
    """A post as a page shows it. `replies`: how many a comment has; `turn`: its place among them, 0 for a comment.
    `answered`: whether a marked reply stands under it."""

    post: Post
    author: str
    group: str
    helped: int
    agree: int
    i_helped: bool
    i_agree: bool
    turn: int
    replies: int
    answered: bool


@dataclass(frozen=True, slots=True)
class Page:
    """`next_id`: the comment (or reply) the next page begins at; None on the last."""

    posts: Sequence[Said]
    next_id: int | None


def read_head(session: Session, thread_id: int, *, me: int | None = None) -> Head | None:
    """One statement."""
    shown = select(Post.id).where(Post.thread_id == Thread.id, is_shown())
    posts = shown.with_only_columns(func.count(Post.id)).scalar_subquery()
    people = shown.with_only_columns(func.count(Post.author_id.distinct())).scalar_subquery()
    mine = and_(Following.kind == KIND, Following.thing_id == Thread.id, Following.person_id == (me or 0))
    draft = select(PostDraft.text).where(
        PostDraft.person_id == (me or 0), PostDraft.place == f"{KIND}:{thread_id}"
    ).scalar_subquery()  # fmt: skip
    row = session.execute(
        select(Thread, Board, posts, people, title_is_shown(), Following.muted, draft if me else literal(""))
        .outerjoin(Board, Board.id == Thread.board_id)
        .outerjoin(Following, mine)
        .where(Thread.id == thread_id)
    ).first()
    if row is None:
        return None
    thread, board, many, who, titled, muted, text = row
    return Head(thread, board, many, who, titled, follows=muted is False, muted=bool(muted), draft=text or "")


def read_page(
    session: Session, thread: Thread, *, order: str = "newest", start: int | None = None, me: int | None = None,
    moderates: bool = False,
) -> Page:  # fmt: skip
    """A page of comments in this order, each with its first replies. `start`: the comment the page begins at.

    One statement; in the orders that count reactions it looks at every comment, in the others only at the page's.
    """
    seen = _to_see(Post, me, moderates=moderates)
    roots = _roots(thread, order, start, _stands(seen, me, moderates=moderates)).subquery("roots")
    turns = (
        select(Post.id, func.row_number().over(partition_by=Post.root_id, order_by=Post.id).label("turn"))
        .where(Post.root_id.in_(select(roots.c.id)), Post.id != Post.root_id, seen)
        .subquery("turns")
    )
    rows = (
        _said(me, turn=func.coalesce(turns.c.turn, 0))
        .join(roots, roots.c.id == Post.root_id)
        .outerjoin(turns, turns.c.id == Post.id)
        .where(or_(Post.id == Post.root_id, turns.c.turn <= FIRST_REPLIES))
        .order_by(roots.c.place, turns.c.turn.is_not(None), Post.id)
    )
    posts = [Said(*row) for row in session.execute(rows)]
    comments = [one.post.id for one in posts if not one.turn]
    if len(comments) <= A_PAGE:
        return Page(posts, None)
    beyond = comments[A_PAGE]
    return Page([one for one in posts if one.post.root_id != beyond], beyond)


def read_replies(
    session: Session, comment: Post, *, start: int | None = None, me: int | None = None, moderates: bool = False
) -> Page:
    """One comment and a page of its replies, oldest first. `start`: the reply the page begins at. One statement."""
    seen = _to_see(Post, me, moderates=moderates)
    wanted = (
        select(Post.id)
        .where(Post.root_id == comment.id, Post.id != comment.id, Post.id >= (start or 0), seen)
        .order_by(Post.id)
        .limit(MORE_REPLIES + 1)
    )
    is_reply = case((Post.id == comment.id, 0), else_=1)
    rows = _said(me, turn=is_reply).where(or_(Post.id == comment.id, Post.id.in_(wanted))).order_by(is_reply, Post.id)
    posts = [Said(*row) for row in session.execute(rows)]
    more = len(posts) > MORE_REPLIES + 1
    return Page(posts[: MORE_REPLIES + 1], posts[-1].post.id if more else None)


def _said(me: int | None, *, turn: ColumnElement[int]) -> Select[Any]:
    """The columns of `Said`."""
    reply = aliased(Post)
    replies = select(func.count(reply.id)).where(
        reply.root_id == Post.id, reply.id != Post.id, reply.held_at.is_(None), reply.hidden_at.is_(None),
        reply.withdrawn_at.is_(None),
    ).correlate(Post).scalar_subquery()  # fmt: skip
    answered = select(reply.id).where(
        reply.root_id == Post.id, reply.official != "", reply.withdrawn_at.is_(None), reply.hidden_at.is_(None)
    )
    return (
        select(
            Post, func.coalesce(Person.name, ""), func.coalesce(Group.name, ""),
            _reactions(ReactionKind.HELPED), _reactions(ReactionKind.AGREE),
            _mine(ReactionKind.HELPED, me), _mine(ReactionKind.AGREE, me), turn, replies,
            answered.correlate(Post).exists(),
        )
        .outerjoin(Person, Person.id == Post.author_id)
        .outerjoin(Group, Group.id == Post.group_id)
    )  # fmt: skip


def _reactions(kind: ReactionKind) -> ColumnElement[int]:
    count = select(func.count(Reaction.id)).where(Reaction.post_id == Post.id, Reaction.kind == kind)
    return count.correlate(Post).scalar_subquery()


def _mine(kind: ReactionKind, me: int | None) -> ColumnElement[bool]:
    if me is None:
        return literal(value=False)
    own = select(Reaction.id).where(Reaction.post_id == Post.id, Reaction.kind == kind, Reaction.person_id == me)
    return own.correlate(Post).exists()


def _to_see(post: Any, me: int | None, *, moderates: bool) -> ColumnElement[bool]:
    """Whether the reader sees the words: shown ones, their own while there are any, and for a moderator what waits or
    is hidden."""
    shown = and_(post.held_at.is_(None), post.hidden_at.is_(None))
    to_others = and_(post.withdrawn_at.is_(None), true() if moderates else shown)
    return to_others if me is None else or_(to_others, and_(post.author_id == me, post.text != ""))


def _stands(seen: ColumnElement[bool], me: int | None, *, moderates: bool) -> ColumnElement[bool]:
    """A comment has its place when the reader sees its words, or a reply to it: then only that it was here is shown."""
    reply = aliased(Post)
    answered = select(reply.id).where(
        reply.root_id == Post.id, reply.id != Post.id, _to_see(reply, me, moderates=moderates)
    )
    return or_(seen, answered.correlate(Post).exists())


def _roots(thread: Thread, order: str, start: int | None, stands: ColumnElement[bool]) -> Select[int, int]:
    """(id, place) of a page's comments and one more."""
    comments = (Post.thread_id == thread.id, Post.root_id == Post.id, stands)
    if order in {"newest", "oldest"}:
        newest = order == "newest"
        rows = select(Post.id, (-Post.id if newest else Post.id).label("place")).where(*comments)
        if start is not None:
            rows = rows.where(Post.id <= start if newest else Post.id >= start)
        return rows.order_by(Post.id.desc() if newest else Post.id).limit(A_PAGE + 1)
    useful = (_reactions(ReactionKind.HELPED) + _reactions(ReactionKind.AGREE)).label("useful")
    counted = select(Post.id, useful, _view().label("view")).where(*comments).subquery("counted")
    keys = [counted.c.useful.desc(), counted.c.id]
    if order == "different":
        in_turn = func.row_number().over(partition_by=counted.c.view, order_by=keys)
        counted = select(counted, in_turn.label("in_turn")).subquery("turned")
        keys = [counted.c.in_turn, counted.c.useful.desc(), counted.c.id]
    placed = select(counted.c.id, func.row_number().over(order_by=keys).label("place")).subquery("placed")
    rows = select(placed.c.id, placed.c.place).order_by(placed.c.place).limit(A_PAGE + 1)
    if start is not None:
        first = select(placed.c.place).where(placed.c.id == start).scalar_subquery()
        rows = rows.where(placed.c.place >= func.coalesce(first, 1))
    return rows


def _view() -> ColumnElement[str]:
    """What a comment stands for where comments are to differ: its position, and where it takes none what it is."""
    none = or_(Post.position.is_(None), Post.position == Position.NEITHER)
    return case((none, func.coalesce(cast(Post.sort, String), "")), else_=cast(Post.position, String))


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
    return session.scalars(mine.limit(A_PAGE)).all()


def find_draft(session: Session, person_id: int, place: str) -> PostDraft | None:
    return session.scalar(select(PostDraft).where(PostDraft.person_id == person_id, PostDraft.place == place))


def list_mine(session: Session, person_id: int) -> list[tuple[Post, str]]:
    """What somebody wrote last, with the title of where it stands."""
    rows = (
        select(Post, Thread.title)
        .join(Thread, Thread.id == Post.thread_id)
        .where(Post.author_id == person_id)
        .order_by(Post.id.desc())
        .limit(A_PAGE)
    )
    return [(post, title) for post, title in session.execute(rows)]


def is_among_first(session: Session, reply: Post) -> bool:
    """Whether a reply stands on the page of its discussion, and not only on the page of its comment."""
    before = select(func.count(Post.id)).where(
        Post.root_id == reply.root_id, Post.id != reply.root_id, Post.id < reply.id, is_shown()
    )
    return (session.scalar(before) or 0) < FIRST_REPLIES


def count_shown(session: Session, thread_id: int) -> tuple[int, int]:
    """(posts, people) that everybody sees."""
    shown = select(func.count(Post.id), func.count(Post.author_id.distinct())).where(
        Post.thread_id == thread_id, is_shown()
    )
    posts, people = session.execute(shown).one()
    return posts, people
