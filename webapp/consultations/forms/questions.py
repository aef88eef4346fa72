"""One form for each kind of question, with that kind's settings only."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError

from webapp.consultations.drafting import ChoiceWords, QuestionWords, choice_of, line_of
from webapp.consultations.models import Choice, Kind, Part, Question
from webapp.i18n import _, _l
from webapp.web.fields import IntegerField, at_most, between, choices_of, given, needed, shaped
from webapp.web.forms import Form, Lines, lines_of

ONE_A_LINE = _l("One on each line. Add more words after a bar, for example “Quiet streets | shared with cars”.")
PLAIN = frozenset({Part.PLAIN, Part.ORGANISATION})


def options_field(label: str, *, hint: str = ONE_A_LINE, least: int = 2) -> TextAreaField:
    return TextAreaField(label, [Lines(least=least, most=60)], description=hint)


class QuestionForm(Form):
    """What every question has. `settings` names the fields of the kind's own, in reading order."""

    kind: ClassVar[Kind]
    settings: ClassVar[tuple[str, ...]] = ()
    template: ClassVar[dict[str, Any]] = {}  # what a new question of this kind starts with

    text = TextAreaField(_l("Question"), [needed(_l("Write the question.")), at_most(500)])
    help = TextAreaField(
        _l("Help"), [at_most(500)], description=_l("Stands under the question. You can leave this empty.")
    )
    required = BooleanField(_l("People must answer this"))
    section = SelectField(_l("Page"), coerce=int)
    key = StringField(
        _l("Short name"),
        [Optional(), at_most(20), shaped(r"^[A-Za-z0-9_.-]+$", _l("Use letters, figures and hyphens only."))],
        description=_l("Names the question in downloads, for example Q4. Empty: we choose one."),
    )

    def words(self) -> QuestionWords:
        """The question as it was typed."""
        return QuestionWords(
            kind=self.kind,
            text=self.text.data or "",
            help=self.help.data or "",
            key=self.key.data or "",
            required=self.required.data,
            **self.own_words(),
        )

    def fill_lists(self, *, pages: Sequence[tuple[int, str]], scales: Sequence[tuple[int, str]]) -> None:
        """Give the lists their options: pages, and scale questions, as (id, words)."""
        self.section.choices = choices_of(pages)

    def own_words(self) -> dict[str, Any]:
        """What the kind's own fields say, by the names of `QuestionWords`."""
        return {}

    @classmethod
    def data_of(cls, question: Question) -> dict[str, Any]:
        """What the fields show for a question that is there already."""
        return {"text": question.text, "help": question.help, "required": question.required, "key": question.key,
                "section": question.section_id, **cls.own_data(question)}  # fmt: skip

    @classmethod
    def own_data(cls, question: Question) -> dict[str, Any]:
        return {}


class SingleForm(QuestionForm):
    kind = Kind.SINGLE
    settings = ("options", "other", "asks_who", "organisations")

    options = options_field(_l("Options"))
    other = StringField(
        _l("Option with room for own words"),
        [at_most(200)],
        description=_l("For example “Something else”. It comes last. Leave it empty when there is none."),
    )
    asks_who = BooleanField(
        _l("This question tells us who answers"),
        description=_l("For example “Who are you answering for?”. Only one question can."),
    )
    organisations = TextAreaField(
        _l("Which options stand for an organisation?"),
        [Lines(most=60)],
        description=_l("Only for the question that tells us who answers. Copy those options here, one on each line."),
    )

    def own_words(self) -> dict[str, Any]:
        named = {line.casefold() for line in lines_of(self.organisations.data)} if self.asks_who.data else set()
        choices = [_organisation(choice, named) for choice in plain_choices(self.options.data)]
        return {"choices": (*choices, *special(self.other.data, Part.OTHER)), "asks_who": self.asks_who.data}

    def validate_organisations(self, field: TextAreaField) -> None:
        """Each must be one of the options."""
        known = {choice.text.casefold() for choice in plain_choices(self.options.data)}
        unknown = [line for line in lines_of(field.data) if line.casefold() not in known]
        if self.asks_who.data and unknown:
            raise ValidationError(_("“%(line)s” is not one of the options above.", line=unknown[0][:60]))

    @classmethod
    def own_data(cls, question: Question) -> dict[str, Any]:
        organisations = [one.text for one in question.choices if one.part is Part.ORGANISATION]
        return {"options": lines_from(question.choices), "other": text_of(question, Part.OTHER),
                "asks_who": question.asks_who, "organisations": "\n".join(organisations)}  # fmt: skip


