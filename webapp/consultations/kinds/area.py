"""Roughly where: an area from the list, or a postcode of which only the area is kept."""

from werkzeug.datastructures import MultiDict

from webapp.consultations.kinds.base import Malformed, Problem, choice_from, choice_text, missing, own_words
from webapp.consultations.marks import Mark, Marks
from webapp.consultations.sheet import SheetQuestion
from webapp.i18n import _
from webapp.places.queries import Gazetteer


class AreaKind:
    """The postcode itself is never kept: once the area is known it is forgotten. One that we do not know stays in the
    draft, so that the person can see and mend it."""

    def read(self, question: SheetQuestion, form: MultiDict[str, str], place: Gazetteer) -> Marks:
        typed = own_words(form, f"{question.name}-postcode")
        if typed:
            area = place.find_area(typed[:40])
            return (Mark(area_id=area) if area is not None else Mark(text=typed[:40]),)
        value = form.get(question.name, "")
        if value.startswith("a"):
            return (Mark(area_id=_area_from(value[1:], place)),)
        choice = choice_from(question, value)
        return (Mark(choice_id=choice.id),) if choice else ()

    def problems(self, question: SheetQuestion, marks: Marks) -> list[Problem]:
        found = missing(question, marks, question.name, _("Choose your area, or type the first part of your postcode."))
        for mark in marks:
            if mark.text is not None:
                found.append(
                    Problem(
                        f"{question.name}-postcode",
                        _(
                            "We do not know “%(words)s”. Check it, or empty this box and choose from the list.",
                            words=mark.text,
                        ),
                    )
                )
        return found

    def say(self, question: SheetQuestion, marks: Marks, place: Gazetteer) -> list[str]:
        return [self._one(question, mark, place) for mark in marks]

    @staticmethod
    def _one(question: SheetQuestion, mark: Mark, place: Gazetteer) -> str:
        if mark.area_id is not None:
            return place.names.get(mark.area_id, "")
        return mark.text if mark.text is not None else choice_text(question, mark)


def _area_from(value: str, place: Gazetteer) -> int:
    area = int(value) if value.isascii() and value.isdigit() and len(value) < 12 else -1
    if area not in place.names:
        raise Malformed(_("One of the areas you sent is not on our list."))
    return area
