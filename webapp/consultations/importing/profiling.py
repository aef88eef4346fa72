"""What each column of a file seems to be, in the words an officer is shown. Pure.

Builds on `tables.guessing`, which sees one column at a time, and adds what only a consultation knows: columns that are
one question together, the order of a scale, and who is answering.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from webapp.consultations.importing.asking import tidy
from webapp.consultations.importing.cells import looks_like_a_tick, order_of_scale, respondent_of
from webapp.consultations.importing.mapping import (
    IN_GROUPS,
    MOST_CHOICES,
    MOST_MEANINGS,
    MOST_STEPS,
    ONLY_ONE,
    SEPARATORS,
    Column,
    Setting,
    Use,
    split_name,
)
from webapp.consultations.importing.meaning import meanings_of
from webapp.consultations.models import Part
from webapp.tables.guessing import ColumnGuess, ColumnKind, guess_columns
from webapp.tables.table import Table

USES = {
    ColumnKind.ID: Use.REFERENCE,
    ColumnKind.SENT_AT: Use.SENT_AT,
    ColumnKind.SINGLE: Use.SINGLE,
    ColumnKind.MULTI: Use.MULTI,
    ColumnKind.SCALE: Use.SCALE,
    ColumnKind.NUMBER: Use.NUMBER,
    ColumnKind.SHORT_TEXT: Use.SHORT_TEXT,
    ColumnKind.LONG_TEXT: Use.LONG_TEXT,
    ColumnKind.AREA: Use.AREA,
    ColumnKind.PERMISSION: Use.PERMISSION,
    ColumnKind.IGNORE: Use.LEAVE_OUT,
}
_WHOLE = re.compile(r"-?\d{1,9}\Z", re.ASCII)
_REFERENCE = re.compile(r"(?i)\b(?:id|ref|reference|respondent|receipt)\b")
_PERHAPS_CODES = frozenset({Use.SHORT_TEXT, Use.NUMBER, Use.SINGLE})
_REASONS = re.compile(r"(?i)\b(?:why|reasons?|explain)\b")
_WHO = re.compile(r"(?i)answering|respond|on behalf|capacity|are you|who you are|type of respondent")


def look_at(table: Table) -> list[Column]:
    """One `Column` for each column of the table, in its order."""
    guesses = guess_columns(table)
    columns = [_column(guess, [row[at] for row in table.rows]) for at, guess in enumerate(guesses)]
    columns = [_about_who(_about_reference(column, guess)) for column, guess in zip(columns, guesses, strict=True)]
    return _one_of_each(_grouped(columns))


def suggest(columns: Sequence[Column]) -> list[Setting]:
    """The settings an officer starts from: what every column seems to be."""
    return [suggest_one(column, column.use, columns) for column in columns]


def suggest_one(column: Column, use: Use, columns: Sequence[Column]) -> Setting:
    """The setting of a column that is to be `use`, with all that such a column needs."""
    return Setting(
        name=column.name,
        use=use,
        separator=column.separator if use is Use.MULTI else "",
        options=_options(column, use, columns),
        meanings=meanings_of(column, use),
        explains=_explained(column, columns) if use is Use.LONG_TEXT else "",
    )


def _explained(column: Column, columns: Sequence[Column]) -> str:
    """The scale that a column such as "Why?" gives reasons for: the one right before it, or the only one there is."""
    if not _REASONS.search(column.name):
        return ""
    place = next((at for at, one in enumerate(columns) if one.name == column.name), 0)
    if place and columns[place - 1].use is Use.SCALE:
        return columns[place - 1].name
    scales = [one.name for one in columns if one.use is Use.SCALE]
    return scales[0] if len(scales) == 1 else ""


def _options(column: Column, use: Use, columns: Sequence[Column]) -> tuple[str, ...]:
    if use is Use.SCALE:
        return column.options
    return ordered(_shared_values(column, columns)) if use is Use.GRID else ()


def _shared_values(column: Column, columns: Sequence[Column]) -> list[str]:
    """Every value of all the rows of the grid to which this column belongs."""
    stem = (split_name(column.name) or ("",))[0]
    rows = [one for one in columns if (split_name(one.name) or ("", ""))[0] == stem]
    return list(dict.fromkeys(value for one in rows for value in one.value_names))


def ordered(values: Sequence[str]) -> tuple[str, ...]:
    """Values in the order of their scale where they have one, numbers by size, the rest as they came."""
    if all(_WHOLE.match(value) for value in values):
        return tuple(sorted(values, key=int))
    return order_of_scale(values) or tuple(values)


def _column(guess: ColumnGuess, cells: Sequence[str]) -> Column:
    filled = [cell for cell in cells if cell.strip()]
    values = _values(filled)
    names = [value for value, _count in values or ()]
    return Column(
        name=guess.name,
        use=USES[guess.kind],
        why=guess.reason,
        filled=len(filled),
        longest=max(map(len, filled), default=0),
        examples=guess.examples,
        values=values,
        separator=_separator(filled),
        options=ordered(names) if names else (),
    )


def _values(cells: Iterable[str]) -> tuple[tuple[str, int], ...] | None:
    counts: Counter[str] = Counter()
    for cell in cells:
        counts[tidy(cell)] += 1
        if len(counts) > MOST_CHOICES:
            return None
    return tuple(counts.items())


def _separator(cells: Sequence[str]) -> str:
    """The sign that stands in most cells; a comma only when no other sign does, for commas are in choices too."""
    sample = cells[:2000]
    counts = {name: sum(sign in cell.strip() for cell in sample) for name, sign in SEPARATORS.items()}
    comma = counts.pop("comma")
    name, most = max(counts.items(), key=lambda pair: pair[1])
    if most:
        return name
    return "comma" if comma else ""


def _about_reference(column: Column, guess: ColumnGuess) -> Column:
    """A reference number still is one when a few rows came twice."""
    nearly_all = guess.filled >= 10 and guess.distinct >= 0.9 * guess.filled
    if not nearly_all or column.longest > 40 or not _REFERENCE.search(column.name) or column.use not in _PERHAPS_CODES:
        return column
    return replace(column, use=Use.REFERENCE, why="Nearly every row has a short code of its own.")


def _about_who(column: Column) -> Column:
    tells = any(respondent_of(value) is Part.ORGANISATION for value in column.value_names)
    if column.use is not Use.SINGLE or not tells or not _WHO.search(column.name):
        return column
    if len(column.value_names) > MOST_MEANINGS:
        return column
    return replace(column, use=Use.WHO, why=f"It tells people from organisations. {column.why}")


def _grouped(columns: list[Column]) -> list[Column]:
    """Columns named "Q8 [Buses]", "Q8 [Trams]" whose cells are alike become one grid or one list of tick boxes."""
    by_stem: dict[str, list[int]] = defaultdict(list)
    for at, column in enumerate(columns):
        if parts := split_name(column.name):
            by_stem[parts[0]].append(at)
    for stem, places in by_stem.items():
        use = _use_together([columns[at] for at in places])
        if use is not None:
            why = f"It is one of {len(places)} columns that begin with “{stem}”."
            for at in places:
                columns[at] = replace(columns[at], use=use, why=why)
    return columns


def _use_together(columns: Sequence[Column]) -> Use | None:
    filled = [column for column in columns if column.filled]
    if len(columns) < 2 or not filled or any(column.values is None for column in columns):
        return None
    if all(_holds_ticks(column) for column in filled):
        return Use.TICK
    values = {value for column in columns for value in column.value_names}
    alike = all(column.use in {Use.SCALE, Use.SINGLE, Use.LEAVE_OUT} for column in columns)
    return Use.GRID if alike and 2 <= len(values) <= MOST_STEPS else None


def _holds_ticks(column: Column) -> bool:
    """Whether its cells are boxes, or repeat the column's own choice."""
    own = (split_name(column.name) or ("", ""))[1].casefold()
    return all(looks_like_a_tick(value) or value.casefold() == own for value in column.value_names)


def _one_of_each(columns: list[Column]) -> list[Column]:
    """At most one column tells the permission, and one who is answering: the first that seems to."""
    seen: set[Use] = set()
    for at, column in enumerate(columns):
        if column.use in ONLY_ONE and column.use in seen:
            columns[at] = replace(
                column, use=Use.SINGLE, why=f"{column.why} Another column was taken for that already."
            )
        seen.add(column.use)
    return columns


def group_size(columns: Sequence[Column], settings: Sequence[Setting], at: int) -> int:
    """How many columns make one question together with the one at `at`; 1 when it stands alone."""
    setting = settings[at]
    if setting.use not in IN_GROUPS:
        return 1
    stem = (split_name(columns[at].name) or ("",))[0]
    alike = [one for one in settings if one.use is setting.use and (split_name(one.name) or ("", ""))[0] == stem]
    return len(alike)
