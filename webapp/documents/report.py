"""What every renderer is given: figures and words, already counted, rounded, suppressed, permitted and translated.

Nothing here knows how a document looks. Tuples throughout, so that a report can be hashed, compared and kept.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

Value = str | int | float | None


class FigureKind(StrEnum):
    CHOICES = "choices"
    SCALE = "scale"
    RANKING = "ranking"
    MATRIX = "matrix"
    THEMES = "themes"
    AREAS = "areas"
    COUNTS = "counts"


class ChartKind(StrEnum):
    BARS = "bars"
    STACKED = "stacked"


@dataclass(frozen=True)
class Cell:
    """One number of a table. `value` is None when it is suppressed or was not given; `text` is what people see."""

    value: int | float | None
    text: str


@dataclass(frozen=True)
class Row:
    """One line of a figure's table: as many cells as the figure has columns. `indent` 1 is a part of the row above."""

    label: str
    cells: tuple[Cell, ...]
    indent: int = 0


@dataclass(frozen=True)
class Bar:
    """One bar of a chart. `values`: one number, or one for each part of a stacked bar (None draws nothing).

    `text` stands at the end of the bar, such as "312 (52%)"; for a stacked bar after its label, such as "Base 588".
    `part_texts`: what to write inside each part of a stacked bar where there is room ("41%"); empty for nothing.
    `span`: from where to where the value may lie, drawn as a line over the bar.
    """

    label: str
    values: tuple[float | None, ...]
    text: str
    part_texts: tuple[str, ...] = ()
    span: tuple[float, float] | None = None


@dataclass(frozen=True)
class Chart:
    """What to draw. `parts` name the pieces of stacked bars, from one end of the scale to the other.

    `description` is read to people who cannot see the picture: say what it shows, not how it looks.
    `maximum` is the value of a full-width bar; None takes the largest value (stacked bars always fill the width).
    `mark`: a value that matters (a quota), drawn as a line across each bar, with `mark_text` beneath.
    """

    kind: ChartKind
    title: str
    description: str
    bars: tuple[Bar, ...]
    parts: tuple[str, ...] = ()
    maximum: float | None = None
    mark: float | None = None
    mark_text: str = ""


@dataclass(frozen=True)
class Figure:
    """One question's, or one count's, table. `columns` name the cells of every row; `row_title` the first column.

    `base` is how many people or comments the shares are of; `base_note` says so in words. `chart` None: table only.
    """

    key: str
    title: str
    kind: FigureKind
    base: int
    base_note: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    chart: Chart | None = None
    row_title: str = "Answer"


@dataclass(frozen=True)
class Quote:
    """A person's own words, permitted and redacted, and how they may be named ("A resident of Hob Hill")."""

    text: str
    attribution: str


@dataclass(frozen=True)
class Section:
    """A part of a report. `level` 1 stands under the title, 2 under a section of level 1, and so on to 4."""

    heading: str
    level: int = 1
    paragraphs: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True)
class Labels:
    """The few words renderers add themselves, so that a report can be in any language. `%s` stands for a number."""

    summary: str = "Summary"
    facts: str = "At a glance"
    method: str = "How this was made"
    quotes: str = "In people's own words"
    base: str = "Base"
    figures: str = "Figures"
    responses: str = "Responses"
    codebook: str = "Codebook"
    figure: str = "Figure %s"
    page: str = "Page %s of %s"
    contents: str = "What is in this report"
    unshown: str = "Words in square brackets name letters that this file cannot show. The other files have them."
    shortened: str = "(shortened: the CSV file has the whole text)"
    made: str = "Made on %s"
    version: str = "Version %s"
    column: str = "Column"
    question: str = "Question"
    kind: str = "Kind"
    code: str = "Value in the file"
    meaning: str = "What it means"
    note: str = "Note"


@dataclass(frozen=True)
class Report:
    """A whole document. `language` is a BCP 47 tag such as "en-GB". `made_at` (with its zone) is the only clock used.

    `summary`: the plain page in front, a paragraph each, a bullet where it begins with "• ". `facts` and `method`:
    (label, value). `listed`: whether it begins with what is in it. `made_text` is `made_at` as people write it; empty
    falls back to the ISO day.
    """

    title: str
    subtitle: str
    authority: str
    language: str
    made_at: datetime
    version: str
    summary: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    method: tuple[tuple[str, str], ...]
    made_text: str = ""
    listed: bool = True
    labels: Labels = field(default_factory=Labels)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures in the order of the document."""
        return tuple(figure for section in self.sections for figure in section.figures)

    @property
    def made_on(self) -> str:
        """The day it was made, for people."""
        return self.made_text or self.made_at.date().isoformat()


@dataclass(frozen=True)
class Column:
    """One column of the file of responses. `values`: (what stands in the file, what it means), empty for free text."""

    name: str
    title: str
    kind: str
    values: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Dataset:
    """The responses, a row each. `rows` starts afresh at every call and yields rows as wide as `columns`, in a fixed
    order; it may read a database piece by piece, nothing here keeps more than one row."""

    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[Sequence[Value]]]
