"""What every kind of ballot paper offers, and what their modules share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast

from werkzeug.datastructures import MultiDict

from webapp.i18n import _, ngettext
from webapp.polls.marks import Marks
from webapp.polls.sheet import Sheet
from webapp.refusals import Refused
from webapp.tally.ballots.papers import Cardinal, Values

_MOST_DIGITS = 9

Form = MultiDict[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a ballot: the id of the control to go to, and a sentence."""

    control: str
    message: str


class Malformed(Refused):
    """What came cannot have come from our page."""


class Kind(Protocol):
    """`read` takes a filled form: its marks, and what could not be read (the form is shown again as it was filled).
    `problems` says what marks lack or have too much of; `fill` turns marks back into a form; `take` checks rows of
    numbers that came as one text; `say` puts marks into words, a line each; `papers` are ballots to count.

    `macro` names the macro of `polls/_ballots.html` that draws it.
    """

    macro: str

    def read(self, sheet: Sheet, form: Form) -> tuple[Marks, list[Problem]]: ...

    def problems(self, sheet: Sheet, marks: Marks) -> list[Problem]: ...

    def fill(self, sheet: Sheet, marks: Marks) -> Form: ...

    def take(self, sheet: Sheet, rows: Marks) -> Marks: ...

    def say(self, sheet: Sheet, marks: Marks) -> list[str]: ...

    def papers(self, sheet: Sheet, ballots: Mapping[Marks, int]) -> Any: ...


def not_ours() -> Malformed:
    return Malformed(_("What was sent does not fit this ballot paper."))


def whole_number(text: str) -> int | None:
    """A whole number as typed, also with a sign; None when it is none."""
    digits = text.strip().lstrip("+-")
    fits = digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS and len(text.strip()) - len(digits) < 2
    return int(text) if fits else None


def option_in(sheet: Sheet, text: str) -> int:
    """The number of an option of this ballot. Raises Malformed for any other."""
    number = whole_number(text)
    if number is None or number not in sheet.by_number:
        raise not_ours()
    return number


def refuse_other_controls(sheet: Sheet, form: Form) -> None:
    """Raise Malformed for a mark at an option that does not stand on this ballot: it was made for another."""
    for control in form:
        if control[:1] == "o" and control[1:].isdigit() and whole_number(control[1:]) not in sheet.by_number:
            raise not_ours()


class ValuesPaper:
    """What papers share on which options are given values."""

    def take(self, sheet: Sheet, rows: Marks) -> Marks:
        pairs = tuple((row[0], row[1]) for row in rows if len(row) == 2)
        numbers = [number for number, _value in pairs]
        if len(pairs) != len(rows) or numbers != sorted(set(numbers)) or not sheet.by_number.keys() >= set(numbers):
            raise not_ours()
        for number, value in pairs:
            if value not in self.allowed(sheet, number):
                raise not_ours()
        return pairs

    def allowed(self, sheet: Sheet, number: int) -> Iterable[int]:
        """The values that the paper offers at this option."""
        raise NotImplementedError

    def papers(self, sheet: Sheet, ballots: Mapping[Marks, int]) -> Any:
        return Cardinal(
            options=tuple(option.text for option in sheet.options),
            ballots=cast("Mapping[Values, int]", ballots),
            seats=sheet.rule("seats", 1),
            title=sheet.title,
        )


def wrong_number(chosen: int, *, fewest: int, most: int, control: str) -> list[Problem]:
    """Too few or too many choices."""
    if chosen < fewest:
        words = ngettext("Choose at least %(num)s.", "Choose at least %(num)s.", fewest)
        return [Problem(control, words)]
    if chosen > most:
        words = ngettext(
            "You can choose %(num)s. You have chosen %(chosen)s.",
            "You can choose up to %(num)s. You have chosen %(chosen)s.",
            most,
            chosen=chosen,
        )
        return [Problem(control, words)]
    return []
