"""The questions that columns become, and how each cell is read as marks on them. Pure.

A mark here names choices and rows by their place in the question, because nothing has an id yet.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from webapp.consultations.importing.cells import is_ticked, looks_like_a_tick
from webapp.consultations.importing.mapping import IN_GROUPS, MOST_CHOICES, SEPARATORS, Setting, Use, split_name
from webapp.consultations.models import Kind, Part
from webapp.i18n import _
from webapp.places.queries import Gazetteer
from webapp.refusals import Refused
from webapp.tables.table import Table

KINDS = {
    Use.WHO: Kind.SINGLE,
    Use.SINGLE: Kind.SINGLE,
    Use.MULTI: Kind.MULTI,
    Use.SCALE: Kind.SCALE,
    Use.GRID: Kind.MATRIX,
    Use.TICK: Kind.MULTI,
    Use.NUMBER: Kind.SHORT_TEXT,
    Use.AREA: Kind.AREA,
    Use.SHORT_TEXT: Kind.SHORT_TEXT,
    Use.LONG_TEXT: Kind.LONG_TEXT,
    Use.PERMISSION: Kind.PERMISSION,
}
OURS = (Part.PUBLISH_NAMED, Part.PUBLISH_UNNAMED, Part.ANALYSIS_ONLY)  # the choices of every permission question

_KEY = re.compile(r"(?P<key>[A-Z]{0,2}\d{1,3}[a-z]?)(?:[.):]?\s+(?:[-–—:]\s+)?(?P<text>\S.*)|[.):]?)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PlannedMark:
    """Places in the question's choices and items, an area's id, or words."""

    choice: int | None = None
    item: int | None = None
    area_id: int | None = None
    text: str | None = None


# What a cell says: marks; () when it says "nothing here" (a box that was not ticked); None when it cannot be read.
Read = Callable[[str], "tuple[PlannedMark, ...] | None"]


@dataclass
class PlannedQuestion:
    """A question to be. `readers`: for each of its columns, the place in the file and how to read its cells."""

    key: str
    text: str
    use: Use
    stance: int | None = None  # the place of the question that says which side an answer takes
    choices: list[tuple[str, Part]] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    readers: list[tuple[int, Read]] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        return KINDS[self.use]

    @property
    def is_asked(self) -> bool:
        """Whether an answer to it makes a row more than an empty one."""
        return self.use not in {Use.WHO, Use.PERMISSION}


def tidy(cell: str) -> str:
    """A cell as a choice or a name: one line, single spaces."""
    return " ".join(cell.split())


def plan_questions(table: Table, settings: Sequence[Setting], place: Gazetteer) -> list[PlannedQuestion]:
    """Every question the file will have, in the order of its columns; those about the respondent and permission too.

    Raises `Refused` at a column's field for a column that is no longer in the file or has too many choices.
    """
    planned: list[PlannedQuestion] = []
    groups: dict[tuple[Use, str], PlannedQuestion] = {}
    columns: dict[str, PlannedQuestion] = {}
    keys = {key for one in settings if (key := _key_and_text(_title(one))[0])}
    for number, setting in enumerate(settings):
        if setting.use not in KINDS:
            continue
        stem = (setting.use, _title(setting))
        question = groups.get(stem) if setting.use in IN_GROUPS else None
        if question is None:
            question = groups[stem] = _new_question(setting, planned, keys)
            planned.append(question)
        _add_column(question, setting, number, table, place)
        columns[setting.name] = question
    for setting in settings:
        if setting.explains in columns and setting.use is Use.LONG_TEXT:
            columns[setting.name].stance = planned.index(columns[setting.explains])
    return planned


def place_of(table: Table, name: str, number: int) -> int:
    """Where the column `name` stands in the file. Raises `Refused` at the field of column `number` when it is gone."""
    if name not in table.columns:
        raise Refused(_("The column “%(name)s” is not in the file any more.", name=name[:60]), field=f"use-{number}")
    return table.columns.index(name)


def _title(setting: Setting) -> str:
    parts = split_name(setting.name) if setting.use in IN_GROUPS else None
    return parts[0] if parts else setting.name


def _key_and_text(name: str) -> tuple[str, str]:
    """ "Q8. How often?" → ("Q8", "How often?"); ("", name) for a name that begins with no number."""
    match = _KEY.match(name)
    return (match["key"], match["text"] or name) if match else ("", name)


def _new_question(setting: Setting, planned: Sequence[PlannedQuestion], keys: set[str]) -> PlannedQuestion:
    key, text = _key_and_text(_title(setting))
    taken = {one.key for one in planned}
    if not key or key in taken:
        key = next(
            f"Q{number}" for number in range(1, len(keys) + len(planned) + 2) if f"Q{number}" not in keys | taken
        )
    return PlannedQuestion(key=key, text=text, use=setting.use)


def _add_column(question: PlannedQuestion, setting: Setting, number: int, table: Table, place: Gazetteer) -> None:
    column = place_of(table, setting.name, number)
    cells = (row[column] for row in table.rows)
    question.readers.append((column, _reader(question, setting, number, cells, place)))


def _reader(question: PlannedQuestion, setting: Setting, number: int, cells: Iterable[str], place: Gazetteer) -> Read:
    use = setting.use
    if use in {Use.SINGLE, Use.WHO}:
        return _choosing(question, _counted((tidy(cell) for cell in cells), number), setting)
    if use is Use.SCALE:
        return _choosing(question, setting.options, setting)
    if use is Use.PERMISSION:
        return _permitting(question, setting)
    if use is Use.MULTI:
        return _choosing_several(question, setting, number, cells)
    if use is Use.GRID:
        return _on_a_grid(question, setting)
    if use is Use.TICK:
        return _ticking(question, setting)
    return _placing(place) if use is Use.AREA else _writing


def _counted(values: Iterable[str], number: int) -> list[str]:
    """The different values, commonest first. Raises `Refused` when they are too many for one question."""
    counts = Counter(value for value in values if value)
    if len(counts) > MOST_CHOICES:
        raise Refused(_("There are %(count)s different answers here; one question can have %(most)s. Choose short or "
                        "long text.", count=len(counts), most=MOST_CHOICES), field=f"use-{number}")  # fmt: skip
    return sorted(counts, key=lambda value: (-counts[value], value))


def _choosing(question: PlannedQuestion, options: Sequence[str], setting: Setting) -> Read:
    question.choices = [(option, setting.meanings.get(option, Part.PLAIN)) for option in options]
    marks = {option: (PlannedMark(choice=at),) for at, option in enumerate(options)}
    return lambda cell: marks.get(tidy(cell))


def _permitting(question: PlannedQuestion, setting: Setting) -> Read:
    """What is not known to be a permission is none."""
    words = (_("With my name"), _("Without my name"), _("For analysis only"))
    question.choices = list(zip(words, OURS, strict=True))
    return lambda cell: (PlannedMark(choice=OURS.index(setting.meanings.get(tidy(cell), Part.ANALYSIS_ONLY))),)


def _choosing_several(question: PlannedQuestion, setting: Setting, number: int, cells: Iterable[str]) -> Read:
    sign = SEPARATORS[setting.separator]
    options = _counted((tidy(part) for cell in cells for part in cell.split(sign)), number)
    question.choices = [(option, Part.PLAIN) for option in options]
    places = {option: at for at, option in enumerate(options)}

    def read(cell: str) -> tuple[PlannedMark, ...] | None:
        chosen = sorted({places[part] for part in map(tidy, cell.split(sign)) if part})
        return tuple(PlannedMark(choice=at) for at in chosen) or None

    return read


def _on_a_grid(question: PlannedQuestion, setting: Setting) -> Read:
    """The first column of a grid brings the options for all its rows."""
    parts = split_name(setting.name) or ("", setting.name)
    question.items.append(parts[1])
    if not question.choices:
        question.choices = [(option, Part.PLAIN) for option in setting.options]
    row = len(question.items) - 1
    marks = {option: (PlannedMark(choice=at, item=row),) for at, (option, _part) in enumerate(question.choices)}
    return lambda cell: marks.get(tidy(cell))


def _ticking(question: PlannedQuestion, setting: Setting) -> Read:
    """A box is ticked with a sign, or with the words of the choice again."""
    parts = split_name(setting.name) or ("", setting.name)
    question.choices.append((parts[1], Part.PLAIN))
    ticked = (PlannedMark(choice=len(question.choices) - 1),)
    its_words = parts[1].casefold()

    def read(cell: str) -> tuple[PlannedMark, ...] | None:
        if not is_ticked(cell):
            return ()
        return ticked if looks_like_a_tick(cell) or tidy(cell).casefold() == its_words else None

    return read


def _placing(place: Gazetteer) -> Read:
    """The postcode itself is not kept: only the area it lies in."""
    known: dict[str, tuple[PlannedMark, ...] | None] = {}

    def read(cell: str) -> tuple[PlannedMark, ...] | None:
        if cell not in known:
            area = place.find_area(cell[:80])
            known[cell] = None if area is None else (PlannedMark(area_id=area),)
        return known[cell]

    return read


def _writing(cell: str) -> tuple[PlannedMark, ...]:
    return (PlannedMark(text=cell.replace("\r\n", "\n").replace("\r", "\n").strip()),)
