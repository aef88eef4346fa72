"""What the columns of a file seem to be, and what an officer made of them. Pure.

A `Column` is what was seen when the file was read; a `Setting` is the officer's word on it, one for each column.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from webapp.consultations.models import Part
from webapp.i18n import _, _l

MOST_CHOICES = 60  # options of one question; above that it is a text, not a choice
MOST_STEPS = 15  # steps of a scale or of a grid
MOST_MEANINGS = 30  # different values whose meaning an officer can be asked one by one
LONGEST_REFERENCE = 80  # letters, as `Response.reference` holds them


class Use(StrEnum):
    """What becomes of a column."""

    LEAVE_OUT = "leave-out"
    REFERENCE = "reference"
    SENT_AT = "sent-at"
    WHO = "who"
    SINGLE = "single"
    MULTI = "multi"
    SCALE = "scale"
    GRID = "grid"
    TICK = "tick"
    NUMBER = "number"
    AREA = "area"
    SHORT_TEXT = "short-text"
    LONG_TEXT = "long-text"
    PERMISSION = "permission"


USE_WORDS = {
    Use.LEAVE_OUT: _l("Leave out"),
    Use.REFERENCE: _l("Reference number"),
    Use.SENT_AT: _l("Sent at (date or date and time)"),
    Use.WHO: _l("Who is answering"),
    Use.SINGLE: _l("One choice"),
    Use.MULTI: _l("Several choices in one cell"),
    Use.SCALE: _l("Agreement scale"),
    Use.GRID: _l("Row of a grid, such as “Q8 [Buses]”"),
    Use.TICK: _l("Tick box of a list, such as “Q5 [Cost]”"),
    Use.NUMBER: _l("Number (kept as short text)"),
    Use.AREA: _l("Area or postcode"),
    Use.SHORT_TEXT: _l("Short text"),
    Use.LONG_TEXT: _l("Long text, to find themes in"),
    Use.PERMISSION: _l("Permission to publish"),
}
ONLY_ONE = (Use.REFERENCE, Use.SENT_AT, Use.WHO, Use.PERMISSION)
ABOUT_THE_ROW = (Use.LEAVE_OUT, Use.REFERENCE, Use.SENT_AT, Use.WHO, Use.PERMISSION)  # none of these is a question
IN_GROUPS = (Use.GRID, Use.TICK)  # several columns are one question
WITH_OPTIONS = (Use.SCALE, Use.GRID)  # the officer sets the order of the options
WITH_MEANINGS = (Use.WHO, Use.PERMISSION)  # the officer says what each value means

SEPARATORS = {"semicolon": ";", "comma": ",", "bar": "|", "line": "\n"}
SEPARATOR_WORDS = {
    "semicolon": _l("Semicolon ;"),
    "comma": _l("Comma ,"),
    "bar": _l("Upright bar |"),
    "line": _l("New line"),
}
PERMISSIONS = {
    Part.PUBLISH_NAMED: _l("With name"),
    Part.PUBLISH_UNNAMED: _l("Without name"),
    Part.ANALYSIS_ONLY: _l("Analysis only"),
}
RESPONDENTS = {Part.PLAIN: _l("A person"), Part.ORGANISATION: _l("An organisation or group")}

_BRACKETED = re.compile(r"(?P<stem>.*\S)\s*\[(?P<row>[^\[\]]+)\]$", re.DOTALL)
_DASHED = re.compile(r"(?P<stem>.*?\S)\s+[-–—]\s+(?P<row>.*\S)$", re.DOTALL)


@dataclass(frozen=True)
class Column:
    """What was seen. `values`: every different value and how often, in order of appearance; None when there are more
    than `MOST_CHOICES`. `options`: the values in the order of a scale. `longest`: letters of the longest cell."""

    name: str
    use: Use
    why: str
    filled: int
    longest: int
    examples: tuple[str, ...] = ()
    values: tuple[tuple[str, int], ...] | None = None
    separator: str = ""
    options: tuple[str, ...] = ()

    @property
    def value_names(self) -> tuple[str, ...]:
        return tuple(value for value, _count in self.values or ())


@dataclass(frozen=True)
class Setting:
    """What an officer made of the column `name`. `meanings`: what each value of WHO or PERMISSION stands for.

    `explains`: the name of the scale whose answer a long text gives reasons for, so that its stance is known.
    """

    name: str
    use: Use
    separator: str = ""
    options: tuple[str, ...] = ()
    meanings: Mapping[str, Part] = field(default_factory=dict)
    explains: str = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something an officer has to put right: which column (from 0), which control of its card, and a sentence."""

    column: int
    control: str
    message: str


