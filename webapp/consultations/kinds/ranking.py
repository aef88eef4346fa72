"""Putting options in order: a first choice, a second, and so on."""

from werkzeug.datastructures import MultiDict

from webapp.consultations.kinds.base import Problem, choice_from, choice_text
from webapp.consultations.marks import Mark, Marks
from webapp.consultations.sheet import SheetQuestion
from webapp.i18n import _
from webapp.places.queries import Gazetteer


def places_of(question: SheetQuestion) -> range:
    """The places to fill, from 1."""
    return range(1, min(question.rank_top or len(question.choices), len(question.choices)) + 1)


class Ranking:
    def read(self, question: SheetQuestion, form: MultiDict[str, str], place: Gazetteer) -> Marks:
        chosen = (
            (rank, choice_from(question, form.get(f"{question.name}-r{rank}", ""))) for rank in places_of(question)
        )
        return tuple(Mark(choice_id=choice.id, position=rank) for rank, choice in chosen if choice)

    def problems(self, question: SheetQuestion, marks: Marks) -> list[Problem]:
        found = []
        first_place: dict[int | None, int | None] = {}
        for mark in marks:
            if mark.choice_id in first_place:
                words = question.choice_by_id[mark.choice_id or 0].text
                found.append(
                    Problem(
                        f"{question.name}-r{mark.position}",
                        _("“%(option)s” is in your list twice. Choose another here.", option=words),
                    )
                )
            first_place.setdefault(mark.choice_id, mark.position)
        if gap := self._first_gap(question, marks):
            found.append(Problem(f"{question.name}-r{gap}", _("Fill the places in order, the first one first.")))
        if question.required and not marks:
            found.append(Problem(f"{question.name}-r1", _("Choose what comes first.")))
        return found

    @staticmethod
    def _first_gap(question: SheetQuestion, marks: Marks) -> int | None:
        """The first empty place that has a filled one after it."""
        filled = {mark.position for mark in marks}
        last = max((mark.position or 0 for mark in marks), default=0)
        return next((rank for rank in range(1, last) if rank not in filled), None)

    def say(self, question: SheetQuestion, marks: Marks, place: Gazetteer) -> list[str]:
        return [f"{mark.position}. {choice_text(question, mark)}" for mark in marks]
