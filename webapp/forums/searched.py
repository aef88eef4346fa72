"""How boards, discussions on them and what people wrote are found."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from webapp.forums import addresses
from webapp.forums.models import Board, Post, Thread
from webapp.forums.queries import boards
from webapp.forums.rules import BOARD, KIND, POST
from webapp.i18n import _l
from webapp.search.kinds import Offer, Searched

_UNTITLED = "…"


def _visible_threads(_now: datetime) -> Select[int]:
    return select(Thread.id).where(boards.has_words(), boards.title_is_shown())


def _read_threads(session: Session, ids: Collection[int]) -> list[Offer]:
    """Those on boards: one about a thing has the thing's title, by which the thing itself is found."""
    on_boards = select(Thread).where(Thread.id.in_(ids), Thread.board_id.is_not(None), Thread.title != "")
    return [
        Offer(kind=KIND, id=one.id, about=(BOARD, one.board_id or 0), title=one.title, words="", at=one.created_at,
              address=addresses.of_thread(one.id))
        for one in session.scalars(on_boards)
    ]  # fmt: skip


def _visible_posts(_now: datetime) -> Select[int]:
    return select(Post.id).where(boards.is_shown())


def _read_posts(session: Session, ids: Collection[int]) -> list[Offer]:
    rows = session.execute(
        select(Post, Thread, boards.title_is_shown())
        .join(Thread, Thread.id == Post.thread_id)
        .where(Post.id.in_(ids), Post.withdrawn_at.is_(None), Post.text != "")
    )
    return [
        Offer(kind=POST, id=one.id, about=_about(thread), heading=thread.title if titled else _UNTITLED,
              words=one.text, at=one.created_at, address=addresses.of_post(one.id), language=one.language)
        for one, thread, titled in rows
    ]  # fmt: skip


def _about(thread: Thread) -> tuple[str, int]:
    return (thread.about_kind, thread.about_id or 0) if thread.about_kind else (BOARD, thread.board_id or 0)


def _visible_boards(_now: datetime) -> Select[int]:
    return select(Board.id)


def _read_boards(session: Session, ids: Collection[int]) -> list[Offer]:
    return [
        Offer(kind=BOARD, id=one.id, about=(BOARD, one.id), title=one.title, words="\n".join((one.about, one.subject)),
              at=one.created_at, address=addresses.of_board(one.slug))
        for one in session.scalars(select(Board).where(Board.id.in_(ids)))
    ]  # fmt: skip


THREADS = Searched(
    kind=KIND, called=_l("Discussions"), visible=_visible_threads, read=_read_threads, every=select(Thread.id),
    watched={Thread: Thread.id},
)  # fmt: skip
POSTS = Searched(
    kind=POST, called=_l("Comments"), visible=_visible_posts, read=_read_posts, every=select(Post.id),
    watched={Post: Post.id},
)  # fmt: skip
BOARDS = Searched(
    kind=BOARD, called=_l("Boards"), visible=_visible_boards, read=_read_boards, every=select(Board.id),
    watched={Board: Board.id},
)  # fmt: skip
AREAS = select(Board.id, Board.area_id).where(Board.area_id.is_not(None))
"""Which area each board is of: (id, area id)."""
