"""Who hears of a post: followers, whom it calls by name, and whose words it answers; all in their own rhythm."""

from contextlib import suppress
from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.accounts.models import Group, Person
from webapp.accounts.signals import person_gone
from webapp.forums import addresses
from webapp.forums.mentions import find_mentioned
from webapp.forums.models import Mention, Post, Sort, Thread
from webapp.forums.queries import threads, waiting
from webapp.forums.rules import AMBER_AFTER, BOARD, KIND, POST
from webapp.forums.services import changing
from webapp.forums.signals import posted
from webapp.i18n import _
from webapp.jobs import services as jobs
from webapp.notices import following

STILL_WAITS = "question-waits"


def join() -> None:
    """Listen. Asked once an application; a second time changes nothing."""
    posted.connect(tell)
    person_gone.connect(changing.forget_person)


def tell(session: Session, *, post: Post) -> None:
    """Within the transaction that shows the post."""
    thread = session.get_one(Thread, post.thread_id)
    called = _call(session, thread, post)
    answered = session.get(Post, post.parent_id) if post.parent_id else None
    also = {*called, *([answered.author_id] if answered is not None and answered.author_id else [])}
    who = _who(session, post)
    first = thread.board_id is not None and _is_first(session, post)
    facts: dict[str, Any] = {
        "title": thread.title, "words": post.text, "zone": current_app.config["TIME_ZONE"], "actor_id": post.author_id,
        "source": f"{POST}:{post.id}", "address": addresses.of_post(post.id), "news": False,
    }  # fmt: skip
    wrote = (
        _("%(who)s answered for the council", who=who) if post.official == "officer" else _("%(who)s wrote", who=who)
    )
    following.happened(session, kind=KIND, thing_id=thread.id, what=wrote, also=also, **facts)
    if first and thread.board_id is not None:
        following.happened(session, kind=BOARD, thing_id=thread.board_id,
                           what=_("%(who)s began a discussion", who=who), **facts)  # fmt: skip
    if post.sort is Sort.QUESTION and not post.official:
        due = post.created_at + AMBER_AFTER
        with suppress(jobs.AlreadyRunning):  # changed where moderators read first, and let in a second time
            jobs.enqueue(session, kind=STILL_WAITS, subject=f"post:{post.id}", due_at=due, post_id=post.id)


def _call(session: Session, thread: Thread, post: Post) -> list[int]:
    """People whom the post names; each is noted once."""
    if "@" not in post.text:
        return []
    people = {
        ident: name for ident, name in threads.list_taking_part(session, thread).items() if ident != post.author_id
    }
    known = set(session.scalars(select(Mention.person_id).where(Mention.post_id == post.id)))
    called = [one for one in find_mentioned(post.text, people) if one not in known]
    session.add_all(Mention(post_id=post.id, person_id=one) for one in called)
    session.flush()
    return called


def _who(session: Session, post: Post) -> str:
    name = session.scalar(select(Person.name).where(Person.id == (post.author_id or 0))) or ""
    group = session.scalar(select(Group.name).where(Group.id == (post.group_id or 0)))
    return group or name or _("Somebody")


def _is_first(session: Session, post: Post) -> bool:
    earlier = select(Post.id).where(Post.thread_id == post.thread_id, Post.id < post.id).limit(1)
    return session.scalar(earlier) is None


def remind(session: Session, *, post_id: int, zone: str) -> bool:
    """A question has waited a week: everybody who may answer hears of it. Whether it still waited."""
    post = waiting.still_waits(session, post_id)
    if post is None:
        return False
    thread = session.get_one(Thread, post.thread_id)
    following.happened(session, kind=KIND, thing_id=thread.id, title=thread.title, words=post.text, zone=zone,
                       what=_("A question waits for an answer"), actor_id=post.author_id, source=f"{POST}:{post.id}",
                       address=addresses.of_post(post.id), also=waiting.who_answers(session), news=False)  # fmt: skip
    return True
