"""What other rooms may know of boards and discussions."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.forums import addresses
from webapp.forums.models import Board, Thread
from webapp.forums.queries import boards
from webapp.forums.rules import BOARD, KIND
from webapp.web import things
from webapp.web.things import Thing


def find_threads(session: Session, ids: Collection[int]) -> Mapping[int, Thing]:
    """Those in which there is something to read, and whose thing can be seen where they are about one."""
    rows = session.execute(
        select(Thread, boards.title_is_shown()).where(Thread.id.in_(ids), boards.has_words())
    ).all()  # fmt: skip
    seen = can_be_seen(session, [one for one, _titled in rows])
    return {
        one.id: Thing(KIND, one.id, one.title if titled else "…", addresses.of_thread(one.id),
                      open=one.locked_at is None)
        for one, titled in rows if one.id in seen
    }  # fmt: skip


def can_be_seen(session: Session, threads: Sequence[Thread]) -> set[int]:
    """Ids of those on a board, or about a thing that anybody may see. A statement for each kind of thing."""
    about: dict[str, set[int]] = {}
    for one in threads:
        if one.about_kind is not None and one.about_id is not None:
            about.setdefault(one.about_kind, set()).add(one.about_id)
    open_to_all = {kind: things.find_many(session, kind, ids) for kind, ids in about.items()}
    return {one.id for one in threads if one.about_kind is None or one.about_id in open_to_all.get(one.about_kind, {})}


def find_boards(session: Session, ids: Collection[int]) -> Mapping[int, Thing]:
    found = session.scalars(select(Board).where(Board.id.in_(ids)))
    return {
        one.id: Thing(BOARD, one.id, one.title, addresses.of_board(one.slug), open=one.closed_at is None)
        for one in found
    }
