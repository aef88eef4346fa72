"""What themes do when something happens upstream. `features.py` joins these to the signals of the rooms they follow."""

from collections.abc import Collection

from sqlalchemy import Select, delete, exists, select
from sqlalchemy.orm import Session

from webapp.consultations.importing import signals as importing
from webapp.consultations.models import Question
from webapp.consultations.signals import words_arrived, words_gone
from webapp.i18n import _
from webapp.themes import growing, storing
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

KIND = "question"


def join() -> None:
    """Listen. Asked once an application; a second time changes nothing."""
    words_gone.connect(forget_words)
    words_arrived.connect(code_words)
    importing.undo_asked.connect(why_keep_import)
    importing.undone.connect(forget_consultation)


def forget_words(session: Session, *, answer_ids: Collection[int]) -> None:
    """Words that were changed or withdrawn lose their excerpts, and what was decided on them."""
    growing.ask_to_forget_words(session, source_kind=KIND, item_ids=answer_ids)
    storing.forget(session, source_kind=KIND, item_ids=answer_ids)


def code_words(session: Session, *, question_ids: Collection[int]) -> None:
    """New words are given their themes by the worker, in a moment."""
    growing.code_new_answers(session, source_kind=KIND, source_ids=question_ids)


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
