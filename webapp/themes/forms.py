"""What officers fill in. Names and targets are judged by the rules, which know how things stand at that moment."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from wtforms import HiddenField, IntegerField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from webapp.i18n import _, _l
from webapp.themes.marking import LONGEST_NOTE, LONGEST_TRANSLATION
from webapp.themes.models import Theme
from webapp.themes.queries import name_of
from webapp.themes.rules import LONGEST_DESCRIPTION, MOST_THEMES
from webapp.web.forms import Form

NOTHING = 0


class Way(StrEnum):
    """What to do with excerpts."""

    ACCEPT = "accept"
    REJECT = "reject"
    MOVE = "move"
    SPLIT = "split"


class Reach(StrEnum):
    """Which excerpts to do it with."""

    TICKED = "ticked"
    ALL = "all"


def as_id(value: Any) -> int:
    """A posted id, or `NOTHING`, which is no thing's id (nor is one that no database would take)."""
    try:
        number = int(value)
    except (TypeError, ValueError):
        return NOTHING
    return number if 0 < number < 2**31 else NOTHING


def as_code(value: str) -> tuple[int, int]:
    """ "12.3" as (excerpt 12, theme 3); ids that nothing has when it is not of that form."""
    excerpt, _dot, theme = value.partition(".")
    return as_id(excerpt), as_id(theme)


class RunForm(Form):
    themes = IntegerField(
        _l("About how many themes? (optional)"),
        [Optional(), NumberRange(1, MOST_THEMES, _l("Choose a number from 1 to 60, or leave it empty."))],
        description=_l("Leave it empty and the number follows from the answers."),
    )


class ThemeForm(Form):
    name = StringField(_l("Name"), description=_l("Two to five plain words."))
    description = TextAreaField(
        _l("What it is about (optional)"),
        [Length(max=LONGEST_DESCRIPTION, message=_l("Keep it under 500 letters."))],
    )


class MergeForm(Form):
    target = SelectField(
        _l("Make it part of"), [DataRequired(_l("Choose a theme."))], coerce=as_id, validate_choice=False
    )

    def offer(self, themes: Iterable[Theme]) -> None:
        self.target.choices = [(NOTHING, _("Choose a theme")), *names_of(themes)]


class NestForm(Form):
    target = SelectField(_l("Put it under"), coerce=as_id, validate_choice=False)

    def offer(self, themes: Iterable[Theme]) -> None:
        self.target.choices = [(NOTHING, _("No other theme: it stands by itself")), *names_of(themes)]


class DecideForm(Form):
    """What to do with the excerpts of a list."""

    codes = SelectMultipleField(_l("Excerpts"), coerce=as_code, validate_choice=False)
    reach = RadioField(_l("Which ones"), validate_choice=False, default=Reach.TICKED.value)
    way = RadioField(_l("What to do with them"), validate_choice=False)
    target = SelectField(_l("The other theme, when you move them"), coerce=as_id, validate_choice=False)
    name = StringField(_l("Name of the new theme, when you make one"))

    def offer(self, themes: Iterable[Theme], *, total: int, can_reject: bool) -> None:
        self.target.choices = [(NOTHING, _("Choose a theme")), *names_of(themes)]
        self.reach.choices = [
            (Reach.TICKED.value, _("Those I ticked")),
            (Reach.ALL.value, _("All %(total)s that match, on this page and the others", total=f"{total:,}")),
        ]
        self.way.choices = [
            (Way.ACCEPT.value, _("Accept: it is about this theme")),
            *([(Way.REJECT.value, _("Not this theme"))] if can_reject else []),
            (Way.MOVE.value, _("Move to another theme")),
            (Way.SPLIT.value, _("Move to a new theme")),
        ]


