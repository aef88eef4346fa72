"""Figures of closed questions: one choice, several, a scale, an order, rows and columns, permission."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from webapp.consultations.models import Kind, Part
from webapp.consultations.sheet import SheetChoice, SheetItem, SheetQuestion
from webapp.documents.report import Bar, Cell, Chart, ChartKind, Figure, FigureKind, Row
from webapp.i18n import _
from webapp.summaries.figures.poles import Poles, find_poles
from webapp.summaries.figures.shapes import (
    Base,
    Line,
    Traced,
    answered,
    bars,
    count_cell,
    few_people,
    line,
    simple_figure,
)
from webapp.summaries.queries.tallies import Mark, Tallies
from webapp.summaries.traces import Trace
from webapp.tally.figures import share_text, whole_percent


def closed_figure(question: SheetQuestion, tallies: Tallies) -> Traced:
    """The figure of a closed question that is not about places."""
    base = answered(tallies.bases.get(question.id, 0), tallies.arrivals.counted)
    return _MAKERS[question.kind](question, tallies.marks.get(question.id, ()), base)


def by_choice(marks: Sequence[Mark]) -> dict[int | None, int]:
    """People by choice. Every mark of a question of single choices is a choice of its own."""
    return {mark.choice: mark.people for mark in marks}


def _choice_lines(question: SheetQuestion, marks: Sequence[Mark]) -> list[Line]:
    people = by_choice(marks)
    return [
        line(choice.text, people.get(choice.id, 0), Trace(question=question.id, choices=(choice.id,)))
        for choice in question.choices
    ]


def _merged(marks: Sequence[Mark]) -> list[Mark]:
    """Marks without the question of who wrote words beside them."""
    return [mark for mark in marks if mark.choice is not None]


def _single(question: SheetQuestion, marks: Sequence[Mark], base: Base) -> Traced:
    lines = _choice_lines(question, _merged(marks))
    chart = bars(question.text, base.people, lines)
    return simple_figure(question.key, question.text, FigureKind.CHOICES, base, lines, chart=chart)


def _multi(question: SheetQuestion, marks: Sequence[Mark], base: Base) -> Traced:
    """The choices that most people made first; "something else" and "none of these" last."""
    plain = {choice.text for choice in question.choices if choice.part is Part.PLAIN}
    lines = sorted(_choice_lines(question, _merged(marks)), key=lambda one: (one.label not in plain, -one.counts[0]))
    several = _("People could choose more than one answer, so the shares add up to more than 100%.")
    base = replace(base, notes=(several,) if base.shares else (_("People could choose more than one answer."),))
    chart = bars(question.text, base.people, lines)
    return simple_figure(question.key, question.text, FigureKind.CHOICES, base, lines, chart=chart)


def _scale(question: SheetQuestion, marks: Sequence[Mark], base: Base) -> Traced:
    """In the order of the scale, then its two ends added up where the words show them."""
    lines = _choice_lines(question, _merged(marks))
    ends = _ends(question, lines)
    chart = _stack(question, [(question.text, "", lines)]) if base.people else None
    notes = (net_words(question, marks, base.people),) if base.shares and ends else ()
    base = replace(base, notes=notes)
    return simple_figure(question.key, question.text, FigureKind.SCALE, base, lines + ends, chart=chart)


def poles_of(question: SheetQuestion) -> Poles | None:
    return find_poles([choice.text for choice in question.choices])


def _ends(question: SheetQuestion, lines: Sequence[Line]) -> list[Line]:
    poles = poles_of(question)
    if poles is None:
        return []
    return [_end(question, lines, end) for end in (poles.positive, poles.negative) if len(end) > 1]


def _end(question: SheetQuestion, lines: Sequence[Line], places: Sequence[int]) -> Line:
    choices = tuple(question.choices[place].id for place in places)
    label = _("All together: %(labels)s", labels=_joined([lines[place].label for place in places]))
    people = sum(lines[place].counts[0] for place in places)
    return line(label, people, Trace(question=question.id, choices=choices), drawn=False)


def _joined(labels: Sequence[str]) -> str:
    return " + ".join(labels)


def net_words(question: SheetQuestion, marks: Sequence[Mark], base: int) -> str:
    """Which end is larger and by how many people. "" where the scale's words do not show its ends."""
    poles = poles_of(question)
    if poles is None or not base:
        return ""
    people = by_choice(_merged(marks))
    ends = [[question.choices[place] for place in end] for end in (poles.positive, poles.negative)]
    counts = [sum(people.get(choice.id, 0) for choice in end) for end in ends]
    said = [
        _("%(end)s: %(share)s.", end=_joined([choice.text for choice in end]), share=share_text(count, base))
        for end, count in zip(ends, counts, strict=True)
    ]
    return " ".join([*said, _difference(counts[0] - counts[1])])


def _difference(more: int) -> str:
    if more == 0:
        return _("Both ends are the same size.")
    if more > 0:
        return _("That is %(more)s more people for than against.", more=f"{more:,}")
    return _("That is %(more)s more people against than for.", more=f"{-more:,}")


def _stack(question: SheetQuestion, rows: Sequence[tuple[str, str, Sequence[Line]]]) -> Chart:
    """A stacked bar for each (label, text, lines)."""
    made = []
    for label, text, lines in rows:
        total = sum(one.counts[0] for one in lines)
        shares = tuple(_bar_share(one.counts[0], total) for one in lines)
        made.append(Bar(label, tuple(float(one.counts[0]) for one in lines), text, shares))
    parts = tuple(choice.text for choice in question.choices)
    return Chart(ChartKind.STACKED, question.text, _told(rows), tuple(made), parts)


