"""Pages of the posts of a discussion.

A page begins at a post, not at a page number: what is posted meanwhile moves nothing to and fro between pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session, aliased

from webapp.accounts.models import Group, Person
from webapp.forums.models import Position, Post, Reaction, ReactionKind, Thread
from webapp.forums.queries.boards import is_shown

A_PAGE = 40
"""Comments of one page, each with its first replies."""
FIRST_REPLIES = 10
MORE_REPLIES = 100
"""Replies on the page of one comment."""
_ME, _START = bindparam("me", type_=Integer), bindparam("start", type_=Integer)


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


def read_page(
    session: Session, thread: Thread, *, order: str = "newest", start: int | None = None, me: int | None = None,
    moderates: bool = False,
) -> Page:  # fmt: skip
    """A page of comments in this order, each with its first replies. `start`: the comment the page begins at.

    One statement; in the orders that count reactions it looks at every comment, in the others only at the page's.
    """
    rows = session.execute(
        _page(order, begins=start is None, signed_in=me is not None, moderates=moderates),
        {"thread": thread.id, "start": start, "me": me},
    )
    posts = [Said(*row) for row in rows]
    comments = [one.post.id for one in posts if not one.turn]
    if len(comments) <= A_PAGE:
        return Page(posts, None)
    beyond = comments[A_PAGE]
    return Page([one for one in posts if one.post.root_id != beyond], beyond)


# Statements are put together once and kept: that costs more than the database takes to answer them.


@cache
def _page(order: str, *, begins: bool, signed_in: bool, moderates: bool) -> Select[Any]:
    seen = _to_see(Post, signed_in=signed_in, moderates=moderates)
    roots = _roots(order, _stands(seen, signed_in=signed_in, moderates=moderates), begins=begins).subquery("roots")
    turns = (
        select(Post.id, func.row_number().over(partition_by=Post.root_id, order_by=Post.id).label("turn"))
        .where(Post.root_id.in_(select(roots.c.id)), Post.id != Post.root_id, seen)
        .subquery("turns")
    )
    return (
        _said(signed_in=signed_in, turn=func.coalesce(turns.c.turn, 0))
        .join(roots, roots.c.id == Post.root_id)
        .outerjoin(turns, turns.c.id == Post.id)
        .where(or_(Post.id == Post.root_id, turns.c.turn <= FIRST_REPLIES))
        .order_by(roots.c.place, turns.c.turn.is_not(None), Post.id)
    )


def read_replies(
    session: Session, comment: Post, *, start: int | None = None, me: int | None = None, moderates: bool = False
) -> Page:
    """One comment and a page of its replies, oldest first. `start`: the reply the page begins at. One statement."""
    rows = session.execute(
        _replies(signed_in=me is not None, moderates=moderates),
        {"comment": comment.id, "start": start or 0, "me": me},
    )
    posts = [Said(*row) for row in rows]
    more = len(posts) > MORE_REPLIES + 1
    return Page(posts[: MORE_REPLIES + 1], posts[-1].post.id if more else None)


@cache
def _replies(*, signed_in: bool, moderates: bool) -> Select[Any]:
    seen, comment = _to_see(Post, signed_in=signed_in, moderates=moderates), bindparam("comment", type_=Integer)
    wanted = (
        select(Post.id)
        .where(Post.root_id == comment, Post.id != comment, Post.id >= _START, seen)
        .order_by(Post.id)
        .limit(MORE_REPLIES + 1)
    )
    is_reply = case((Post.id == comment, 0), else_=1)
    rows = _said(signed_in=signed_in, turn=is_reply).where(or_(Post.id == comment, Post.id.in_(wanted)))
    return rows.order_by(is_reply, Post.id)


def _said(*, signed_in: bool, turn: ColumnElement[int]) -> Select[Any]:
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
            _mine(ReactionKind.HELPED, signed_in=signed_in), _mine(ReactionKind.AGREE, signed_in=signed_in),
            turn, replies,
            answered.correlate(Post).exists(),
        )
        .outerjoin(Person, Person.id == Post.author_id)
        .outerjoin(Group, Group.id == Post.group_id)
    )  # fmt: skip


def _reactions(kind: ReactionKind) -> ColumnElement[int]:
    count = select(func.count(Reaction.id)).where(Reaction.post_id == Post.id, Reaction.kind == kind)
    return count.correlate(Post).scalar_subquery()


def _mine(kind: ReactionKind, *, signed_in: bool) -> ColumnElement[bool]:
    if not signed_in:
        return literal(value=False)
    own = select(Reaction.id).where(Reaction.post_id == Post.id, Reaction.kind == kind, Reaction.person_id == _ME)
    return own.correlate(Post).exists()


def _to_see(post: Any, *, signed_in: bool, moderates: bool) -> ColumnElement[bool]:
    """Whether the reader sees the words: shown ones, their own while there are any, and for a moderator what waits or
    is hidden."""
    shown = and_(post.held_at.is_(None), post.hidden_at.is_(None))
    to_others = and_(post.withdrawn_at.is_(None), true() if moderates else shown)
    return to_others if not signed_in else or_(to_others, and_(post.author_id == _ME, post.text != ""))


def _stands(seen: ColumnElement[bool], *, signed_in: bool, moderates: bool) -> ColumnElement[bool]:
    """A comment has its place when the reader sees its words, or a reply to it: then only that it was here is shown."""
    reply = aliased(Post)
    answered = select(reply.id).where(
        reply.root_id == Post.id, reply.id != Post.id, _to_see(reply, signed_in=signed_in, moderates=moderates)
    )
    return or_(seen, answered.correlate(Post).exists())


def _roots(order: str, stands: ColumnElement[bool], *, begins: bool) -> Select[int, int]:
    """(id, place) of a page's comments and one more."""
    comments = (Post.thread_id == bindparam("thread", type_=Integer), Post.root_id == Post.id, stands)
    if order in {"newest", "oldest"}:
        newest = order == "newest"
        rows = select(Post.id, (-Post.id if newest else Post.id).label("place")).where(*comments)
        if not begins:
            rows = rows.where(Post.id <= _START if newest else Post.id >= _START)
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
    if not begins:
        first = select(placed.c.place).where(placed.c.id == _START).scalar_subquery()
        rows = rows.where(placed.c.place >= func.coalesce(first, 1))
    return rows


def _view() -> ColumnElement[str]:
    """What a comment stands for where comments are to differ: its position, and where it takes none what it is."""
    none = or_(Post.position.is_(None), Post.position == Position.NEITHER)
    return case((none, func.coalesce(cast(Post.sort, String), "")), else_=cast(Post.position, String))


def is_among_first(session: Session, reply: Post) -> bool:
    """Whether a reply stands on the page of its discussion, and not only on the page of its comment."""
    before = select(func.count(Post.id)).where(
        Post.root_id == reply.root_id, Post.id != reply.root_id, Post.id < reply.id, is_shown()
    )
    return (session.scalar(before) or 0) < FIRST_REPLIES
