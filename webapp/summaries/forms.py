"""The forms of this room."""

from wtforms import SubmitField, TextAreaField
from wtforms.validators import InputRequired, Length

from webapp.i18n import _l
from webapp.summaries.rules import LONGEST_REASON
from webapp.web.forms import Form


class ExcludeForm(Form):
    reason = TextAreaField(
        _l("Why is this response not counted?"),
        description=_l("For example: it was sent twice. The reason is kept and told in the summary. Leave out names."),
        validators=[
            InputRequired(_l("Give the reason. It is kept, and counted in the summary.")),
            Length(max=LONGEST_REASON, message=_l("Keep the reason under 500 letters.")),
        ],
    )
    submit = SubmitField(_l("Set it aside"))
