"""What themes do when something happens upstream. `features.py` joins these to the signals of the rooms they follow."""

from collections.abc import Collection
from contextlib import suppress
from datetime import timedelta

from sqlalchemy import Select, delete, distinct, exists, func, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.consultations.importing import signals as importing
from webapp.consultations.models import Question
from webapp.consultations.signals import words_arrived, words_gone
from webapp.forums.models import Post
from webapp.forums.signals import posted, posts_gone, reworded
from webapp.i18n import _
from webapp.jobs import services as jobs
from webapp.themes import growing, storing
from webapp.themes.from_forums import KIND as THREAD
from webapp.themes.models import (
    Act,
    CodeFrame,
    Excerpt,
    FrameCoder,
    Note,
    Run,
    SecondReading,
    Suggestion,
    Theme,
    ThemedItem,
)
from webapp.themes.registry import SOURCES

KIND = "question"
FIRST_AT, AGAIN_AT = 20, 1.5
"""People in a discussion from which on its themes are looked for by themselves; and again when it has grown so much."""
SOON = timedelta(minutes=1)
"""How long a discussion waits for more posts before it is read."""


def join() -> None:
    """Listen. Asked once an application; a second time changes nothing."""
    words_gone.connect(forget_words)
    words_arrived.connect(code_words)
    posted.connect(read_post)
    reworded.connect(read_again)
    posts_gone.connect(forget_posts)
    importing.undo_asked.connect(why_keep_import)
    importing.undone.connect(forget_consultation)


def forget_words(session: Session, *, answer_ids: Collection[int]) -> None:
    """Words that were changed or withdrawn lose their excerpts, and what was decided on them."""
    growing.ask_to_forget_words(session, source_kind=KIND, item_ids=answer_ids)
    storing.forget(session, source_kind=KIND, item_ids=answer_ids)


def code_words(session: Session, *, question_ids: Collection[int]) -> None:
    """New words are given their themes by the worker, in a moment."""
    growing.code_new_answers(session, source_kind=KIND, source_ids=question_ids)


def read_post(session: Session, *, post: Post) -> None:
    """A post can be seen: it gets its themes in a moment; a discussion that has grown is looked at anew."""
    growing.code_new_answers(session, source_kind=THREAD, source_ids=[post.thread_id])
    if _has_grown(session, post.thread_id):
        with suppress(jobs.AlreadyRunning):
            jobs.enqueue(session, kind="theme", subject=f"{THREAD}:{post.thread_id}", due_at=clock.now() + SOON,
                         source_kind=THREAD, source_id=post.thread_id)  # fmt: skip


def _has_grown(session: Session, thread_id: int) -> bool:
    """Whether so many people have posted that its themes should be looked for (again)."""
    words = SOURCES[THREAD].words(thread_id).subquery("words")
    people = session.scalar(select(func.count(distinct(words.c.group)))) or 0
    if people < FIRST_AT:
        return False
    read = select(func.max(Run.answers)).join(CodeFrame, CodeFrame.id == Run.frame_id)
    last = session.scalar(read.where(CodeFrame.source_kind == THREAD, CodeFrame.source_id == thread_id))
    posts = session.scalar(select(func.count(words.c.item_id))) or 0
    return last is None or posts >= AGAIN_AT * last


def read_again(session: Session, *, post: Post) -> None:
    """Its words were changed or put back."""
    forget_posts(session, post_ids=[post.id])
    growing.code_new_answers(session, source_kind=THREAD, source_ids=[post.thread_id])


def forget_posts(session: Session, *, post_ids: Collection[int]) -> None:
    """Posts that nobody sees any more lose their excerpts, and what was decided on them."""
    growing.ask_to_forget_words(session, source_kind=THREAD, item_ids=post_ids)
    storing.forget(session, source_kind=THREAD, item_ids=post_ids)


def why_keep_import(session: Session, *, consultation_id: int) -> str | None:
    """People's decisions would be lost with the words they are about."""
    decided = exists().where(Act.frame_id.in_(_frames(consultation_id)))
    if session.scalar(select(decided)):
        return _("People have decided on the themes of these responses.")
    return None


def forget_consultation(session: Session, *, consultation_id: int) -> None:
    """Everything the machine made of these questions goes."""
    frames = list(session.scalars(_frames(consultation_id)))
    excerpts = select(Excerpt.id).where(Excerpt.frame_id.in_(frames))
    session.execute(delete(Suggestion).where(Suggestion.excerpt_id.in_(excerpts)))
    for model in (Note, SecondReading, FrameCoder, Excerpt, ThemedItem, Theme, Run):
        session.execute(delete(model).where(model.frame_id.in_(frames)))
    session.execute(delete(CodeFrame).where(CodeFrame.id.in_(frames)))
    session.expire_all()


def _frames(consultation_id: int) -> Select[int]:
    questions = select(Question.id).where(Question.consultation_id == consultation_id)
    return select(CodeFrame.id).where(CodeFrame.source_kind == KIND, CodeFrame.source_id.in_(questions))
