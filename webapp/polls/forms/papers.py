"""Forms of codes and papers: how many to make, a pile, what is on a paper, and how a difference is settled."""

from collections.abc import Sequence
from typing import Any

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

from webapp.i18n import _l
from webapp.polls.paper_models import SPOILT_WORDS, Spoilt
from webapp.polls.services.codes import MOST, MOST_PRINTED
from webapp.web.fields import IntegerField, at_most, between, choices_of, given, needed
from webapp.web.forms import Form

LETTERS, TABLE = "letters", "table"
_HOW_MANY = _l("How many?")
_COUNTABLE = [("", _l("Yes")), *((why, _l("No: %(why)s", why=words)) for why, words in SPOILT_WORDS.items())]
_WRITE = given(_l("Write how many you need."))


class _AreaForm(Form):
    area = SelectField(
        _l("For people of"),
        coerce=int,
        default=0,
        description=_l("Then it is known which area a vote came from, without anybody being asked."),
    )

    def __init__(self, *args: Any, areas: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.area.choices = choices_of([(0, _l("No area in particular")), *areas])


class CodesForm(_AreaForm):
    count = IntegerField(_HOW_MANY, [_WRITE, between(1, MOST)])
    form = RadioField(
        _l("As what?"),
        [InputRequired(_l("Choose one."))],
        choices=choices_of(
            [(LETTERS, _l("Letters to print (PDF)")), (TABLE, _l("A table for your own letters (CSV)"))]
        ),
        default=LETTERS,
        description=_l("A file of letters has at most %(most)s.", most=MOST_PRINTED),
    )


class PapersForm(_AreaForm):
    count = IntegerField(_HOW_MANY, [_WRITE, between(1, MOST_PRINTED)])


class BatchForm(Form):
    label = StringField(
        _l("Where is this pile from?"),
        [needed(_l("Write where it is from.")), at_most(120)],
        description=_l("For example “Oxmere library, Tuesday”."),
    )


class _ReadForm(Form):
    """What is on a paper, beside its marks, which the kind of ballot reads itself."""

    spoilt = RadioField(_l("Can it be counted?"), choices=choices_of(_COUNTABLE), default="")

    def why_spoilt(self) -> Spoilt | None:
        return Spoilt(self.spoilt.data) if self.spoilt.data else None


class KeyForm(_ReadForm):
    code = StringField(
        _l("Code on the paper"),
        [needed(_l("Write the code of the paper. It has 12 letters and numbers.")), at_most(60)],
    )


class SettleForm(_ReadForm):
    take = RadioField(_l("What is on the paper?"), [InputRequired(_l("Choose what is on the paper."))])
    why = TextAreaField(
        _l("Why?"),
        [needed(_l("Say what you saw on the paper.")), at_most(500)],
        description=_l("One sentence for whoever checks this later. Do not write how the person voted."),
    )
