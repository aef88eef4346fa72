"""One choice (also as an agreement scale or a permission), and several choices."""

from werkzeug.datastructures import MultiDict

from webapp.consultations.kinds.base import (
    LONGEST_OWN_WORDS,
    Problem,
    choice_from,
    choice_text,
    missing,
    own_words,
    too_long,
)
from webapp.consultations.marks import Mark, Marks
from webapp.consultations.models import Part
from webapp.consultations.sheet import SheetChoice, SheetQuestion
from webapp.i18n import _
from webapp.places.queries import Gazetteer

WITH_WORDS = frozenset({Part.OTHER, Part.PUBLISH_NAMED})  # options that have room for words of one's own


def _mark(question: SheetQuestion, choice: SheetChoice, form: MultiDict[str, str]) -> Mark:
    words = own_words(form, f"{question.name}-words-{choice.id}") if choice.part in WITH_WORDS else None
    return Mark(choice_id=choice.id, text=words)


def _word_problems(question: SheetQuestion, marks: Marks) -> list[Problem]:
    found = []
    for mark in marks:
        choice = question.choice_by_id[mark.choice_id or 0]
        control = f"{question.name}-words-{choice.id}"
        if choice.part is Part.OTHER and not mark.text:
            found.append(Problem(control, _("Write a few words for “%(option)s”.", option=choice.text)))
        found += too_long(control, mark.text or "", LONGEST_OWN_WORDS)
    return found


class Single:
    """One of several options, as radio buttons."""

    def read(self, question: SheetQuestion, form: MultiDict[str, str], place: Gazetteer) -> Marks:
        choice = choice_from(question, form.get(question.name, ""))
        return (_mark(question, choice, form),) if choice else ()

    def problems(self, question: SheetQuestion, marks: Marks) -> list[Problem]:
        empty = missing(question, marks, f"{question.name}-1", _("Choose one answer."))
        return empty + _word_problems(question, marks)

    def say(self, question: SheetQuestion, marks: Marks, place: Gazetteer) -> list[str]:
        return [choice_text(question, mark) for mark in marks]


class Several:
    """Any number of options, or up to `max_choices`, as tick boxes. An exclusive option stands alone."""

    def read(self, question: SheetQuestion, form: MultiDict[str, str], place: Gazetteer) -> Marks:
        chosen = {choice_from(question, value) for value in form.getlist(question.name)} - {None}
        return tuple(_mark(question, choice, form) for choice in question.choices if choice in chosen)

    def problems(self, question: SheetQuestion, marks: Marks) -> list[Problem]:
        first = f"{question.name}-1"
        found = missing(question, marks, first, _("Choose at least one answer."))
        alone = [question.choice_by_id[mark.choice_id or 0] for mark in marks]
        exclusive = next((choice for choice in alone if choice.part is Part.EXCLUSIVE), None)
        if exclusive and len(marks) > 1:
            found.append(Problem(first, _("Choose either “%(option)s” or the others.", option=exclusive.text)))
        elif question.max_choices and len(marks) > question.max_choices:
            found.append(
                Problem(
                    first,
                    _("Choose %(most)s at most. You chose %(count)s.", most=question.max_choices, count=len(marks)),
                )
            )
        return found + _word_problems(question, marks)

    def say(self, question: SheetQuestion, marks: Marks, place: Gazetteer) -> list[str]:
        return [choice_text(question, mark) for mark in marks]
