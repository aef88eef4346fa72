"""The form of how a poll is run: who may vote, how, and what its method lets declare."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, RadioField
from wtforms.validators import InputRequired, Optional

from webapp.i18n import _l
from webapp.polls.declaring import BOUNDS, CHOICES, LABELS
from webapp.polls.rules import Eligibility, Showing
from webapp.web.fields import IntegerField, between, choices_of, given
from webapp.web.forms import CheckboxesField, Form

WHO_WORDS = {
    Eligibility.SIGNED_IN: _l("People with an account here"),
    Eligibility.AREA: _l("People with an account who say that they live in certain areas"),
    Eligibility.CODE: _l("People who were sent a code"),
    Eligibility.ANYONE: _l("Anybody, once on each device (a straw poll)"),
}
SHOWING_WORDS = {
    Showing.AFTER: _l("When the poll has closed"),
    Showing.LIVE: _l("While people vote (not if it is secret)"),
}
_CHOOSE = _l("Choose one.")


def _number(name: str, hint: str = "") -> IntegerField:
    return IntegerField(LABELS[name], [given(_l("Write a number.")), between(*BOUNDS[name])], description=hint)


def _words(name: str) -> RadioField:
    return RadioField(LABELS[name], [InputRequired(_CHOOSE)], choices=choices_of(CHOICES[name].items()))


class RunForm(Form):
    """`asked`: the names of what the method lets declare; every other field of these is left out."""

    eligibility = RadioField(_l("Who may vote?"), [InputRequired(_CHOOSE)], choices=choices_of(WHO_WORDS.items()))
    area_ids = CheckboxesField(
        _l("Which areas?"), coerce=int, description=_l("Only where people of certain areas may vote.")
    )
    asks_area = BooleanField(
        _l("Ask people which area they live in"),
        description=_l("They may skip it. It shows which areas took part, and is not kept with a vote."),
    )
    secret = BooleanField(
        _l("Keep votes secret"), description=_l("Then nobody who reads our database can tell how somebody voted.")
    )
    changeable = BooleanField(_l("Let people change their vote until it closes"))
    showing = RadioField(
        _l("When is the result shown?"), [InputRequired(_CHOOSE)], choices=choices_of(SHOWING_WORDS.items())
    )
    quorum = IntegerField(
        _l("How many must vote for the result to stand?"),
        [Optional(), between(1, 100_000_000)],
        description=_l("Leave it empty if any number will do."),
    )
    seats = _number("seats")
    fewest = _number("fewest")
    most = _number("most", _l("0 for as many as they like."))
    highest = _number("highest", _l("Scores begin at 0."))
    credits = _number("credits")
    dots = _number("dots")
    added = _number("added")
    pairs = _number("pairs")
    threshold = _words("threshold")
    tiebreak = _words("tiebreak")
    completion = _words("completion")

    def __init__(self, *args: Any, asked: Sequence[str], areas: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.area_ids.choices = choices_of(areas)
        if not areas:
            self.eligibility.choices = choices_of((who, words) for who, words in WHO_WORDS.items() if who != "area")
            del self.area_ids
        for name in (*BOUNDS, *CHOICES):
            if name not in asked:
                del self[name]

    def values(self) -> dict[str, Any]:
        """The columns of a poll that this form changes."""
        return {
            "eligibility": Eligibility(self.eligibility.data),
            "area_ids": list(self.area_ids.data or []) if "area_ids" in self else [],
            "asks_area": self.asks_area.data,
            "secret": self.secret.data,
            "changeable": self.changeable.data,
            "showing": Showing(self.showing.data),
            "quorum": self.quorum.data,
            "rules": {name: self[name].data for name in self.asked},
        }
