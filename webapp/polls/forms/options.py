"""Forms of what stands on the ballot: an option, and the money that projects are paid from."""

from collections.abc import Sequence
from typing import Any

from wtforms import SelectField, StringField, TextAreaField

from webapp.i18n import _l
from webapp.polls.services.options import OptionWords
from webapp.web.fields import IntegerField, at_most, between, choices_of, given, needed
from webapp.web.forms import Form

MOST_POUNDS = 999_999_999


class OptionForm(Form):
    text = StringField(_l("Option"), [needed(_l("Write the option.")), at_most(200)])
    detail = TextAreaField(
        _l("More about it"),
        [at_most(1000)],
        description=_l("One or two sentences under the option. You can leave this empty."),
    )
    category = StringField(
        _l("Kind"), [at_most(80)], description=_l("For example “Green space”. You can leave this empty.")
    )

    def words(self) -> OptionWords:
        return OptionWords(text=self.text.data or "", detail=self.detail.data or "", category=self.category.data or "")


class ProjectForm(OptionForm):
    """An option that costs money."""

    cost = IntegerField(
        _l("What it costs, in pounds"),
        [given(_l("Write what it costs, in whole pounds.")), between(1, MOST_POUNDS)],
        description=_l("In figures without a point, for example 12500."),
    )
    pot_id = SelectField(_l("Which money pays for it?"), coerce=int)

    def __init__(self, *args: Any, pots: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pot_id.choices = choices_of(pots)

    def words(self) -> OptionWords:
        return OptionWords(
            text=self.text.data or "", detail=self.detail.data or "", category=self.category.data or "",
            cost=self.cost.data, pot_id=self.pot_id.data,
        )  # fmt: skip


class PotForm(Form):
    name = StringField(
        _l("What is the money for?"),
        [needed(_l("Write what it is for.")), at_most(120)],
        description=_l("For example “the whole high street” or “young people”."),
    )
    amount = IntegerField(
        _l("How much, in pounds"),
        [given(_l("Write how much there is, in whole pounds.")), between(1, MOST_POUNDS)],
        description=_l("In figures without a point, for example 120000."),
    )
