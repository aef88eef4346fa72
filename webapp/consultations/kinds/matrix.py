"""The same options asked of several things; each thing is a card of its own, so that it fits a phone."""

from werkzeug.datastructures import MultiDict

from webapp.consultations.kinds.base import Problem, choice_from, choice_text
from webapp.consultations.marks import Mark, Marks
from webapp.consultations.sheet import SheetQuestion
from webapp.i18n import _
from webapp.places.queries import Gazetteer


class Matrix:
    def read(self, question: SheetQuestion, form: MultiDict[str, str], place: Gazetteer) -> Marks:
        chosen = ((item, choice_from(question, form.get(f"{question.name}-i{item.id}", ""))) for item in question.items)
        return tuple(Mark(choice_id=choice.id, item_id=item.id) for item, choice in chosen if choice)

    def problems(self, question: SheetQuestion, marks: Marks) -> list[Problem]:
        if not question.required:
            return []
        done = {mark.item_id for mark in marks}
        return [
            Problem(f"{question.name}-i{item.id}-1", _("Choose an answer for “%(row)s”.", row=item.text))
            for item in question.items
            if item.id not in done
        ]

    def say(self, question: SheetQuestion, marks: Marks, place: Gazetteer) -> list[str]:
        return [f"{question.item_by_id[mark.item_id or 0].text}: {choice_text(question, mark)}" for mark in marks]
