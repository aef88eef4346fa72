"""Posting: once however often the button is pressed, not too fast, and let in by the gate of moderation."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.accounts.models import Person
from webapp.database import refused_as
from webapp.forums.models import Board, Moderation, Position, Post, Sort, Thread
from webapp.forums.queries import threads
from webapp.forums.rules import KIND, LONGEST_TITLE, POST, why_not_say, why_wait
from webapp.forums.services import attaching, drafting
from webapp.forums.services.attaching import Upload
from webapp.forums.signals import posted
from webapp.i18n import _, _l
from webapp.moderation import cases, gate
from webapp.moderation.gate import Admission
from webapp.moderation.rules import ALLOWANCES
from webapp.notices import following
from webapp.notices.rules import one_line
from webapp.refusals import Refused


class PostedAlready(Refused):
    """The same form came twice: a double tap."""


class LockedMeanwhile(Refused):
    message = _l("This discussion was stopped a moment ago. Your words are kept as a draft.")


class BegunAlready(Refused):
    """Somebody else began the discussion of this thing a moment ago."""


def begin_on_board(
    session: Session, *, board: Board, author_id: int, token: str, title: str, text: str, sort: Sort = Sort.COMMENT,
    group_id: int | None = None, files: Sequence[Upload] = (),
) -> Post:  # fmt: skip
    """A new discussion with its first post. Raises `Refused` at `title`, `text` or `files`."""
    before = _find_by_token(session, token, author_id)
    if before is not None:
        return before
    line = one_line(title, LONGEST_TITLE + 1)
    if not line:
        raise Refused(_("Give it a title."), field="title")
    if len(line) > LONGEST_TITLE:
        raise Refused(_("Use at most %(most)s letters.", most=LONGEST_TITLE), field="title")
    now = clock.now()
    thread = Thread(board_id=board.id, title=line, author_id=author_id, created_at=now, last_post_at=now)
    session.add(thread)
    session.flush()
    return post(session, thread=thread, author_id=author_id, token=token, text=text, sort=sort, group_id=group_id,
                files=files, title=title)  # fmt: skip


def find_or_begin_about(session: Session, *, kind: str, thing_id: int, title: str) -> Thread:
    """The one discussion of a thing of another room, begun when the first post comes."""
    thread = threads.find_about(session, kind, thing_id)
    if thread is not None:
        return thread
    now = clock.now()
    thread = Thread(about_kind=kind, about_id=thing_id, title=title[:200], created_at=now, last_post_at=now)
    try:
        with refused_as(session, {"one_discussion_a_thing": BegunAlready}):
            session.add(thread)
            session.flush()
    except BegunAlready:
        thread = threads.find_about(session, kind, thing_id)
        if thread is None:
            raise
    return thread


def post(
    session: Session,
    *,
    thread: Thread,
    author_id: int,
    token: str,
    text: str,
    position: Position | None = None,
    sort: Sort = Sort.COMMENT,
    group_id: int | None = None,
    parent: Post | None = None,
    official: str = "",
    files: Sequence[Upload] = (),
    title: str = "",
) -> Post:
    """Say something; the same post again when this form was sent before.

    `official`: a marked reply ("officer" or "expert"), which neither waits to be read nor for its turn. `title`: of a
    discussion that begins with it. Raises `Refused` at `text` or `files`.
    """
    _one_at_a_time(session, author_id)
    before = _find_by_token(session, token, author_id)
    if before is not None:
        return before
    wrong = why_not_say(text)
    if wrong:
        raise Refused(wrong, field="text")
    session.refresh(thread, ["locked_at", "slow_seconds"])
    if thread.locked_at is not None and not official:
        raise LockedMeanwhile(field="text")
    admission = _admit(session, thread, author_id, f"{title}\n{text}".strip(), files, official)
    made = Post(
        thread_id=thread.id, author_id=author_id, group_id=group_id, text=text.strip(), position=position, sort=sort,
        parent_id=parent.id if parent else None, official=official, token=token, created_at=clock.now(),
        held_at=clock.now() if admission and admission.held else None,
    )  # fmt: skip
    with refused_as(session, {"one_post_a_token": PostedAlready}):
        session.add(made)
        session.flush()
    made.root_id = parent.root_id if parent else made.id
    session.flush()
    attaching.attach(session, post=made, uploads=files)
    if admission is not None:
        open_case(session, made, admission)
    drafting.forget(session, person_id=author_id, place=place_of(thread, parent, begins=bool(title)))
    if following.find(session, person_id=author_id, kind=KIND, thing_id=thread.id) is None:
        following.follow(session, person_id=author_id, kind=KIND, thing_id=thread.id)
    if made.held_at is None:
        show(session, thread, made)
    return made


def show(session: Session, thread: Thread, made: Post) -> None:
    """Everybody sees it from now on."""
    thread.last_post_at = max(thread.last_post_at, clock.now())
    session.flush()
    posted.send(session, post=made)


def open_case(session: Session, made: Post, admission: Admission) -> None:
    """What a moderator is to read of what was let in."""
    if admission.held:
        cases.hold(session, kind=POST, thing_id=made.id, author_id=made.author_id, evidence=admission.evidence)
    elif admission.evidence:
        cases.suspect(session, kind=POST, thing_id=made.id, author_id=made.author_id, evidence=admission.evidence)


def place_of(thread: Thread, parent: Post | None = None, *, begins: bool = False) -> str:
    """Where a draft of these words was kept."""
    if parent is not None:
        return f"{POST}:{parent.id}"
    if thread.board_id is not None:
        return f"board:{thread.board_id}" if begins else f"{KIND}:{thread.id}"
    return f"{thread.about_kind}:{thread.about_id}"


def is_read_first(session: Session, thread: Thread) -> bool:
    """Whether moderators read what is written here before anybody sees it."""
    board = session.get(Board, thread.board_id) if thread.board_id is not None else None
    return board is not None and board.moderation is Moderation.PRE


def _admit(
    session: Session, thread: Thread, author_id: int, text: str, files: Sequence[Upload], official: str
) -> Admission | None:
    """None for a marked reply, which only a sanction stops."""
    if official:
        gate.refuse_sanctioned(session, person_id=author_id)
        return None
    pictures = sum(one.is_picture for one in files)
    admission = _let_in(session, person_id=author_id, text=text, pictures=pictures, pre=is_read_first(session, thread))
    now = clock.now()
    slow = why_wait(last_at=threads.last_post_at(session, author_id, thread_id=thread.id),
                    wait=timedelta(seconds=thread.slow_seconds), now=now)  # fmt: skip
    wait = slow or why_wait(last_at=threads.last_post_at(session, author_id),
                            wait=ALLOWANCES[admission.standing].wait, now=now)  # fmt: skip
    if wait:
        raise Refused(wait, field="text")
    return admission


def _let_in(session: Session, **words: Any) -> Admission:
    """As the gate says; what it says of pictures stands at the first file."""
    try:
        return gate.admit(session, **words)
    except Refused as refused:
        if refused.field != "picture":
            raise
        raise type(refused)(str(refused), field="file1") from refused


def _one_at_a_time(session: Session, person_id: int) -> None:
    """Of two posts of one person at once, the second waits and is then told to be slower."""
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update())


def _find_by_token(session: Session, token: str, author_id: int) -> Post | None:
    return session.scalar(select(Post).where(Post.token == token, Post.author_id == author_id))
