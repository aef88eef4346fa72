"""Boards, and the discussions on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from webapp import clock
from webapp.forums.models import Board, Post, Thread

A_PAGE = 30
MOST_BOARDS = 200
Cursor = tuple[int, int]  # (seconds since 1970 of the last post, id) of the last discussion of the page before


@dataclass(frozen=True, slots=True)
class OnTheList:
    """A board in a list, with how many discussions stand on it and when something was last said."""

    board: Board
    threads: int
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A discussion in a list. `posts`: how many everybody sees; `titled`: whether they see
    its title; `board`: its title, empty for one about a thing."""

    thread: Thread
    posts: int
    titled: bool
    board: str = ""
    slug: str = ""


def is_shown() -> ColumnElement[bool]:
    """Whether everybody sees a post."""
    return and_(Post.held_at.is_(None), Post.hidden_at.is_(None), Post.withdrawn_at.is_(None))


def has_words() -> ColumnElement[bool]:
    """Whether there is anything in a discussion that everybody sees."""
    return select(Post.id).where(Post.thread_id == Thread.id, is_shown()).correlate(Thread).exists()


def title_is_shown() -> ColumnElement[bool]:
    """Whether everybody sees a discussion's title: it stands and falls with the post that began it."""
    first = aliased(Post)
    opening = select(func.min(first.id)).where(first.thread_id == Thread.id).correlate(Thread).scalar_subquery()
    begun = select(Post.id).where(Post.id == opening, is_shown()).correlate(Thread).exists()
    return or_(Thread.board_id.is_(None), begun)


def list_boards(session: Session) -> Sequence[OnTheList]:
    """All of them, those that take posts first, by title. One statement."""
    many = select(func.count(Thread.id)).where(Thread.board_id == Board.id, has_words()).scalar_subquery()
    last = select(func.max(Thread.last_post_at)).where(Thread.board_id == Board.id, has_words()).scalar_subquery()
    rows = select(Board, many, last).order_by(Board.closed_at.is_not(None), Board.title).limit(MOST_BOARDS)
    return [OnTheList(*row) for row in session.execute(rows)]


def find_board(session: Session, slug: str) -> Board | None:
    return session.scalar(select(Board).where(Board.slug == slug))


def list_slugs_like(session: Session, start: str) -> set[str]:
    return set(session.scalars(select(Board.slug).where(Board.slug.startswith(start, autoescape=True))))


def list_threads(session: Session, board: Board, *, after: Cursor | None = None) -> tuple[list[Listed], Cursor | None]:
    """A page of a board's discussions, the one with the newest words first; and where the next page begins."""
    return _page(session, Thread.board_id == board.id, after=after)


def list_latest(session: Session, *, most: int = 10) -> list[Listed]:
    """The discussions of all boards and things with the newest words."""
    found, _more = _page(session, Thread.id.is_not(None), after=None, most=most)
    return found


def search(session: Session, words: str, *, most: int = A_PAGE) -> list[Listed]:
    """Discussions whose title or posts hold these words, newest words first."""
    said = select(Post.id).where(Post.thread_id == Thread.id, is_shown(), Post.text.icontains(words, autoescape=True))
    found, _more = _page(session, Thread.title.icontains(words, autoescape=True) | said.exists(), after=None, most=most)
    return found


def _page(
    session: Session, wanted: ColumnElement[bool], *, after: Cursor | None, most: int = A_PAGE
) -> tuple[list[Listed], Cursor | None]:
    posts = select(func.count(Post.id)).where(Post.thread_id == Thread.id, is_shown()).scalar_subquery()
    board = aliased(Board)
    rows = (
        select(Thread, posts, title_is_shown(), func.coalesce(board.title, ""), func.coalesce(board.slug, ""))
        .outerjoin(board, board.id == Thread.board_id)
        .where(wanted, has_words())
        .order_by(Thread.last_post_at.desc(), Thread.id.desc())
        .limit(most + 1)
    )
    if after is not None:
        at = clock.from_seconds(after[0])
        rows = rows.where(tuple_(Thread.last_post_at, Thread.id) < (at, after[1]))
    listed = [Listed(*row) for row in session.execute(rows)]
    more, listed = len(listed) > most, listed[:most]
    last = listed[-1].thread if more else None
    return listed, (int(last.last_post_at.timestamp()), last.id) if last is not None else None