def split_name(name: str) -> tuple[str, str] | None:
    """ "Q8 [Buses]" or "Q8 - Buses" → ("Q8", "Buses"): the question and its row. None for a name of one part."""
    found = _BRACKETED.match(name) or _DASHED.match(name)
    return (found["stem"].strip(), found["row"].strip()) if found else None


def leads_group(settings: Sequence[Setting], place: int) -> bool:
    """Whether this column is the first of its grid, whose card holds the options for all of it."""
    mine = settings[place]
    stem = _stem(mine.name)
    before = settings[:place]
    return mine.use is Use.GRID and not any(one.use is Use.GRID and _stem(one.name) == stem for one in before)


def _stem(name: str) -> str:
    parts = split_name(name)
    return parts[0] if parts else name


def find_wrong(columns: Sequence[Column], settings: Sequence[Setting]) -> list[Wrong]:
    """Everything that keeps these settings from being used, in the order of the columns."""
    found = [] if any(one.use not in ABOUT_THE_ROW for one in settings) else [
        Wrong(0, "use", _("Choose at least one column that is a question."))
    ]  # fmt: skip
    for place, (column, setting) in enumerate(zip(columns, settings, strict=True)):
        problem = _used_twice(settings, place) or _does_not_fit(column, setting) or _lacks(settings, place)
        if problem:
            found.append(Wrong(place, *problem))
    return found


def _used_twice(settings: Sequence[Setting], place: int) -> tuple[str, str] | None:
    use = settings[place].use
    first = next((one.name for one in settings[:place] if one.use is use), None)
    if use not in ONLY_ONE or first is None:
        return None
    return "use", _(
        "Only one column can be “%(use)s”, and “%(first)s” is already.", use=USE_WORDS[use], first=first[:60]
    )


def _does_not_fit(column: Column, setting: Setting) -> tuple[str, str] | None:
    use, most = setting.use, MOST_MEANINGS if setting.use in WITH_MEANINGS else MOST_CHOICES
    if use in IN_GROUPS and split_name(column.name) is None:
        return "use", _("“%(name)s” is not named like “Q8 [Buses]”, so we cannot tell which list it belongs to.",
                        name=column.name[:60])  # fmt: skip
    if use is Use.REFERENCE and column.longest > LONGEST_REFERENCE:
        return "use", _("“%(name)s” has values of more than %(most)s letters, too long for a reference number.",
                        name=column.name[:60], most=LONGEST_REFERENCE)  # fmt: skip
    if use in {Use.SINGLE, Use.SCALE, Use.GRID, *WITH_MEANINGS} and (
        column.values is None or len(column.values) > most
    ):
        return "use", _("“%(name)s” has more than %(most)s different answers. Choose short or long text.",
                        name=column.name[:60], most=most)  # fmt: skip
    return None


def _lacks(settings: Sequence[Setting], place: int) -> tuple[str, str] | None:
    setting = settings[place]
    if setting.use is Use.MULTI and setting.separator not in SEPARATORS:
        return "separator", _("Choose the sign that stands between the choices in one cell.")
    if setting.use is not Use.SCALE and not leads_group(settings, place):
        return None
    return _why_not_options(setting.options)


def _why_not_options(options: Sequence[str]) -> tuple[str, str] | None:
    if not 2 <= len(options) <= MOST_STEPS:
        return "options", _("Write between 2 and %(most)s options, one on each line.", most=MOST_STEPS)
    twice = next((one for one in options if options.count(one) > 1), None)
    return ("options", _("“%(option)s” is there more than once.", option=twice[:60])) if twice else None


def columns_to_json(columns: Sequence[Column]) -> dict[str, Any]:
    return {"columns": [asdict(column) for column in columns]}


def columns_from_json(stored: Mapping[str, Any]) -> list[Column]:
    return [_column(row) for row in stored["columns"]]


def _column(row: Mapping[str, Any]) -> Column:
    values = row["values"]
    return Column(**{
        **row, "use": Use(row["use"]), "examples": tuple(row["examples"]), "options": tuple(row["options"]),
        "values": None if values is None else tuple((value, count) for value, count in values),
    })  # fmt: skip


def settings_to_json(settings: Sequence[Setting]) -> dict[str, Any]:
    return {"columns": [asdict(setting) for setting in settings]}


def settings_from_json(stored: Mapping[str, Any]) -> list[Setting]:
    return [
        Setting(name=row["name"], use=Use(row["use"]), separator=row["separator"], options=tuple(row["options"]),
                meanings={value: Part(part) for value, part in row["meanings"].items()}, explains=row["explains"])
        for row in stored["columns"]
    ]  # fmt: skip
