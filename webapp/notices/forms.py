"""Forms about the mail somebody gets."""

from wtforms import RadioField
from wtforms.validators import DataRequired

from webapp.i18n import _l
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
