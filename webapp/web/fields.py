"""Fields whose complaints are in our words. They keep the names of WTForms' own, by which templates know them."""

from collections.abc import Iterable
from typing import Any

import wtforms
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Regexp

from webapp.i18n import _, _l
from webapp.web.forms import IntegerField as IntegerField  # the one of every form

YEARS = range(2000, 2200)


def choices_of(rows: Iterable[tuple[int | str, str]]) -> list[Any]:
    """Options of a list: (value, words) each."""
    return [SelectChoice(str(value), words) for value, words in rows]


def words_in(field: wtforms.StringField) -> str:
    """What was typed; empty when nothing was."""
    return field.data or ""


class DateField(wtforms.DateField):
    """A day."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
            if self.data is not None and self.data.year not in YEARS:
                raise ValueError(self.data.year)
        except ValueError as error:
            raise ValueError(_("Write a day that exists, for example 2027-03-28.")) from error


class TimeField(wtforms.TimeField):
    """A time of day."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("Write a time of day, for example 17:00.")) from error


def needed(words: str) -> DataRequired:
    """A text that must be filled; `words` is the sentence when it is not."""
    return DataRequired(words)


def given(words: str) -> InputRequired:
    """A number, a day or a time that must be given. What was typed wrongly keeps its own complaint."""
    return InputRequired(words)


def at_most(letters: int) -> Length:
    return Length(max=letters, message=_l("Keep this under %(most)s letters.", most=letters))


class _Between(NumberRange):
    """Says nothing of what is no number: that has its own complaint."""

    def __call__(self, form: Any, field: Any) -> None:
        if not field.process_errors:
            super().__call__(form, field)


def between(least: int, most: int) -> NumberRange:
    return _Between(least, most, _l("Write a number from %(least)s to %(most)s.", least=least, most=most))


def shaped(pattern: str, words: str) -> Regexp:
    return Regexp(pattern, message=words)
