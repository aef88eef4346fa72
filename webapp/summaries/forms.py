"""The forms of this room."""

from wtforms import StringField, SubmitField, TextAreaField
from wtforms.validators import InputRequired, Length

from webapp.i18n import _l
from webapp.summaries.published import LONGEST_NOTE
from webapp.summaries.rules import LONGEST_REASON
from webapp.web.forms import CheckboxesField, Form


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


class PublishForm(Form):
    left_out = CheckboxesField(
        _l("Leave these words out"),
        description=_l("Read each one. Tick what would tell who somebody is, or should not stand in public."),
        choices=[],
    )
    note = TextAreaField(
        _l("What is different from the version before?"),
        validators=[Length(max=LONGEST_NOTE, message=_l("Keep it under 600 letters."))],
    )
    submit = SubmitField(_l("Publish what people said"))


class BlackOutForm(Form):
    words = StringField(
        _l("Words to take out"),
        description=_l("Copy them as they stand in the quote. Leave this empty to take the whole quote down."),
        validators=[Length(max=500)],
    )
    reason = TextAreaField(
        _l("Why?"),
        description=_l("For example: it names a neighbour. Do not write the words themselves here."),
        validators=[
            InputRequired(_l("Give the reason. It is kept, without the words.")),
            Length(max=LONGEST_REASON, message=_l("Keep the reason under 500 letters.")),
        ],
    )
    submit = SubmitField(_l("Take them out"))
