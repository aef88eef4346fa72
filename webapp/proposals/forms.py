"""Forms of proposals."""

from datetime import date
from typing import Any

from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp

from webapp.documents.stall_pack import LINES
from webapp.files.pictures import MOST_BYTES
from webapp.i18n import _, _l
from webapp.proposals.models import Cost
from webapp.proposals.models import Form as Kind
from webapp.proposals.packs import MOST_SHEETS
from webapp.proposals.rules import LONGEST, Aspect
from webapp.web.forms import Form, IntegerField


def _at_most(part: str) -> Length:
    return Length(max=LONGEST[part], message=_l("Use at most %(max)d letters."))


KINDS = [
    (Kind.PROPOSAL.value, _l("A proposal: people back it")),
    (Kind.PETITION.value, _l("A petition: people sign it")),
]
COSTS = {
    Cost.UNKNOWN: _l("Not known"),
    Cost.NOTHING: _l("Nothing, or hardly anything"),
    Cost.UNDER_1K: _l("Under £1,000"),
    Cost.UNDER_10K: _l("£1,000 to £10,000"),
    Cost.UNDER_100K: _l("£10,000 to £100,000"),
    Cost.MORE: _l("More than £100,000"),
}
ASPECTS = {
    Aspect.REMIT: _l("Is it ours to do?"),
    Aspect.FEASIBILITY: _l("Can it be done?"),
    Aspect.COST: _l("What would it cost?"),
    Aspect.EQUALITY: _l("Whom would it help or harm?"),
}


class ButtonForm(Form):
    """One button."""


class TitleForm(Form):
    token = HiddenField(validators=[DataRequired(), Regexp(r"[A-Za-z0-9_-]{1,43}\Z")])
    seen = HiddenField()  # the alike ones were shown already
    title = StringField(_l("What do you propose, in a few words?"), validators=[
        DataRequired(_l("Give it a title.")), _at_most("title")],
        description=_l("For example: A bench at the library steps"))  # fmt: skip
    form = RadioField(_l("What shall it be?"), choices=KINDS, default=Kind.PROPOSAL.value, validators=[DataRequired()])


class WhatForm(Form):
    what = TextAreaField(_l("What do you propose, and why?"), validators=[
        DataRequired(_l("Say what you propose.")), _at_most("what")],
        description=_l("Say what should be different, and what it is like now."))  # fmt: skip


class WhereForm(Form):
    where = StringField(_l("Where is it?"), validators=[_at_most("where")],
                        description=_l("A street or a park. Leave it empty if it is everywhere."))  # fmt: skip
    area = SelectField(_l("In which area?"), coerce=str, validators=[Optional()])

    def offer(self, areas: list[tuple[str, list[tuple[int, str]]]]) -> None:
        self.area.choices = areas_to_choose(areas)

    @property
    def area_id(self) -> int | None:
        return int(self.area.data) if self.area.data else None


class BenefitForm(Form):
    who_benefits = TextAreaField(_l("Who would it help?"), validators=[
        DataRequired(_l("Say who it would help.")), _at_most("who_benefits")])  # fmt: skip
    cost = RadioField(_l("What may it cost?"), choices=[(cost.value, words) for cost, words in COSTS.items()],
                      default=Cost.UNKNOWN.value, validators=[DataRequired()])  # fmt: skip
    cost_words = StringField(_l("How do you know? (You can leave this empty)"), validators=[_at_most("cost_words")])


class PictureForm(Form):
    picture = FileField(_l("Picture"), description=_l("A JPG, PNG or WebP file of up to 15 MB."))
    alt = TextAreaField(
        _l("What does it show?"),
        validators=[_at_most("picture_alt")],
        description=_l("For people who cannot see it: A bus shelter in the rain, without a seat"),
    )

    def sent(self) -> bytes:
        """The file that came, no more of it than can be a picture; empty without one."""
        file = self.picture.data
        return bytes(file.read(MOST_BYTES + 1)) if file else b""


class OwnerForm(Form):
    owner = RadioField(_l("Who proposes it?"), validators=[DataRequired(_l("Choose who proposes it."))])

    def offer(self, groups: list[tuple[int, str]]) -> None:
        self.owner.choices = [("me", _("I do, for myself")), *((str(ident), name) for ident, name in groups)]

    @property
    def group_id(self) -> int | None:
        return None if self.owner.data == "me" else int(self.owner.data)


