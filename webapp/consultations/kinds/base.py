"""What every kind of question offers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from werkzeug.datastructures import MultiDict

from webapp.consultations.marks import Mark, Marks
from webapp.consultations.sheet import SheetChoice, SheetQuestion
from webapp.i18n import _
from webapp.places.queries import Gazetteer
from webapp.refusals import Refused

LONGEST_OWN_WORDS = 200  # characters in "something else" and in a name to publish


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an answer: the id of the control to go to, and a sentence."""

    control: str
    message: str


class Malformed(Refused):
    """What came cannot have come from our page."""


class Kind(Protocol):
    """`read` takes whatever was filled in, right or not, so that nothing typed is lost; `problems` then says what is
    not right; `say` puts it in words, one line each."""

    def read(self, question: SheetQuestion, form: MultiDict[str, str], place: Gazetteer) -> Marks: ...

    def problems(self, question: SheetQuestion, marks: Marks) -> list[Problem]: ...

    def say(self, question: SheetQuestion, marks: Marks, place: Gazetteer) -> list[str]: ...


def choice_from(question: SheetQuestion, value: str) -> SheetChoice | None:
    """The choice whose id `value` is; None for an empty value. Raises `Malformed` for one of another question."""
    if not value:
        return None
    found = question.choice_by_id.get(int(value)) if value.isascii() and value.isdigit() and len(value) < 12 else None
    if found is None:
        raise Malformed(_("One of the options you sent is not on our page."))
    return found


def choice_text(question: SheetQuestion, mark: Mark) -> str:
    """A chosen option in words, with the person's own words where it has room for them."""
    words = question.choice_by_id[mark.choice_id or 0].text
    return f"{words}: {mark.text}" if mark.text else words


def missing(question: SheetQuestion, marks: Sequence[Mark], control: str, message: str) -> list[Problem]:
    return [Problem(control, message)] if question.required and not marks else []


def own_words(form: MultiDict[str, str], name: str) -> str | None:
    """What was typed beside an option; None when nothing was."""
    return tidy(form.get(name, "")).replace("\n", " ").strip() or None


def tidy(text: str) -> str:
    """Typed text as we keep it: lines end in one way, no null bytes, no space around it. Nothing else is touched."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()


def too_long(control: str, text: str, limit: int) -> list[Problem]:
    over = len(text) - limit
    if over <= 0:
        return []
    return [
        Problem(control, _("Make this shorter by %(over)s letters. It can be %(limit)s long.", over=over, limit=limit))
    ]
