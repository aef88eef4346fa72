"""Forms of what a consultation says."""

from flask_wtf.file import FileField, FileRequired
from wtforms import EmailField, SelectField, StringField, TelField, TextAreaField
from wtforms.validators import Optional

from webapp.i18n import _l
from webapp.web.fields import (
    DateField,
    IntegerField,
    at_most,
    between,
    choices_of,
    given,
    needed,
    shaped,
)
from webapp.web.forms import Form, Lines


class StartForm(Form):
    """A new consultation: its title, and perhaps an earlier one to start from."""

    title = StringField(
        _l("Title"),
        [needed(_l("Write a title.")), at_most(200)],
        description=_l("Say it as people say it, for example “Buses and streets that work for us”."),
    )
    template = SelectField(
        _l("Start from"),
        coerce=int,
        default=0,
        description=_l("An earlier consultation lends its words and questions. Its dates and answers stay behind."),
    )


class WordsForm(Form):
    """What every part of the words has: while it is open, people are told what changed."""

    reason = TextAreaField(
        _l("What did you change, and why?"),
        [at_most(1000)],
        description=_l(
            "It is open now, so people will read this. For example “We had the wrong date for the meeting”."
        ),
    )


class AboutForm(WordsForm):
    title = StringField(_l("Title"), [needed(_l("Write a title.")), at_most(200)])
    slug = StringField(
        _l("Address"),
        [
            needed(_l("Write the end of its address.")),
            at_most(80),
            shaped(r"^[a-z0-9]+(-[a-z0-9]+)*$", _l("Use small letters, figures and single hyphens only.")),
        ],
        description=_l("The end of its web address. It cannot change once people have it."),
    )
    summary = TextAreaField(
        _l("In short"),
        [at_most(400)],
        description=_l("One or two sentences. What is this about, and why should people care?"),
    )
    background = TextAreaField(
        _l("Background"),
        [at_most(20_000)],
        description=_l(
            "What people need to know to answer. **Two stars** make bold, ## makes a heading, - makes a list."
        ),
    )
    minutes = IntegerField(
        _l("How many minutes does answering take?"),
        [given(_l("Write about how many minutes it takes.")), between(1, 120)],
    )


class ScopeForm(WordsForm):
    open_points = TextAreaField(
        _l("Open"),
        [Lines(most=20)],
        description=_l("What answers can change. One thing on each line, for example “Which stops get a shelter”."),
    )
    decided = TextAreaField(
        _l("Decided"), [Lines(most=20)], description=_l("What is settled already. One thing on each line.")
    )
    fixed = TextAreaField(
        _l("Cannot change"),
        [Lines(most=20)],
        description=_l("What nobody here can change, for example “The national fare cap”. One thing on each line."),
    )


class DecisionForm(WordsForm):
    decision_maker = StringField(
        _l("Who decides?"), [at_most(200)], description=_l("For example “The Cabinet of the Council”.")
    )
    decision_on = DateField(
        _l("When?"), [Optional()], description=_l("The day of the decision. Leave it empty when you do not know yet.")
    )


class ContactForm(WordsForm):
    contact_name = StringField(_l("Name"), [at_most(120)], description=_l("A person or a team."))
    contact_email = EmailField(
        _l("E-mail"),
        [
            Optional(),
            at_most(200),
            shaped(r"^[^@\s]+@[^@\s]+\.[^@\s]+$", _l("Write an e-mail address, for example buses@example.org.")),
        ],
    )
    contact_phone = TelField(
        _l("Telephone"), [at_most(40)], description=_l("For people who want help or a paper form.")
    )


class DocumentForm(Form):
    file = FileField(
        _l("File"),
        [FileRequired(_l("Choose a file."))],
        description=_l("PDF, Word (.docx), Excel (.xlsx), OpenDocument (.odt), PNG or JPG, up to 50 MB."),
    )
    title = StringField(
        _l("Title"), [at_most(200)], description=_l("What people see. Empty: the name of the file is used.")
    )


class SectionForm(Form):
    """A page of questions."""

    title = StringField(
        _l("Title of the page"),
        [needed(_l("Write a title.")), at_most(200)],
        description=_l("For example “Your journeys”."),
    )
    intro = TextAreaField(
        _l("Words before the questions"),
        [at_most(2000)],
        description=_l("What people need to know here. You can leave this empty."),
    )


class ButtonForm(Form):
    """One button, guarded against other sites."""


class MoveForm(Form):
    """One place up or down."""

    move = SelectField(choices=choices_of([("up", ""), ("down", "")]))