class MultiForm(QuestionForm):
    kind = Kind.MULTI
    settings = ("options", "other", "exclusive", "max_choices")

    options = options_field(_l("Options"))
    other = StringField(
        _l("Option with room for own words"),
        [at_most(200)],
        description=_l("For example “Something else”. Leave it empty when there is none."),
    )
    exclusive = StringField(
        _l("Option that stands alone"),
        [at_most(200)],
        description=_l("For example “None of these”. Nobody can choose it together with others."),
    )
    max_choices = IntegerField(
        _l("The most that people may choose"),
        [Optional(), between(1, 60)],
        description=_l("Empty: as many as they like."),
    )

    def own_words(self) -> dict[str, Any]:
        choices = (*plain_choices(self.options.data), *special(self.other.data, Part.OTHER),
                   *special(self.exclusive.data, Part.EXCLUSIVE))  # fmt: skip
        return {"choices": choices, "max_choices": self.max_choices.data}

    @classmethod
    def own_data(cls, question: Question) -> dict[str, Any]:
        return {"options": lines_from(question.choices), "other": text_of(question, Part.OTHER),
                "exclusive": text_of(question, Part.EXCLUSIVE), "max_choices": question.max_choices}  # fmt: skip


class ScaleForm(QuestionForm):
    kind = Kind.SCALE
    settings = ("options",)

    options = options_field(
        _l("Steps of the scale"),
        hint=_l("One on each line, in order. Put “Don’t know” last: people need a way to say so."),
    )

    def own_words(self) -> dict[str, Any]:
        return {"choices": plain_choices(self.options.data)}

    @classmethod
    def own_data(cls, question: Question) -> dict[str, Any]:
        return {"options": lines_from(question.choices)}


class RankingForm(QuestionForm):
    kind = Kind.RANKING
    settings = ("options", "rank_top")
    template: ClassVar[dict[str, Any]] = {"rank_top": 3}

    options = options_field(_l("Options"))
    rank_top = IntegerField(
        _l("How many are put in order"),
        [given(_l("Write how many people put in order.")), between(1, 20)],
        description=_l("Three is enough for most people."),
    )

    def own_words(self) -> dict[str, Any]:
        return {"choices": plain_choices(self.options.data), "rank_top": self.rank_top.data}

    @classmethod
    def own_data(cls, question: Question) -> dict[str, Any]:
        return {"options": lines_from(question.choices), "rank_top": question.rank_top}


class MatrixForm(QuestionForm):
    kind = Kind.MATRIX
    settings = ("rows", "options")

    rows = options_field(
        _l("What is rated"), hint=_l("One on each line, for example “Work, training or school”."), least=1
    )
    options = options_field(
        _l("Answers to choose from"), hint=_l("One on each line, for example “Better”. The same for every row.")
    )

    def own_words(self) -> dict[str, Any]:
        return {"choices": plain_choices(self.options.data), "items": tuple(lines_of(self.rows.data))}

    @classmethod
    def own_data(cls, question: Question) -> dict[str, Any]:
        return {"options": lines_from(question.choices), "rows": "\n".join(one.text for one in question.items)}


