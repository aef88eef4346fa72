"""The columns of the file of responses: fixed by the questions, in their order, the same for every response. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from webapp.consultations.models import Channel, Kind, Part
from webapp.consultations.sheet import Sheet, SheetChoice, SheetQuestion
from webapp.documents.report import Column, Value
from webapp.documents.words import one_line
from webapp.i18n import _, _l
from webapp.summaries.figures.who import CHANNEL_WORDS
from webapp.text.shapes import AGAINST, FOR, MIXED, UNCLEAR


class Answer(Protocol):
    """One mark, as the database has it."""

    @property
    def choice_id(self) -> int | None: ...
    @property
    def item_id(self) -> int | None: ...
    @property
    def position(self) -> int | None: ...
    @property
    def area_id(self) -> int | None: ...
    @property
    def text(self) -> str | None: ...


Filler = Callable[[Sequence[Answer]], Sequence[Value]]
_WITH_WORDS = frozenset({Part.OTHER, Part.PUBLISH_NAMED})


@dataclass(frozen=True)
class Block:
    """The columns of one question, and what fills them from its answers by one response: as many values as columns."""

    question: int
    columns: tuple[Column, ...]
    fill: Filler


Meanings = tuple[tuple[str, str], ...]
Areas = Mapping[int, tuple[str, str]]  # id → (name, district)


def blocks(sheet: Sheet, areas: Areas) -> tuple[Block, ...]:
    """One block a question."""
    return tuple(_block(question, areas) for question in sheet.questions)


def about_the_response() -> tuple[Column, ...]:
    """The columns in front: what is known of the sending, and a number that is not the receipt."""
    return (
        Column("response", _("Number of the response"), "id", note=_("Made for this file. It opens nothing.")),
        Column("sent_at", _("When it was sent, local time"), "sent_at"),
        Column("channel", _("How it came"), "single", values=tuple((c.value, str(CHANNEL_WORDS[c])) for c in Channel)),
        Column("language", _("Language it was answered in"), "single"),
        Column("late", _("Came after closing and was accepted"), "multi", values=_yes_no()),
        Column("reference_elsewhere", _("Its number in the tool it was brought in from"), "id"),
    )


def theme_columns(question: SheetQuestion, themes: Meanings) -> tuple[Column, ...]:
    """For a question with themes: those of each answer, what is known of each, and whether it copies a campaign."""
    note = _(
        "Several are separated by a semicolon, a wider theme beside the one under it. Empty: nothing was written, "
        "or it was not read yet."
    )
    return (
        Column(f"{question.key} – themes", one_line(question.text), "themes",
               values=themes, note=note),
        Column(f"{question.key} – for or against", _("Where the words stand on each of these themes"), "themes",
               values=tuple((stance, str(words)) for stance, words in STANCE_WORDS.items()),
               note=_("In the order of the themes. A dash: the words do not say.")),
        Column(f"{question.key} – confidence", _("How sure the program is of each theme, 0 to 1"), "themes",
               note=_("In the order of the themes. “person”: a person decided it. A dash: nothing else fitted.")),
        Column(f"{question.key} – campaign", _("The words are a copy of a campaign's"), "multi", values=_yes_no()),
    )  # fmt: skip


STANCE_WORDS = {
    FOR: _l("For"), AGAINST: _l("Against"), MIXED: _l("For and against"), UNCLEAR: _l("Not clear"),
}  # fmt: skip


def unique(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The same columns, a number behind any name that comes again."""
    seen: dict[str, int] = {}
    found = []
    for column in columns:
        count = seen[column.name] = seen.get(column.name, 0) + 1
        name = column.name if count == 1 else f"{column.name} ({count})"
        found.append(Column(name, column.title, column.kind, column.values, column.note))
    return tuple(found)


def _yes_no() -> tuple[tuple[str, str], ...]:
    return (("1", _("Yes")), ("0", _("No")))


def _block(question: SheetQuestion, areas: Areas) -> Block:
    return {
        Kind.MULTI: _several,
        Kind.RANKING: _order,
        Kind.MATRIX: _rows,
        Kind.SHORT_TEXT: _words,
        Kind.LONG_TEXT: _words,
    }.get(question.kind, lambda one: _area(one, areas) if one.kind is Kind.AREA else _one_choice(one))(question)


