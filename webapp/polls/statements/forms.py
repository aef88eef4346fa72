"""Forms of the office for statements."""

from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from webapp.i18n import _l
from webapp.polls.statements.rules import LONGEST
from webapp.web.forms import Form, Lines

MOST_AT_ONCE = 100


class SeedsForm(Form):
    text = TextAreaField(
        _l("Statements, one on each line"),
        description=_l("Each says one thing that people can agree or disagree with. At most 140 letters."),
        validators=[DataRequired(_l("Write at least one.")), Lines(least=1, most=MOST_AT_ONCE, longest=LONGEST)],
    )


class SeedForm(Form):
    text = StringField(
        _l("The statement"),
        description=_l("Leave it empty to take it out."),
        validators=[Optional(), Length(max=LONGEST, message=_l("Use at most 140 letters."))],
    )
