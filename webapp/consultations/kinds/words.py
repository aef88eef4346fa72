"""Words of one's own: a line, or as much as there is to say."""

from werkzeug.datastructures import MultiDict

from webapp.consultations.kinds.base import Problem, missing, tidy, too_long
from webapp.consultations.marks import Mark, Marks
from webapp.consultations.sheet import SheetQuestion
from webapp.i18n import _
from webapp.places.queries import Gazetteer

SHORT, LONG = 200, 8_000  # characters, when the question sets no limit of its own


class Words:
    def __init__(self, limit: int) -> None:
        self._limit = limit

    def read(self, question: SheetQuestion, form: MultiDict[str, str], place: Gazetteer) -> Marks:
        text = tidy(form.get(question.name, ""))
        return (Mark(text=text),) if text else ()

    def problems(self, question: SheetQuestion, marks: Marks) -> list[Problem]:
        empty = missing(question, marks, question.name, _("Write your answer."))
        return empty + [one for mark in marks for one in too_long(question.name, mark.text or "", self.limit(question))]

    def say(self, question: SheetQuestion, marks: Marks, place: Gazetteer) -> list[str]:
        return [mark.text or "" for mark in marks]

    def limit(self, question: SheetQuestion) -> int:
        return question.max_chars or self._limit
