"""Which module handles which kind, and the four things one does with a page of questions."""

import re
from collections.abc import Iterable, Mapping

from werkzeug.datastructures import MultiDict

from webapp.consultations.kinds import base
from webapp.consultations.kinds.area import AreaKind
from webapp.consultations.kinds.base import Malformed, Problem
from webapp.consultations.kinds.choosing import Several, Single
from webapp.consultations.kinds.matrix import Matrix
from webapp.consultations.kinds.ranking import Ranking
from webapp.consultations.kinds.words import LONG, SHORT, Words
from webapp.consultations.marks import Answers, Marks
from webapp.consultations.models import Kind
from webapp.consultations.sheet import SheetQuestion
from webapp.i18n import _
from webapp.places.queries import Gazetteer

KINDS: Mapping[Kind, base.Kind] = {
    Kind.SINGLE: Single(),
    Kind.SCALE: Single(),
    Kind.PERMISSION: Single(),
    Kind.MULTI: Several(),
    Kind.RANKING: Ranking(),
    Kind.MATRIX: Matrix(),
    Kind.SHORT_TEXT: Words(SHORT),
    Kind.LONG_TEXT: Words(LONG),
    Kind.AREA: AreaKind(),
}

_CONTROL = re.compile(r"^q(\d+)(?:-.*)?$")


def read(questions: Iterable[SheetQuestion], form: MultiDict[str, str], place: Gazetteer) -> dict[int, Marks]:
    """What was filled in on a page, by question id; () for what was left empty.

    Raises `Malformed` for controls, options or areas that are not on the page.
    """
    asked = {question.id: question for question in questions}
    for control in form:
        named = _CONTROL.match(control)
        if named and int(named[1][:12]) not in asked:
            raise Malformed(_("You sent an answer to a question that is not on this page."))
    return {question.id: KINDS[question.kind].read(question, form, place) for question in asked.values()}


def problems(questions: Iterable[SheetQuestion], answers: Answers) -> list[Problem]:
    """What is not right yet, in the order of the questions."""
    return [
        one for question in questions for one in KINDS[question.kind].problems(question, answers.get(question.id, ()))
    ]


def say(question: SheetQuestion, marks: Marks, place: Gazetteer) -> list[str]:
    """An answer in words, one line each; empty when there is none."""
    return KINDS[question.kind].say(question, marks, place)


def limit(question: SheetQuestion) -> int | None:
    """The most characters a text may have; None for other kinds."""
    kind = KINDS[question.kind]
    return kind.limit(question) if isinstance(kind, Words) else None