class AreaForm(Form):
    area = SelectField(_l("Where do you live? (You need not say)"), coerce=str, validators=[Optional()],
                       description=_l("Numbers so small that you could be known by them are not shown."))  # fmt: skip

    def offer(self, areas: list[tuple[str, list[tuple[int, str]]]]) -> None:
        self.area.choices = areas_to_choose(areas)

    @property
    def area_id(self) -> int | None:
        return int(self.area.data) if self.area.data else None


class SheetForm(Form):
    reference = StringField(_l("Number written on the sheet"), validators=[
        DataRequired(_l("Write the number that stands on the sheet.")),
        Length(max=40, message=_l("Use at most 40 letters."))],
        description=_l("For example: 1"))  # fmt: skip
    lines = IntegerField(_l("How many lines are filled in?"), validators=[
        InputRequired(_l("Enter how many lines are filled in."))])  # fmt: skip
    by_area = TextAreaField(_l("How many from which area? (You can leave this empty)"),
                            description=_l("One area on each line, with its number: Canal Side 12"))  # fmt: skip


class PackForm(Form):
    sheets = IntegerField(
        _l("How many sheets to sign?"),
        default=2,
        validators=[
            InputRequired(_l("Enter how many sheets you need.")),
            NumberRange(min=1, max=MOST_SHEETS, message=_l("Enter a number from %(min)s to %(max)s.")),
        ],
        description=_l("Each has %(lines)s lines and a number of its own.", lines=LINES),
    )


class CheckForm(Form):
    good = IntegerField(_l("How many of these lines stood up?"), validators=[
        InputRequired(_l("Enter a number.")), NumberRange(min=0, message=_l("Enter a number from 0 on."))])  # fmt: skip


class ReasonForm(Form):
    reason = TextAreaField(_l("Why?"), validators=[Length(max=1_000, message=_l("Use at most 1,000 letters."))])


class ReplyForm(Form):
    words = TextAreaField(_l("Your reply"), validators=[
        DataRequired(_l("Write your reply.")), Length(max=2_000, message=_l("Use at most 2,000 letters."))],
        description=_l("You can reply once. Everybody can read it beside the decision."))  # fmt: skip
    sure = BooleanField(_l("This is my reply; I know I can send it only once"),
                        validators=[DataRequired(_l("Tick the box to send it."))])  # fmt: skip


class MoveForm(Form):
    since = HiddenField(validators=[DataRequired()])
    to = RadioField(_l("Where does it go?"), validators=[DataRequired(_l("Choose where it goes."))])
    reason = TextAreaField(_l("Why?"), validators=[
        DataRequired(_l("Say why. The author and everybody else can read it.")),
        Length(max=2_000, message=_l("Use at most 2,000 letters."))])  # fmt: skip
    officer = SelectField(_l("Who has it?"), coerce=str, validators=[Optional()])
    due = DateField(_l("News by"), validators=[Optional()])

    def offer(self, stages: list[tuple[str, Any]], officers: list[tuple[int, str]]) -> None:
        self.to.choices = stages
        self.officer.choices = [("", _("Nobody yet")), *((str(ident), name) for ident, name in officers)]

    @property
    def officer_id(self) -> int | None:
        return int(self.officer.data) if self.officer.data else None

    @property
    def due_on(self) -> date | None:
        return self.due.data


class AssessForm(Form):
    aspect = RadioField(_l("What did you find out?"), choices=[(one.value, words) for one, words in ASPECTS.items()],
                        validators=[DataRequired(_l("Choose one."))])  # fmt: skip
    finding = TextAreaField(_l("What you found"), validators=[
        DataRequired(_l("Write what you found.")),
        Length(max=2_000, message=_l("Use at most 2,000 letters."))])  # fmt: skip


def areas_to_choose(areas: list[tuple[str, list[tuple[int, str]]]]) -> list[tuple[str, str]]:
    """By district and name, with the choice not to say first."""
    named = [(str(area), f"{name}, {district}") for district, some in areas for area, name in some]
    return [("", _("Not said")), *named]
