"""What other rooms may know of boards and discussions."""

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.forums import addresses
from webapp.forums.models import Board, Thread
from webapp.forums.queries import boards
from webapp.forums.rules import BOARD, KIND
from webapp.web.things import Thing


def find_threads(session: Session, ids: Collection[int]) -> Mapping[int, Thing]:
    """Those in which there is something to read."""
    rows = session.execute(select(Thread, boards.title_is_shown()).where(Thread.id.in_(ids), boards.has_words()))
    return {
        one.id: Thing(KIND, one.id, one.title if titled else "…", addresses.of_thread(one.id),
                      open=one.locked_at is None)
        for one, titled in rows
    }  # fmt: skip


def find_boards(session: Session, ids: Collection[int]) -> Mapping[int, Thing]:
    found = session.scalars(select(Board).where(Board.id.in_(ids)))
    return {
        one.id: Thing(BOARD, one.id, one.title, addresses.of_board(one.slug), open=one.closed_at is None)
        for one in found
    }
