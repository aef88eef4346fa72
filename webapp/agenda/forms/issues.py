"""The forms of issues and replies."""

from wtforms import HiddenField, RadioField, SelectField, StringField, SubmitField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from webapp.agenda.rules.issues import LONGEST_REASON, LONGEST_SENTENCE, LONGEST_WORDS
from webapp.agenda.rules.replies import LONGEST, OUTCOME_WORDS
from webapp.i18n import _l
from webapp.web.fields import DateField
from webapp.web.forms import CheckboxesField, Form

_SHORTER = Length(max=LONGEST_WORDS, message=_l("Keep it under 2,000 letters."))
_REPLY_SHORTER = Length(max=LONGEST, message=_l("Keep it under 4,000 letters."))


class ChooseForm(Form):
    """What an issue rests on."""

    evidence = CheckboxesField(_l("What it rests on"), choices=[])
    submit = SubmitField(_l("Go on"))


class IssueForm(Form):
    sentence = StringField(
        _l("The issue, in one sentence"),
        description=_l("As people said it. For example: buses stop before the last hospital shift ends."),
        validators=[
            InputRequired(_l("Say it in one sentence, as people said it.")),
            Length(max=LONGEST_SENTENCE, message=_l("Keep it to one sentence of at most 200 letters.")),
        ],
    )
    area = SelectField(_l("Where it is"), choices=[])
    who = TextAreaField(_l("Who says so"), validators=[_SHORTER])
    how_strongly = TextAreaField(_l("How strongly"), validators=[_SHORTER])
    who_disagrees = TextAreaField(_l("Who disagrees"), validators=[_SHORTER])
    small_voices = TextAreaField(
        _l("Small voices"), description=_l("Views of few people, so that they are not lost."), validators=[_SHORTER]
    )
    submit = SubmitField(_l("Keep it"))


class ReplyForm(Form):
    since = HiddenField()
    outcome = RadioField(
        _l("What is the answer?"),
        choices=[(outcome.value, words) for outcome, words in OUTCOME_WORDS.items()],
        validators=[InputRequired(_l("Choose what the answer is."))],
    )
    reason = TextAreaField(
        _l("Why?"),
        description=_l("People who raised this read it. Say what it would cost, what stands in the way, or what is "
                       "done already."),
        validators=[_REPLY_SHORTER],
    )  # fmt: skip
    changed = TextAreaField(
        _l("What is different because people raised it?"),
        description=_l("Needed where something is accepted."),
        validators=[_REPLY_SHORTER],
    )
    owner = StringField(
        _l("Who answers for it?"),
        description=_l("A name or an office. It is shown in public."),
        validators=[Length(max=120, message=_l("Keep it under 120 letters."))],
    )
    next_news = DateField(
        _l("When is there news?"), description=_l("Needed where we need to know more."), validators=[Optional()]
    )
    submit = SubmitField(_l("Reply in public"))


class WithdrawForm(Form):
    reason = TextAreaField(
        _l("Why is it withdrawn?"),
        validators=[
            InputRequired(_l("Say why. People who read it want to know.")),
            Length(max=LONGEST_REASON, message=_l("Keep it under 1,000 letters.")),
        ],
    )
    submit = SubmitField(_l("Withdraw it"))


class OptionForm(Form):
    words = StringField(
        _l("What could be done?"),
        validators=[DataRequired(_l("Say in a few words what could be done.")), Length(max=LONGEST_SENTENCE)],
    )
    cost = StringField(
        _l("What would it cost, roughly?"),
        description=_l("For example: about £40,000 a year."),
        validators=[Length(max=120, message=_l("Keep it under 120 letters."))],
    )
    takes = TextAreaField(_l("What would it take?"), validators=[_SHORTER])
    who = StringField(_l("Who could do it?"), validators=[Length(max=120, message=_l("Keep it under 120 letters."))])
    submit = SubmitField(_l("Add this option"))
