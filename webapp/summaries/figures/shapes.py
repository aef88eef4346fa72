"""What a summary is made of: figures whose every count knows who stands behind it, and the words around them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from webapp.documents.report import Bar, Cell, Chart, ChartKind, Figure, FigureKind, Quote, Row
from webapp.i18n import _
from webapp.summaries.traces import Trace
from webapp.tally.figures import LEAST_BASE, percent, share_text

HIDDEN = "*"  # stands for a number too small to be shown


@dataclass(frozen=True)
class Traced:
    """A figure, and for each of its cells the trace of the people it counts; None where a cell counts nobody."""

    figure: Figure
    traces: tuple[tuple[Trace | None, ...], ...]


@dataclass(frozen=True)
class Small:
    """A view that few people raised, with words of one of them where those may be published."""

    label: str
    people: int
    trace: Trace
    quote: Quote | None = None


@dataclass(frozen=True)
class OwnWords:
    """What people wrote beside "something else": those words that may be published, of `people` who wrote any."""

    label: str
    people: int
    trace: Trace
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One question, or one look at who answered. `unthemed`: its words wait for themes.

    `leanings`: who raised what more than others did, a sentence each. `trust`: how far its themes can be relied on.
    """

    key: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    figures: tuple[Traced, ...] = ()
    quotes: tuple[Quote, ...] = ()
    own_words: tuple[OwnWords, ...] = ()
    small: tuple[Small, ...] = ()
    leanings: tuple[str, ...] = ()
    trust: tuple[str, ...] = ()
    unthemed: int | None = None  # the question's id
    asked: bool = False  # whether this is a question of the sheet


@dataclass(frozen=True)
class Summary:
    """Everything a summary says. `plain`: the page in front, sentences made of the figures and of nothing else."""

    received: int
    counted: int
    plain: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    who: tuple[Part, ...]
    questions: tuple[Part, ...]
    method: tuple[tuple[str, str], ...]

    @property
    def figures(self) -> tuple[Traced, ...]:
        return tuple(traced for part in (*self.who, *self.questions) for traced in part.figures)


@dataclass(frozen=True)
class Line:
    """One line to be: its label and its people, with the trace of each count."""

    label: str
    counts: tuple[int, ...]
    traces: tuple[Trace | None, ...]
    indent: int = 0
    drawn: bool = True  # a bar of the chart; totals that repeat other lines are not


@dataclass(frozen=True)
class Base:
    """Of how many the shares are, and the sentence that says so."""

    people: int
    note: str
    notes: tuple[str, ...] = field(default=())

    @property
    def shares(self) -> bool:
        """Whether there are enough to speak in percentages."""
        return self.people >= LEAST_BASE


def line(label: str, people: int, trace: Trace, *, indent: int = 0, drawn: bool = True) -> Line:
    """A line with one count."""
    return Line(label, (people,), (trace,), indent, drawn)


def answered(question_people: int, counted: int) -> Base:
    """The base of a question: "556 of 640 people answered this question." """
    note = _("%(base)s of %(all)s people answered this question.", base=f"{question_people:,}", all=f"{counted:,}")
    return Base(question_people, note)


def count_cell(people: int) -> Cell:
    return Cell(people, f"{people:,}")


def share_cell(people: int, base: int) -> Cell:
    """The share in words; its value is the percentage to one decimal, None where the base is too small for one."""
    words = percent(people, base)
    if words is None:
        return Cell(None, "–")
    return Cell(round(100 * people / base, 1), words)


def simple_figure(
    key: str,
    title: str,
    kind: FigureKind,
    base: Base,
    lines: Sequence[Line],
    *,
    chart: Chart | None,
    row_title: str = "",
) -> Traced:
    """A figure of one count a line, with its share where the base allows one."""
    columns = (_("People"), _("Share")) if base.shares else (_("People"),)
    notes = base.notes if base.shares else (*base.notes, few_people())
    rows = tuple(Row(one.label, _simple_cells(one, base), one.indent) for one in lines)
    figure = Figure(key=key, title=title, kind=kind, base=base.people, base_note=base.note, columns=columns, rows=rows,
                    notes=notes, chart=chart, row_title=row_title or _("Answer"))  # fmt: skip
    return Traced(figure, tuple((one.traces[0], None)[: len(columns)] for one in lines))


def _simple_cells(one: Line, base: Base) -> tuple[Cell, ...]:
    people = count_cell(one.counts[0])
    return (people, share_cell(one.counts[0], base.people)) if base.shares else (people,)


def few_people() -> str:
    return _("Fewer than %(least)s people are counted here, so there are no percentages.", least=LEAST_BASE)


def bars(title: str, base: int, lines: Iterable[Line]) -> Chart | None:
    """A bar for each drawn line. None where there is nobody to draw."""
    drawn = [one for one in lines if one.drawn]
    if not any(one.counts[0] for one in drawn):
        return None
    made = tuple(Bar(one.label, (float(one.counts[0]),), share_text(one.counts[0], base)) for one in drawn)
    largest = max(drawn, key=lambda one: one.counts[0])
    told = _("Most often: %(label)s, %(share)s.", label=largest.label, share=share_text(largest.counts[0], base))
    return Chart(kind=ChartKind.BARS, title=title, description=told, bars=made)