def _bar_share(people: int, total: int) -> str:
    share = whole_percent(people, total) if people else ""
    return str(people) if share is None else share


def _told(rows: Sequence[tuple[str, str, Sequence[Line]]]) -> str:
    sentences = []
    for label, _text, lines in rows:
        largest = max(lines, key=lambda one: one.counts[0])
        sentences.append(_("%(row)s: most chose “%(label)s” (%(people)s).", row=label, label=largest.label,
                           people=f"{largest.counts[0]:,}"))  # fmt: skip
    return " ".join(sentences)


def _ranking(question: SheetQuestion, marks: Sequence[Mark], base: Base) -> Traced:
    """How often each came first, second and so on; the highest score first."""
    places = min(question.rank_top or len(question.choices), len(question.choices))
    table = sorted((_ranked(question, choice, marks, places) for choice in question.choices), key=_score, reverse=True)
    table = [replace(one, counts=(*one.counts, _score(one)), traces=(*one.traces, None)) for one in table]
    columns = (*(ordinal(place) for place in range(1, places + 1)), _("Anywhere"), _("Score"))
    rows = tuple(Row(one.label, tuple(count_cell(count) for count in one.counts)) for one in table)
    figure = Figure(
        key=question.key, title=question.text, kind=FigureKind.RANKING, base=base.people, base_note=base.note,
        columns=columns, rows=rows, notes=(score_words(places),), chart=_score_chart(question, table),
        row_title=_("Answer"),
    )  # fmt: skip
    return Traced(figure, tuple(one.traces for one in table))


def _ranked(question: SheetQuestion, choice: SheetChoice, marks: Sequence[Mark], places: int) -> Line:
    found = {mark.position: mark.people for mark in marks if mark.choice == choice.id}
    counts = tuple(found.get(place, 0) for place in range(1, places + 1))
    traces = tuple(Trace(question=question.id, choices=(choice.id,), position=place) for place in range(1, places + 1))
    return Line(choice.text, (*counts, sum(counts)), (*traces, Trace(question=question.id, choices=(choice.id,))))


def _score(ranked: Line) -> int:
    """Points: as many as there are places for the first, one fewer for the second, … (a Borda count)."""
    counts = ranked.counts[:-1]
    return sum((len(counts) - place) * people for place, people in enumerate(counts))


def score_words(places: int) -> str:
    """How the score is made, in words."""
    worth = ", ".join(
        _("%(points)s for coming %(place)s", points=places - place + 1, place=ordinal(place))
        for place in range(1, places + 1)
    )
    return _("The score gives points: %(worth)s. It shows what matters most overall; it is not a vote.", worth=worth)


def ordinal(place: int) -> str:
    """ "1st", "2nd", …"""
    if 10 <= place % 100 <= 20:
        return _("%(place)sth", place=place)
    return {1: _("%(place)sst", place=place), 2: _("%(place)snd", place=place), 3: _("%(place)srd", place=place)}.get(
        place % 10, _("%(place)sth", place=place)
    )


def _score_chart(question: SheetQuestion, table: Sequence[Line]) -> Chart | None:
    if not table or not table[0].counts[-1]:
        return None
    made = tuple(
        Bar(one.label, (float(one.counts[-1]),), _("%(score)s points", score=f"{one.counts[-1]:,}")) for one in table
    )
    told = _("Highest score: %(label)s.", label=table[0].label)
    return Chart(ChartKind.BARS, question.text, told, made)


def _matrix(question: SheetQuestion, marks: Sequence[Mark], base: Base) -> Traced:
    people = {(mark.item, mark.choice): mark.people for mark in marks}
    table = [_matrix_line(question, item, people) for item in question.items]
    columns = (*(choice.text for choice in question.choices), _("Answered"))
    drawn = [(one.label, _("%(count)s answered", count=f"{one.counts[-1]:,}"), _parts(question, one)) for one in table]
    notes = (_("The shares in the picture are of those who answered each line."),)
    notes = notes if base.shares else (few_people(),)
    figure = Figure(
        key=question.key, title=question.text, kind=FigureKind.MATRIX, base=base.people, base_note=base.note,
        columns=columns, rows=tuple(Row(one.label, _counts(one)) for one in table), notes=notes,
        chart=_stack(question, drawn) if base.people else None, row_title=_("Line"),
    )  # fmt: skip
    return Traced(figure, tuple(one.traces for one in table))


def _matrix_line(question: SheetQuestion, item: SheetItem, people: dict[tuple[int | None, int | None], int]) -> Line:
    counts = tuple(people.get((item.id, choice.id), 0) for choice in question.choices)
    traces = tuple(Trace(question=question.id, item=item.id, choices=(choice.id,)) for choice in question.choices)
    return Line(item.text, (*counts, sum(counts)), (*traces, Trace(question=question.id, item=item.id)))


def _parts(question: SheetQuestion, row: Line) -> list[Line]:
    return [
        Line(choice.text, (count,), (None,)) for choice, count in zip(question.choices, row.counts[:-1], strict=True)
    ]


def _counts(row: Line) -> tuple[Cell, ...]:
    return tuple(count_cell(count) for count in row.counts)


_MAKERS: dict[Kind, Callable[[SheetQuestion, Sequence[Mark], Base], Traced]] = {
    Kind.SINGLE: _single,
    Kind.PERMISSION: _single,
    Kind.MULTI: _multi,
    Kind.SCALE: _scale,
    Kind.RANKING: _ranking,
    Kind.MATRIX: _matrix,
}
