"""What is filled in to draw answers, to code one a second time, and to settle a difference."""

from collections.abc import Iterable

from wtforms import IntegerField, RadioField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from webapp.i18n import _, _l, ngettext
from webapp.themes.forms import as_id
from webapp.themes.pair_rules import SHARES, USUAL_SHARE, Side, how_many
from webapp.web.forms import CheckboxesField, Form

_HIGHEST_SEED = 999_999


class DrawForm(Form):
    share = RadioField(_l("How many?"), validate_choice=False, coerce=as_id, default=USUAL_SHARE)
    seed = IntegerField(
        _l("The number of the lot (optional)"),
        [Optional(), NumberRange(1, _HIGHEST_SEED, _l("Choose a number from 1 to 999999, or leave it empty."))],
        description=_l(
            "Leave it empty to have one chosen. It is shown, so that others can draw the same answers again."
        ),
    )

    def offer(self, different: int) -> None:
        """`different`: how many answers can be drawn from."""
        self.share.choices = [(share, self._words(share, how_many(different, share))) for share in SHARES]

    @staticmethod
    def _words(share: int, answers: int) -> str:
        if share == max(SHARES):
            return ngettext("All: %(num)s answer", "All: %(num)s answers", answers)
        return ngettext("%(share)s in 100: %(num)s answer", "%(share)s in 100: %(num)s answers", answers, share=share)


class CodeAgainForm(Form):
    themes = CheckboxesField(_l("Which themes does it raise?"), coerce=as_id, validate_choice=False)


class SettleForm(Form):
    side = RadioField(_l("Which themes hold?"), validate_choice=False)
    themes = CheckboxesField(_l("The themes, when you tick anew"), coerce=as_id, validate_choice=False)
    reason = TextAreaField(
        _l("Why? (optional)"), [Length(max=500, message=_l("Keep it under 500 letters."))],
        description=_l("It is kept in the history, beside what you decided."),
    )  # fmt: skip

    def offer(self, themes: Iterable[tuple[int, str]]) -> None:
        self.side.choices = [
            (Side.FIRST.value, _("The first reader’s")),
            (Side.SECOND.value, _("The second coder’s")),
            (Side.BOTH.value, _("Both together")),
            (Side.ANEW.value, _("Other ones: I tick them anew")),
        ]
        self.themes.choices = list(themes)
