"""What officers send while they import: a file with its title and dates, then a card for each column."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask import current_app
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import MultiDict
from wtforms import DateField, RadioField, StringField, ValidationError
from wtforms.validators import DataRequired, Length

from webapp import clock
from webapp.consultations.importing.asking import tidy
from webapp.consultations.importing.mapping import (
    MOST_STEPS,
    PERMISSIONS,
    RESPONDENTS,
    SEPARATOR_WORDS,
    USE_WORDS,
    WITH_MEANINGS,
    Column,
    Setting,
    Use,
    Wrong,
    leads_group,
)
from webapp.consultations.importing.profiling import suggest_one
from webapp.consultations.models import Part
from webapp.i18n import _, _l
from webapp.web.forms import Form, lines_of

EARLIEST = date(1990, 1, 1)
LONGEST_OPTION = 300  # letters


class UploadForm(Form):
    title = StringField(
        _l("Title of the consultation"),
        [
            DataRequired(_l("Write the title of the consultation.")),
            Length(max=200, message=_l("Keep it under 200 letters.")),
        ],
    )
    collected_by = StringField(
        _l("Who collected the responses?"),
        [
            DataRequired(_l("Say who collected the responses.")),
            Length(max=120, message=_l("Keep it under 120 letters.")),
        ],
        description=_l("For example: Transport team, Calderwick Council."),
    )
    opened_on = DateField(_l("Day it opened"), [DataRequired(_l("Choose the day it opened."))])
    closed_on = DateField(_l("Day it closed"), [DataRequired(_l("Choose the day it closed."))])
    file = FileField(_l("File"), [FileRequired(_l("Choose a file."))], description=_l("CSV, XLSX or JSON lines."))

    def validate_opened_on(self, field: DateField) -> None:
        if field.data is not None and field.data < EARLIEST:
            raise ValidationError(_("Check the year."))

    def validate_closed_on(self, field: DateField) -> None:
        today = clock.local_day(clock.now(), current_app.config["TIME_ZONE"])
        if field.data is not None and field.data > today:
            raise ValidationError(_("Bring responses in once the consultation has closed."))
        if field.data is not None and self.opened_on.data is not None and field.data < self.opened_on.data:
            raise ValidationError(_("It cannot have closed before it opened."))

    @property
    def first_day(self) -> date:
        """The opening day of a form that was found valid."""
        return self.opened_on.data or EARLIEST

    @property
    def last_day(self) -> date:
        return self.closed_on.data or EARLIEST


class CheckForm(Form):
    """The last word before a file comes in."""

    duplicates = RadioField(
        _l("What shall happen with them?"),
        choices=[("keep", _l("Bring them in too")), ("leave", _l("Leave them out, and keep the first of each"))],
        default="leave",
    )


class EmptyForm(Form):
    """Nothing but the guard against other sites."""


@dataclass(frozen=True)
class Card:
    """A column as the page shows it. `leads`: the first of a grid. `errors`: a sentence by control."""

    number: int
    column: Column
    setting: Setting
    leads: bool
    errors: dict[str, str]

    @property
    def asks_options(self) -> bool:
        return self.setting.use is Use.SCALE or self.leads

    @property
    def asks_separator(self) -> bool:
        return self.setting.use is Use.MULTI

    @property
    def asks_stance(self) -> bool:
        return self.setting.use is Use.LONG_TEXT

    @property
    def meanings(self) -> list[tuple[int, str, Part]]:
        """(number, value, what it means) of each value whose meaning is asked for."""
        return [(at, value, part) for at, (value, part) in enumerate(self.setting.meanings.items(), start=1)]


def cards(columns: Sequence[Column], settings: Sequence[Setting], wrong: Sequence[Wrong] = ()) -> list[Card]:
    """A card for each column, with what is wrong on it."""
    errors: dict[int, dict[str, str]] = {}
    for one in wrong:
        errors.setdefault(one.column, {}).setdefault(one.control, one.message)
    return [
        Card(at, column, settings[at], leads_group(settings, at), errors.get(at, {}))
        for at, column in enumerate(columns)
    ]


def choices_of_uses() -> list[dict[str, str]]:
    return [{"value": use.value, "text": str(words)} for use, words in USE_WORDS.items()]


def choices_of_separators() -> list[dict[str, str]]:
    return [{"value": name, "text": str(words)} for name, words in SEPARATOR_WORDS.items()]


def choices_of_scales(settings: Sequence[Setting]) -> list[dict[str, str]]:
    """The scales of which a long text may give the reasons."""
    return [{"value": one.name, "text": one.name} for one in settings if one.use is Use.SCALE]


def choices_of_meanings(use: Use) -> list[dict[str, str]]:
    parts = PERMISSIONS if use is Use.PERMISSION else RESPONDENTS
    return [{"value": part.value, "text": str(words)} for part, words in parts.items()]


def read_settings(form: MultiDict[str, str], columns: Sequence[Column]) -> tuple[list[Setting], list[str]]:
    """What was chosen on the cards, and the names of columns whose new use needs settings that were not on the page.

    Those settings are filled with what the column suggests, for the officer to look at.
    """
    uses = [_use(form.get(f"use-{at}", ""), column) for at, column in enumerate(columns)]
    settings = [suggest_one(column, use, columns) for column, use in zip(columns, uses, strict=True)]
    unseen = []
    for at, setting in enumerate(settings):
        filled = _filled(form, at, setting, leads=leads_group(settings, at))
        if filled is None:
            unseen.append(setting.name)
        settings[at] = filled or setting
    return settings, unseen


def _use(value: str, column: Column) -> Use:
    return Use(value) if value in set(Use) else column.use


def _filled(form: MultiDict[str, str], at: int, setting: Setting, *, leads: bool) -> Setting | None:
    """The setting with what was filled in on its card; None when the card had no room for it."""
    if setting.use is Use.MULTI:
        separator = form.get(f"separator-{at}")
        return None if separator is None else replace(setting, separator=separator)
    if setting.use is Use.SCALE or leads:
        options = form.get(f"options-{at}")
        return None if options is None else replace(setting, options=_options(options))
    if setting.use is Use.LONG_TEXT:
        return replace(setting, explains=form.get(f"explains-{at}", setting.explains))
    if setting.use in WITH_MEANINGS and setting.meanings:
        return _with_meanings(form, at, setting)
    return setting


def _options(text: str) -> tuple[str, ...]:
    lines = lines_of(text.replace("\x00", ""))
    return tuple(tidy(line)[:LONGEST_OPTION] for line in lines[: MOST_STEPS + 1])


def _with_meanings(form: MultiDict[str, str], at: int, setting: Setting) -> Setting | None:
    """What is not one of the meanings offered keeps the meaning that was suggested."""
    if f"meaning-{at}-1" not in form:
        return None
    offered = set(PERMISSIONS if setting.use is Use.PERMISSION else RESPONDENTS)
    chosen = {}
    for number, (value, suggested) in enumerate(setting.meanings.items(), start=1):
        part = form.get(f"meaning-{at}-{number}", "")
        chosen[value] = Part(part) if part in offered else suggested
    return replace(setting, meanings=chosen)