class ShortTextForm(QuestionForm):
    kind = Kind.SHORT_TEXT
    settings = ("max_chars", "themed", "stance")
    template: ClassVar[dict[str, Any]] = {"max_chars": 200}

    max_chars = IntegerField(
        _l("Longest answer, in letters"),
        [given(_l("Write how many letters an answer may have.")), between(10, 10_000)],
    )
    themed = BooleanField(_l("Sort the answers into themes"))
    stance = SelectField(
        _l("Which question says whether people are for or against?"),
        coerce=int,
        default=0,
        description=_l("Used with themes: each theme is shown with what its people chose there."),
    )

    def fill_lists(self, *, pages: Sequence[tuple[int, str]], scales: Sequence[tuple[int, str]]) -> None:
        super().fill_lists(pages=pages, scales=scales)
        self.stance.choices = choices_of([(0, _("None")), *scales])

    def own_words(self) -> dict[str, Any]:
        stance = self.stance.data or None
        return {"max_chars": self.max_chars.data, "themed": self.themed.data,
                "stance_question_id": stance if self.themed.data else None}  # fmt: skip

    @classmethod
    def own_data(cls, question: Question) -> dict[str, Any]:
        return {"max_chars": question.max_chars, "themed": question.themed, "stance": question.stance_question_id or 0}


class LongTextForm(ShortTextForm):
    kind = Kind.LONG_TEXT
    template: ClassVar[dict[str, Any]] = {"max_chars": 1500, "themed": True}


class AreaForm(QuestionForm):
    kind = Kind.AREA
    settings = ("options",)
    template: ClassVar[dict[str, Any]] = {
        "text": _l("Roughly where do you live?"),
        "options": _l("Outside the area\nPrefer not to say"),
    }

    options = options_field(_l("Other options"), hint=_l("They come after the areas. One on each line."), least=0)

    def own_words(self) -> dict[str, Any]:
        return {"choices": plain_choices(self.options.data)}

    @classmethod
    def own_data(cls, question: Question) -> dict[str, Any]:
        return {"options": lines_from(question.choices)}


class PermissionForm(QuestionForm):
    kind = Kind.PERMISSION
    settings = ("named", "unnamed", "analysis")
    template: ClassVar[dict[str, Any]] = {
        "text": _l("May we publish what you wrote?"),
        "help": _l("We never publish the name of a person. We take out details that would show who you are."),
        "required": True,
        "named": _l("Yes, with my organisation’s name"),
        "unnamed": _l("Yes, without my name"),
        "analysis": _l("No, use it only in the analysis"),
    }
    parts: ClassVar[dict[str, Part]] = {
        "named": Part.PUBLISH_NAMED,
        "unnamed": Part.PUBLISH_UNNAMED,
        "analysis": Part.ANALYSIS_ONLY,
    }

    named = StringField(
        _l("Words for: publish with the organisation’s name"), [needed(_l("Write this option.")), at_most(200)]
    )
    unnamed = StringField(_l("Words for: publish without a name"), [needed(_l("Write this option.")), at_most(200)])
    analysis = StringField(_l("Words for: do not publish"), [needed(_l("Write this option.")), at_most(200)])

    def own_words(self) -> dict[str, Any]:
        return {"choices": tuple(ChoiceWords(self[name].data, "", part) for name, part in self.parts.items())}

    @classmethod
    def own_data(cls, question: Question) -> dict[str, Any]:
        return {name: text_of(question, part) for name, part in cls.parts.items()}


FORMS: dict[Kind, type[QuestionForm]] = {
    one.kind: one
    for one in (SingleForm, MultiForm, ScaleForm, RankingForm, MatrixForm, ShortTextForm, LongTextForm, AreaForm,
                PermissionForm)
}  # fmt: skip


def plain_choices(text: str | None) -> tuple[ChoiceWords, ...]:
    return tuple(choice_of(line) for line in lines_of(text))


def special(text: str | None, part: Part) -> tuple[ChoiceWords, ...]:
    """The option with a part of its own, when there is one."""
    return (choice_of(text, part),) if text else ()


def lines_from(choices: Iterable[Choice]) -> str:
    return "\n".join(line_of(one.text, one.detail) for one in choices if one.part in PLAIN)


def text_of(question: Question, part: Part) -> str:
    return next((line_of(one.text, one.detail) for one in question.choices if one.part is part), "")


def _organisation(choice: ChoiceWords, named: set[str]) -> ChoiceWords:
    stands_for_one = choice.text.casefold() in named
    return ChoiceWords(choice.text, choice.detail, Part.ORGANISATION if stands_for_one else choice.part)
