"""Boards, and order in discussions: locking and slowing them down. Each act goes into the audit trail."""

from sqlalchemy.orm import Session

from webapp import clock
from webapp.audit import services as audit
from webapp.database import refused_as
from webapp.forums.models import Board, Moderation, Thread
from webapp.forums.queries import boards
from webapp.forums.rules import SLOW
from webapp.i18n import _, _l
from webapp.refusals import Refused
from webapp.slugs import free_slug, slug_of


class TitleTaken(Refused):
    message = _l("There is a board of this name already.")


def make_board(
    session: Session, *, title: str, about: str, moderation: Moderation, by: int, area_id: int | None = None,
    group_id: int | None = None, subject: str = "",
) -> Board:  # fmt: skip
    """Raises `TitleTaken`."""
    slug = free_slug(slug_of(title, otherwise="board"), boards.list_slugs_like(session, "") | RESERVED)
    board = Board(slug=slug, title=title.strip(), about=about.strip(), moderation=moderation, area_id=area_id,
                  group_id=group_id, subject=subject.strip(), created_at=clock.now(), created_by=by)  # fmt: skip
    with refused_as(session, {"uq_board_title": TitleTaken, "uq_board_slug": TitleTaken}):
        session.add(board)
        session.flush()
    audit.record(session, actor_id=by, act="make board", subject=f"board:{board.id}")
    return board


RESERVED = frozenset({"about", "boards", "drafts", "files", "mine", "posts", "search", "threads"})
"""Words that stand in addresses where the name of a board would."""


def change_board(
    session: Session, *, board: Board, title: str, about: str, moderation: Moderation, closed: bool, by: int,
    area_id: int | None = None, group_id: int | None = None, subject: str = "",
) -> None:  # fmt: skip
    """Its address stays. Raises `TitleTaken`."""
    with refused_as(session, {"uq_board_title": TitleTaken}):
        board.title, board.about, board.moderation = title.strip(), about.strip(), moderation
        board.area_id, board.group_id, board.subject = area_id, group_id, subject.strip()
        board.closed_at = (board.closed_at or clock.now()) if closed else None
        session.flush()
    audit.record(session, actor_id=by, act="change board", subject=f"board:{board.id}", closed=closed,
                 moderation=moderation.value)  # fmt: skip


def keep_order(session: Session, *, thread: Thread, locked: bool, reason: str, slow_seconds: int, by: int) -> None:
    """Stop a discussion with a reason that everybody reads, let it go on, or slow it down. Raises `Refused`."""
    if locked and not reason.strip():
        raise Refused(_("Say why. Everybody can read it."), field="reason")
    if slow_seconds not in SLOW:
        raise Refused(_("Choose one of these."), field="slow")
    thread.locked_at = (thread.locked_at or clock.now()) if locked else None
    thread.locked_reason = reason.strip() if locked else ""
    thread.slow_seconds = slow_seconds
    session.flush()
    audit.record(session, actor_id=by, act="keep order", subject=f"thread:{thread.id}", words=reason,
                 locked=locked, slow_seconds=slow_seconds)  # fmt: skip