class CodeForm(Form):
    """One theme more for an answer."""

    theme = SelectField(_l("Theme"), [DataRequired(_l("Choose a theme."))], coerce=as_id, validate_choice=False)
    span = RadioField(_l("Which words say so?"), validate_choice=False, default="")

    def offer(self, themes: Iterable[Theme], sentences: Iterable[tuple[str, str]]) -> None:
        self.theme.choices = [(NOTHING, _("Choose a theme")), *names_of(themes)]
        self.span.choices = [("", _("The whole answer")), *sentences]


def as_mark(value: str) -> tuple[int, int, int]:
    """ "3.0.12" as (theme 3, from letter 0, to letter 12); a mark that no answer has when it is not of that form."""
    theme, *span = value.split(".")
    start, end = (
        int(one) if one.isdecimal() and len(one) < 8 else -1 for one in (span if len(span) == 2 else ("", ""))
    )
    return as_id(theme), start, end


class ReadForm(Form):
    """What a reader makes of one answer. Stances come as `stance-` and the theme's id."""

    themes = SelectMultipleField(_l("Themes"), coerce=as_id, validate_choice=False)
    marks = SelectMultipleField(_l("Marked words"), coerce=as_mark, validate_choice=False)
    span = SelectField(_l("Words that say so, for themes you tick now"), validate_choice=False, default="")
    name = StringField(_l("A theme that is not there yet (optional)"))
    note = TextAreaField(
        _l("Note for colleagues (optional)"),
        [Length(max=LONGEST_NOTE, message=_l("Keep it under 2,000 letters."))],
    )
    translation = TextAreaField(
        _l("Translation (optional)"),
        [Length(max=LONGEST_TRANSLATION, message=_l("Keep it under 20,000 letters."))],
        description=_l(
            "Written by a person. It is kept beside the answer and is used when themes are looked for again."
        ),
    )
    seen = HiddenField()

    def offer(self, sentences: Iterable[tuple[str, str]]) -> None:
        self.span.choices = [("", _("The whole answer")), *sentences]


class Deed(StrEnum):
    """What to do with many answers."""

    ACCEPT = "accept"
    ADD = "add"
    TAKE_OUT = "take-out"


class ManyForm(Form):
    """What to do with answers that were found."""

    items = SelectMultipleField(_l("Answers"), coerce=as_id, validate_choice=False)
    reach = RadioField(_l("Which ones"), validate_choice=False, default=Reach.TICKED.value)
    way = RadioField(_l("What to do with them"), validate_choice=False)
    target = SelectField(_l("The theme, when you put them under one or take them out"), coerce=as_id,
                         validate_choice=False)  # fmt: skip

    def offer(self, themes: Iterable[Theme], *, total: int) -> None:
        self.target.choices = [(NOTHING, _("Choose a theme")), *names_of(themes)]
        self.reach.choices = [
            (Reach.TICKED.value, _("Those I ticked")),
            (Reach.ALL.value, _("All %(total)s that match, on this page and the others", total=f"{total:,}")),
        ]
        self.way.choices = [
            (Deed.ACCEPT.value, _("Accept what is suggested for them")),
            (Deed.ADD.value, _("Put them under a theme as well")),
            (Deed.TAKE_OUT.value, _("Take them out of a theme")),
        ]


class SplitForm(Form):
    """One of the groups that were suggested inside a theme."""

    group = HiddenField()
    codes = SelectMultipleField(_l("Excerpts"), coerce=as_code, validate_choice=False)
    name = StringField(_l("Name of the new theme"))


class NoteForm(Form):
    words = TextAreaField(
        _l("Note for colleagues"),
        [
            DataRequired(_l("Write something first.")),
            Length(max=LONGEST_NOTE, message=_l("Keep it under 2,000 letters.")),
        ],
    )


def names_of(themes: Iterable[Theme]) -> list[tuple[int, str]]:
    """Live themes by name, the special ones last."""
    live = [one for one in themes if one.live]
    ordered = sorted(live, key=lambda one: (one.special is not None, one.name.casefold()))
    return [(one.id, name_of(one.special, one.name)) for one in ordered]