def _column(question: SheetQuestion, part: str = "", values: Meanings = (), note: str = "") -> Column:
    name = f"{question.key} – {one_line(part)}" if part else question.key
    return Column(name, one_line(question.text), question.kind.value, values, note)


def _choices(question: SheetQuestion) -> tuple[tuple[str, str], ...]:
    return tuple((choice.text, choice.detail or choice.text) for choice in question.choices)


def _with_words(question: SheetQuestion, columns: Sequence[Column], fill: Filler) -> Block:
    """Adds a column for words beside a choice, where a choice has room for some."""
    if not any(choice.part in _WITH_WORDS for choice in question.choices):
        return Block(question.id, tuple(columns), fill)
    own = Column(f"{question.key} – {_('in their own words')}", one_line(question.text), Kind.SHORT_TEXT.value)

    def filled(answers: Sequence[Answer]) -> Sequence[Value]:
        return [*fill(answers), next((one.text for one in answers if one.text), None)]

    return Block(question.id, (*columns, own), filled)


def _text_of(choices: Mapping[int, SheetChoice], answer: Answer) -> str | None:
    choice = choices.get(answer.choice_id or 0)
    return choice.text if choice else None


def _one_choice(question: SheetQuestion) -> Block:
    choices = question.choice_by_id

    def fill(answers: Sequence[Answer]) -> Sequence[Value]:
        return [next((_text_of(choices, one) for one in answers), None)]

    return _with_words(question, [_column(question, values=_choices(question))], fill)


def _several(question: SheetQuestion) -> Block:
    """1 or 0 a choice; all empty where the question was not answered."""
    ids = [choice.id for choice in question.choices]

    def fill(answers: Sequence[Answer]) -> Sequence[Value]:
        chosen = {one.choice_id for one in answers}
        return [int(ident in chosen) for ident in ids] if answers else [None] * len(ids)

    columns = [_column(question, choice.text, _yes_no(), _("Empty: not answered.")) for choice in question.choices]
    return _with_words(question, columns, fill)


def _order(question: SheetQuestion) -> Block:
    places = range(1, min(question.rank_top or len(question.choices), len(question.choices)) + 1)
    choices = question.choice_by_id

    def fill(answers: Sequence[Answer]) -> Sequence[Value]:
        found = {one.position: _text_of(choices, one) for one in answers}
        return [found.get(place) for place in places]

    ranks = (_("rank %(place)s", place=place) for place in places)
    return Block(question.id, tuple(_column(question, rank, _choices(question)) for rank in ranks), fill)


def _rows(question: SheetQuestion) -> Block:
    ids = [item.id for item in question.items]
    choices = question.choice_by_id

    def fill(answers: Sequence[Answer]) -> Sequence[Value]:
        found = {one.item_id: _text_of(choices, one) for one in answers}
        return [found.get(ident) for ident in ids]

    return Block(question.id, tuple(_column(question, item.text, _choices(question)) for item in question.items), fill)


def _words(question: SheetQuestion) -> Block:
    def fill(answers: Sequence[Answer]) -> Sequence[Value]:
        return [next((one.text for one in answers), None)]

    return Block(question.id, (_column(question),), fill)


def _area(question: SheetQuestion, areas: Areas) -> Block:
    """The area's name, or the choice beside the areas; and the district."""
    choices = question.choice_by_id

    def fill(answers: Sequence[Answer]) -> Sequence[Value]:
        for one in answers:
            if one.area_id is not None and one.area_id in areas:
                return areas[one.area_id]
            return [_text_of(choices, one), None]
        return [None, None]

    named = tuple(_named(areas)) + _choices(question)
    return Block(question.id, (_column(question, values=named), _column(question, _("district"))), fill)


def _named(areas: Areas) -> Iterator[tuple[str, str]]:
    for name, district in areas.values():
        yield name, _("%(area)s, in %(district)s", area=name, district=district)
