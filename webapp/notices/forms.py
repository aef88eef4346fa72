"""Forms about the mail and texts somebody gets."""

from collections.abc import Sequence
from typing import Any

from babel import Locale
from wtforms import HiddenField, RadioField, SelectField, StringField, ValidationError
from wtforms.validators import DataRequired

from webapp.i18n import _, _l
from webapp.notices.contacts import Channel, tidy_contact
from webapp.notices.rules import Rhythm
from webapp.web.forms import Form

NEVER = "never"
RHYTHMS = {
    Rhythm.AT_ONCE.value: _l("Within minutes (not at night)"),
    Rhythm.DAILY.value: _l("Once a day, in the morning, if something happened"),
    Rhythm.WEEKLY.value: _l("Once a week, on Monday, if something happened"),
    NEVER: _l("Not at all"),
}


class RhythmForm(Form):
    rhythm = RadioField(_l("How often do you want mail?"), choices=list(RHYTHMS.items()),
                        validators=[DataRequired(_l("Choose how often."))])  # fmt: skip

    @property
    def chosen(self) -> Rhythm | None:
        return None if self.rhythm.data == NEVER else Rhythm(self.rhythm.data)


class ButtonForm(Form):
    """A button and nothing to fill in."""


class _OpenForm(Form):
    """A form on a page that looks at no session: it says `refuse_foreign` instead of carrying a token."""

    class Meta(Form.Meta):
        csrf = False


class AskForm(_OpenForm):
    contact = StringField(_l("Your e-mail address"), validators=[DataRequired(_l("Enter your e-mail address."))])
    language = SelectField(_l("In which language?"))

    def __init__(self, *, texts: bool, languages: Sequence[str], **values: Any) -> None:
        super().__init__(**values)
        self._texts = texts
        if texts:
            self.contact.label.text = _("Your e-mail address or UK mobile number")
            self.contact.description = _("For example name@example.com or 07700 900123")
        self.language.choices = [(one, _name_of(one)) for one in languages]
        if len(languages) == 1:
            self.language.data = languages[0]

    @property
    def contact_given(self) -> tuple[Channel, str]:
        """How and where they want to be told. Only when the form is right."""
        typed = self.contact.data or ""
        channel = Channel.EMAIL if "@" in typed else Channel.TEXT
        return channel, tidy_contact(channel, typed) or ""

    def validate_contact(self, field: Any) -> None:
        channel, address = self.contact_given
        if address and (self._texts or channel is Channel.EMAIL):
            return
        if not self._texts:
            raise ValidationError(_("Enter an e-mail address in the right form, like name@example.com."))
        raise ValidationError(
            _("Enter an e-mail address like name@example.com, or a UK mobile number like 07700 900123.")
        )


def _name_of(language: str) -> str:
    """As its own speakers call it."""
    return (Locale.parse(language).get_display_name(language) or language).capitalize()


class CodeForm(_OpenForm):
    asked = HiddenField()
    code = StringField(_l("The code from the text"), description=_l("6 figures"),
                       validators=[DataRequired(_l("Enter the code from the text."))])  # fmt: skip


class OwnRhythmForm(_OpenForm):
    rhythm = RadioField(_l("How often?"), choices=[one for one in RHYTHMS.items() if one[0] != NEVER],
                        validators=[DataRequired(_l("Choose how often."))])  # fmt: skip
