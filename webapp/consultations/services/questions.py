"""Changing the questions. Options that keep their words keep their id. Services flush; the request commits."""

from collections.abc import Sequence
from contextlib import AbstractContextManager

from sqlalchemy.orm import Session

from webapp.consultations.copying import copy_question
from webapp.consultations.drafting import QuestionWords, next_key, why_not_ask
from webapp.consultations.models import Choice, Consultation, Item, Kind, Question, Section
from webapp.consultations.services.editing import open_sheet, renumber, touch
from webapp.consultations.services.sections import SectionGone
from webapp.database import refused_as
from webapp.i18n import _, _l
from webapp.refusals import Refused

MOST_QUESTIONS = 100
SETTINGS = ("kind", "text", "help", "required", "max_choices", "rank_top", "max_chars", "themed", "asks_who",
            "stance_question_id")  # fmt: skip


class KeyTaken(Refused):
    message = _l("Another question has this short name already.")

    def __init__(self) -> None:
        super().__init__(field="key")


class QuestionGone(Refused):
    message = _l("Somebody took this question away a moment ago.")


def add(session: Session, *, consultation: Consultation, section_id: int, words: QuestionWords, by: int) -> Question:
    """A new question at the end of a page. Raises `Refused` at the field that is wrong, `KeyTaken` at `key`."""
    sections = open_sheet(session, consultation)
    asked = _all(sections)
    if len(asked) >= MOST_QUESTIONS:
        raise Refused(_("There are %(most)s questions already.", most=MOST_QUESTIONS))
    _refuse(words, asked)
    section = _section(sections, section_id)
    question = Question(consultation_id=consultation.id, key=words.key or next_key([one.key for one in asked]))
    _fill(question, words)
    question.position = len(section.questions) + 1
    with _one_key(session):
        section.questions.append(question)
        session.flush()
    touch(session, consultation, act="add a question", by=by, words=words.text, question=question.id)
    return question


def change(
    session: Session, *, consultation: Consultation, question: Question, section_id: int, words: QuestionWords, by: int
) -> None:
    """New words and settings for a question, perhaps on another page (at its end). Its kind stays."""
    sections = open_sheet(session, consultation)
    _refuse(words, [one for one in _all(sections) if one is not question])
    here, there = _page_of(sections, question), _section(sections, section_id)
    with _one_key(session):
        question.key = words.key or question.key
        _fill(question, words)
        if here is not there:
            _put(question, here, there, len(there.questions))
        session.flush()
    touch(session, consultation, act="change a question", by=by, words=words.text, question=question.id)


def move(session: Session, *, consultation: Consultation, question: Question, up: bool, by: int) -> None:
    """One place up or down; from the end of a page to the page beside it; at the very end it stays."""
    sections = open_sheet(session, consultation)
    here = _page_of(sections, question)
    page, place = sections.index(here), here.questions.index(question)
    step = -1 if up else 1
    if 0 <= place + step < len(here.questions):
        _put(question, here, here, place + step)
    elif 0 <= page + step < len(sections):
        there = sections[page + step]
        _put(question, here, there, len(there.questions) if up else 0)
    session.flush()
    touch(session, consultation, act="move a question", by=by, question=question.id, up=up)


def copy(session: Session, *, consultation: Consultation, question: Question, by: int) -> Question:
    """The same question once more, right below, with the next free key. Who answers is asked only once."""
    sections = open_sheet(session, consultation)
    here, asked = _page_of(sections, question), _all(sections)
    if question.kind is Kind.PERMISSION:
        raise Refused(_("Permission to publish is asked only once."))
    made = copy_question(question, consultation_id=consultation.id, key=next_key([one.key for one in asked]))
    made.asks_who, made.stance_question_id = False, question.stance_question_id
    here.questions.insert(here.questions.index(question) + 1, made)
    renumber(here.questions)
    session.flush()
    touch(session, consultation, act="copy a question", by=by, question=made.id)
    return made


def delete(session: Session, *, consultation: Consultation, question: Question, by: int) -> None:
    sections = open_sheet(session, consultation)
    here, words, ident = _page_of(sections, question), question.text, question.id
    here.questions.remove(question)
    renumber(here.questions)
    touch(session, consultation, act="delete a question", by=by, words=words, question=ident)


def _refuse(words: QuestionWords, others: Sequence[Question]) -> None:
    """Raise `Refused` with the first thing that is wrong with a question, alone or beside the others."""
    wrong = why_not_ask(words)
    if wrong:
        raise Refused(wrong[1], field=wrong[0])
    if words.asks_who and any(one.asks_who for one in others):
        raise Refused(_("Another question asks who answers already."), field="asks_who")
    if words.kind is Kind.PERMISSION and any(one.kind is Kind.PERMISSION for one in others):
        raise Refused(_("Permission to publish is asked only once."), field="text")


def _fill(question: Question, words: QuestionWords) -> None:
    for name in SETTINGS:
        setattr(question, name, getattr(words, name))
    kept = {one.text: one for one in question.choices}
    question.choices = [kept.get(one.text) or Choice(text=one.text) for one in words.choices]
    for choice, typed in zip(question.choices, words.choices, strict=True):
        choice.detail, choice.part = typed.detail, typed.part
    rows = {one.text: one for one in question.items}
    question.items = [rows.get(text) or Item(text=text) for text in words.items]
    renumber(question.choices)
    renumber(question.items)


def _one_key(session: Session) -> AbstractContextManager[None]:
    return refused_as(session, {"one_key_a_question": KeyTaken})


def _all(sections: Sequence[Section]) -> list[Question]:
    return [question for section in sections for question in section.questions]


def _section(sections: Sequence[Section], section_id: int) -> Section:
    """Raises `SectionGone`."""
    found = next((one for one in sections if one.id == section_id), None)
    if found is None:
        raise SectionGone(field="section")
    return found


def _page_of(sections: Sequence[Section], question: Question) -> Section:
    """The section on which a question stands now. Raises `QuestionGone`."""
    found = next((one for one in sections if question in one.questions), None)
    if found is None:
        raise QuestionGone
    return found


def _put(question: Question, here: Section, there: Section, place: int) -> None:
    here.questions.remove(question)
    there.questions.insert(place, question)
    renumber(here.questions)
    renumber(there.questions)
