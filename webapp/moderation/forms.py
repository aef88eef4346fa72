"""Forms of moderation."""

from typing import Any

from wtforms import RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from webapp.i18n import _, _l
from webapp.moderation.models import Reason, Verdict
from webapp.moderation.words import FLAG_REASONS, VERDICTS
from webapp.web.forms import Form

_WORDS = [Length(max=1_000, message=_l("Use at most 1,000 letters."))]
_REASONS = [(one.value, words) for one, words in FLAG_REASONS.items()]
MOST_AT_ONCE = 100


class FlagForm(Form):
    reason = RadioField(_l("What is wrong with it?"), choices=_REASONS,
                        validators=[DataRequired(_l("Choose what is wrong."))])  # fmt: skip
    words = TextAreaField(_l("Anything else we should know? (You can leave this empty)"), validators=_WORDS)


class DecideForm(Form):
    cases = SelectMultipleField(_l("Cases"), coerce=int, validate_choice=False)
    verdict = RadioField(_l("What shall happen?"), choices=[(one.value, words) for one, words in VERDICTS.items()],
                         validators=[DataRequired(_l("Choose what shall happen."))])  # fmt: skip
    reason = RadioField(
        _l("Which rule does it break? (Only when it is hidden)"),
        validators=[Optional()],
        choices=[one for one in _REASONS if one[0] != Reason.DANGER],
    )
    words = TextAreaField(_l("A sentence to the author (You can leave this empty)"), validators=_WORDS)

    def validate_cases(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("Tick at least one."))
        if len(field.data) > MOST_AT_ONCE or any(not 0 < one < 2**31 for one in field.data):
            raise ValidationError(_("Tick fewer."))

    @property
    def why(self) -> Reason | None:
        return Reason(self.reason.data) if self.reason.data else None

    @property
    def chosen(self) -> Verdict:
        return Verdict(self.verdict.data)


class AppealForm(Form):
    words = TextAreaField(_l("Why should somebody else look at it again?"), validators=[
        DataRequired(_l("Say why it should be looked at again.")), *_WORDS])  # fmt: skip


class AnswerForm(Form):
    granted = RadioField(_l("What do you decide?"), validators=[DataRequired(_l("Choose one."))], choices=[
        ("yes", _l("Show it again")), ("no", _l("It stays hidden"))])  # fmt: skip
    words = TextAreaField(_l("Why? The author reads this."), validators=[DataRequired(_l("Say why.")), *_WORDS])


class ButtonForm(Form):
    """One button."""
