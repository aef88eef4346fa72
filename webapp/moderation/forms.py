"""Forms of moderation."""

from datetime import date
from typing import Any

from wtforms import DateField, HiddenField, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from webapp.i18n import _, _l
from webapp.moderation.models import Reason, Verdict
from webapp.moderation.rules import Act, why_not_until
from webapp.moderation.words import ACTS, FLAG_REASONS, VERDICTS
from webapp.web.forms import Form

_WORDS = [Length(max=1_000, message=_l("Use at most 1,000 letters."))]
_REASONS = [(one.value, words) for one, words in FLAG_REASONS.items()]
_RULES = [one for one in _REASONS if one[0] != Reason.DANGER]
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
        choices=_RULES,
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


class SanctionForm(Form):
    """What to do about a person. `today` is the place's day."""

    seen = HiddenField(validators=[DataRequired()])
    act = RadioField(_l("What do you do?"), validators=[DataRequired(_l("Choose what you do."))])
    until = DateField(_l("From which day may they write again? (Only when you suspend them)"), validators=[Optional()])
    reason = RadioField(_l("Which rule did they break? (Not when you take something back)"), validators=[Optional()],
                        choices=_RULES)  # fmt: skip
    words = TextAreaField(_l("Why? The person reads this."), validators=[
        DataRequired(_l("Say why. They are told.")), *_WORDS])  # fmt: skip

    def offer(self, *, in_force: bool, today: date) -> None:
        self.act.choices = [(act.value, words) for act, words in ACTS.items() if in_force or act is not Act.LIFT]
        self.today = today

    def validate_seen(self, field: Any) -> None:
        if not (field.data.isascii() and field.data.isdigit() and len(field.data) < 6):
            raise ValidationError(_("Open the page again: it is too old."))

    def validate_reason(self, field: Any) -> None:
        if self.act.data and self.act.data != Act.LIFT and not field.data:
            raise ValidationError(_("Choose the rule they broke. They are told."))

    def validate_until(self, field: Any) -> None:
        if self.act.data == Act.SUSPEND and (why_not := why_not_until(field.data, today=self.today)):
            raise ValidationError(why_not)

    @property
    def chosen(self) -> Act:
        return Act(self.act.data)

    @property
    def why(self) -> Reason | None:
        return Reason(self.reason.data) if self.reason.data else None


class SanctionAnswerForm(Form):
    granted = RadioField(_l("What do you decide?"), validators=[DataRequired(_l("Choose one."))], choices=[
        ("yes", _l("Take it back")), ("no", _l("It stays as it is"))])  # fmt: skip
    words = TextAreaField(_l("Why? The person reads this."), validators=[DataRequired(_l("Say why.")), *_WORDS])


class AppealForm(Form):
    words = TextAreaField(_l("Why should somebody else look at it again?"), validators=[
        DataRequired(_l("Say why it should be looked at again.")), *_WORDS])  # fmt: skip


class AnswerForm(Form):
    granted = RadioField(_l("What do you decide?"), validators=[DataRequired(_l("Choose one."))], choices=[
        ("yes", _l("Show it again")), ("no", _l("It stays hidden"))])  # fmt: skip
    words = TextAreaField(_l("Why? The author reads this."), validators=[DataRequired(_l("Say why.")), *_WORDS])


class ButtonForm(Form):
    """One button."""
