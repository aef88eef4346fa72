"""Changing a post, taking it back, reacting to it; and what becomes of a person's words when they leave."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from webapp import clock
from webapp.database import refused_as
from webapp.forums.models import Mention, Post, PostDraft, PostVersion, Reaction, ReactionKind, Thread
from webapp.forums.rules import POST, TAKE_BACK_WITHIN, why_not_say
from webapp.forums.services import attaching, drafting, posting
from webapp.forums.signals import posts_gone, reworded
from webapp.i18n import _l
from webapp.jobs import services as jobs
from webapp.moderation import cases, gate
from webapp.notices import following
from webapp.refusals import Refused

WIPE = "wipe-post"


class ReactedAlready(Refused):
    """The same press twice."""


class WipedMeanwhile(Refused):
    message = _l("It was taken back more than an hour ago, and its words are gone.")


class ChangedMeanwhile(Refused):
    message = _l("It was changed or taken away a moment ago. Look at it again.")


def edit(session: Session, *, post: Post, text: str) -> None:
    """Other words for a post; the wording before is kept and can be read. Where moderators read first, they do again.

    Raises `Refused` at `text`, `ChangedMeanwhile`.
    """
    _lock(session, post)
    if post.withdrawn_at is not None or post.hidden_at is not None:
        raise ChangedMeanwhile(field="text")
    wrong = why_not_say(text)
    if wrong:
        raise Refused(wrong, field="text")
    drafting.forget(session, person_id=post.author_id or 0, place=f"edit:{post.id}")
    if text.strip() == post.text:
        return
    thread = session.get_one(Thread, post.thread_id)
    admission = None
    if not post.official:
        admission = gate.admit(session, person_id=post.author_id or 0, text=text,
                               pre=posting.is_read_first(session, thread), thing=(POST, post.id))  # fmt: skip
    session.add(PostVersion(post_id=post.id, text=post.text, until=clock.now()))
    post.text, post.edited_at = text.strip(), clock.now()
    if admission is not None and admission.held and post.held_at is None:
        post.held_at = clock.now()
        _not_seen(session, post)
    session.flush()
    if admission is not None:
        posting.open_case(session, post, admission)
    if post.held_at is None:
        following.reword(session, source=f"{POST}:{post.id}", words=post.text)
        reworded.send(session, post=post)


def take_back(session: Session, *, post: Post) -> None:
    """Its author no longer wants it seen. For an hour they can put it back; then its words are wiped."""
    _lock(session, post)
    if post.withdrawn_at is not None:
        return
    post.withdrawn_at = clock.now()
    session.flush()
    _not_seen(session, post)
    cases.leave(session, kind=POST, thing_id=post.id)
    due = clock.now() + TAKE_BACK_WITHIN
    with suppress(jobs.AlreadyRunning):  # taken back, put back and taken back again within a second
        jobs.enqueue(session, kind=WIPE, subject=f"post:{post.id} {due.isoformat()}", due_at=due, post_id=post.id)


def put_back(session: Session, *, post: Post) -> None:
    """Within the hour. What waited for a moderator waits again. Raises `WipedMeanwhile`."""
    _lock(session, post)
    if post.withdrawn_at is None:
        return
    if not post.text or is_over(post):
        raise WipedMeanwhile
    post.withdrawn_at = None
    session.flush()
    if post.held_at is not None:
        cases.hold(session, kind=POST, thing_id=post.id, author_id=post.author_id)
    elif post.hidden_at is None:
        reworded.send(session, post=post)


def is_over(post: Post) -> bool:
    """Whether a post was taken back so long ago that its words go."""
    return post.withdrawn_at is not None and clock.now() >= post.withdrawn_at + TAKE_BACK_WITHIN


def wipe(session: Session, *, post: Post) -> None:
    """Its words, earlier wordings and files are gone for good; that something stood here stays."""
    post.text = ""
    for model in (PostVersion, Mention):
        session.execute(delete(model).where(model.post_id == post.id))
    attaching.remove_all(session, post_id=post.id)
    if post.id == session.scalar(select(func.min(Post.id)).where(Post.thread_id == post.thread_id)):
        of_people = (Thread.id == post.thread_id, Thread.board_id.is_not(None))
        session.execute(update(Thread).where(*of_people).values(title=""))
    session.flush()


def react(session: Session, *, post: Post, person_id: int, kind: ReactionKind, wanted: bool) -> None:
    """Say that a post helped, or agree with it; or no longer. However often it is pressed, it counts once."""
    gate.refuse_sanctioned(session, person_id=person_id)
    if not wanted:
        this = (Reaction.post_id == post.id, Reaction.kind == kind, Reaction.person_id == person_id)
        session.execute(delete(Reaction).where(*this))
        return
    try:
        with refused_as(session, {"one_reaction": ReactedAlready}):
            session.add(Reaction(post_id=post.id, kind=kind, person_id=person_id, at=clock.now()))
            session.flush()
    except ReactedAlready:
        return


def forget_person(session: Any, *, person_id: int, with_words: bool) -> None:
    """Somebody closed their account: what nobody else has seen goes; what they said and pressed when they want that.

    What stays is read as by somebody who has left, and goes on counting.
    """
    for model in (PostDraft, Mention):
        session.execute(delete(model).where(model.person_id == person_id))
    if not with_words:
        return
    session.execute(delete(Reaction).where(Reaction.person_id == person_id))
    mine = session.scalars(select(Post).where(Post.author_id == person_id)).all()
    now = clock.now()
    for post in mine:
        post.withdrawn_at = post.withdrawn_at or now
        following.take_back(session, source=f"{POST}:{post.id}")
        cases.leave(session, kind=POST, thing_id=post.id)
        wipe(session, post=post)
    _tell_gone(session, [post.id for post in mine])


def _not_seen(session: Session, post: Post) -> None:
    following.take_back(session, source=f"{POST}:{post.id}")
    _tell_gone(session, [post.id])


def _tell_gone(session: Session, post_ids: Sequence[int]) -> None:
    if post_ids:
        posts_gone.send(session, post_ids=list(post_ids))


def _lock(session: Session, post: Post) -> None:
    """Wait until nobody else changes it, and read it as it is then."""
    session.execute(select(Post.id).where(Post.id == post.id).with_for_update())
    session.refresh(post)
