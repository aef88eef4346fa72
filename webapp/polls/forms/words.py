"""Forms of what a poll says and by which method it is counted."""

from collections.abc import Sequence
from typing import Any

from wtforms import EmailField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from webapp.i18n import _l
from webapp.polls.methods import EVERY
from webapp.polls.purposes import PURPOSES
from webapp.web.fields import at_most, choices_of, needed, shaped
from webapp.web.forms import Form

_TITLE = (needed(_l("Write a title.")), at_most(200))


def every_method() -> list[Any]:
    """Every method, in the order in which the guidance shows them."""
    return choices_of((name, EVERY[name].name) for purpose in PURPOSES for name in purpose.methods if name in EVERY)


class ButtonForm(Form):
    """One button, guarded against other sites."""


class MoveForm(Form):
    """One place up or down."""

    move = RadioField(choices=choices_of([("up", ""), ("down", "")]))


class MethodForm(Form):
    method = RadioField(_l("What do you want to find out?"), [InputRequired(_l("Choose a method."))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.method.choices = every_method()


class StartForm(MethodForm):
    """A new poll."""

    title = StringField(
        _l("Title"),
        _TITLE,
        description=_l("Short, as people would say it, for example “What should the park get?”."),
    )


class WordsForm(Form):
    title = StringField(_l("Title"), _TITLE)
    slug = StringField(
        _l("Address"),
        [
            needed(_l("Write the end of its address.")),
            at_most(80),
            shaped(r"^[a-z0-9]+(-[a-z0-9]+)*$", _l("Use small letters, figures and single hyphens only.")),
        ],
        description=_l("The end of its web address. It cannot change once people have it."),
    )
    question = TextAreaField(
        _l("Question"), [at_most(500)], description=_l("What people answer. It stands at the top of the ballot.")
    )
    background = TextAreaField(
        _l("Background"),
        [at_most(20_000)],
        description=_l(
            "What people need to know to vote. **Two stars** make bold, ## makes a heading, - makes a list."
        ),
    )
    contact_email = EmailField(
        _l("E-mail"),
        [
            Optional(),
            at_most(200),
            shaped(r"^[^@\s]+@[^@\s]+\.[^@\s]+$", _l("Write an e-mail address, for example polls@example.org.")),
        ],
        description=_l("For people whose vote did not get through."),
    )

    def values(self, names: Sequence[str]) -> dict[str, str]:
        """Columns by name, those of `names` that the form has; texts never None."""
        return {name: self[name].data or "" for name in names if name in self}
