"""Figures of who answered: how many came and count, by channel, by day, by place."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from webapp.consultations.models import Channel, Kind
from webapp.consultations.sheet import Sheet, SheetQuestion
from webapp.documents.report import Cell, Figure, FigureKind, Row
from webapp.i18n import _, _l
from webapp.summaries.dates import day_words
from webapp.summaries.figures.closed import by_choice
from webapp.summaries.figures.shapes import (
    HIDDEN,
    Base,
    Line,
    Traced,
    answered,
    bars,
    count_cell,
    line,
    simple_figure,
)
from webapp.summaries.queries.tallies import Arrivals, Place, Tallies
from webapp.summaries.traces import State, Trace
from webapp.tally.disclosure import protect

CHANNEL_WORDS = {
    Channel.ONLINE: _l("Online"),
    Channel.PAPER: _l("On paper"),
    Channel.KIOSK: _l("At a kiosk"),
    Channel.ASSISTED: _l("With somebody's help"),
    Channel.IMPORTED: _l("Brought in from another tool"),
}


def arrivals_figure(arrivals: Arrivals) -> Traced:
    """Received = counted + set aside with a reason. What was taken back or never sent stands below, apart."""
    states = arrivals.states
    received = Trace(states=(State.COUNTED, State.EXCLUDED))
    lines = [
        line(_("Received"), arrivals.received, received, drawn=False),
        line(_("Counted in this summary"), arrivals.counted, Trace(), indent=1),
        line(_("Set aside, with a reason"), states.get(State.EXCLUDED, 0), Trace(states=(State.EXCLUDED,)), indent=1),
        line(_("Of those counted, came late and were accepted"), arrivals.late, Trace(late=True), indent=1),
        line(_("Taken back by whoever sent it"), states.get(State.TAKEN_BACK, 0), Trace(states=(State.TAKEN_BACK,))),
        line(_("Begun and not sent"), states.get(State.NOT_SENT, 0), Trace(states=(State.NOT_SENT,))),
    ]
    figure = Figure(
        key="received", title=_("What we received"), kind=FigureKind.COUNTS, base=arrivals.received,
        base_note=_("Received are all answers that were sent and not taken back."), columns=(_("Answers"),),
        rows=tuple(Row(one.label, (count_cell(one.counts[0]),), one.indent) for one in lines),
        notes=tuple(_reasons(arrivals)), row_title=_("Answers"),
    )  # fmt: skip
    return Traced(figure, tuple(one.traces for one in lines))


def _reasons(arrivals: Arrivals) -> list[str]:
    return [
        _("Set aside: %(people)s because “%(reason)s”.", people=f"{people:,}", reason=reason)
        for reason, people in sorted(arrivals.excluded.items())
    ]


def _all(counted: int) -> Base:
    return Base(counted, _("Of all %(all)s answers that count.", all=f"{counted:,}"))


def channels_figure(arrivals: Arrivals) -> Traced:
    lines = [
        line(str(words), arrivals.channels.get(channel, 0), Trace(channel=channel.value))
        for channel, words in CHANNEL_WORDS.items()
        if arrivals.channels.get(channel)
    ]
    base, title = _all(arrivals.counted), _("How people sent their answers")
    chart = bars(title, base.people, lines)
    return simple_figure("channels", title, FigureKind.COUNTS, base, lines, chart=chart, row_title=_("Way"))


def days_figure(arrivals: Arrivals) -> Traced:
    """People by day, those days on which somebody answered."""
    days = sorted(arrivals.days.items())
    lines = [line(day_words(day), people, Trace(day=day)) for day, people in days]
    base, title = _all(arrivals.counted), _("When people answered")
    return simple_figure("days", title, FigureKind.COUNTS, base, lines, chart=None, row_title=_("Day"))


def places_figure(question: SheetQuestion, tallies: Tallies) -> Traced:
    """People by district and area, then the choices beside the areas. Areas nobody named stand with a 0."""
    marks = tallies.marks.get(question.id, ())
    in_area = {mark.area or 0: mark.people for mark in marks if mark.area is not None}
    lines = [one for name, places in _districts(tallies.places) for one in _district(question, name, places, in_area)]
    people = by_choice([mark for mark in marks if mark.area is None])
    lines += [
        line(choice.text, people.get(choice.id, 0), Trace(question=question.id, choices=(choice.id,)))
        for choice in question.choices
    ]
    base = answered(tallies.bases.get(question.id, 0), tallies.arrivals.counted)
    chart = bars(question.text, base.people, lines)
    return simple_figure(question.key, question.text, FigureKind.AREAS, base, lines, chart=chart, row_title=_("Place"))


def _districts(places: Sequence[Place]) -> list[tuple[str, list[Place]]]:
    return [(name, list(found)) for name, found in groupby(places, key=lambda place: place.district)]


def _district(question: SheetQuestion, name: str, places: Sequence[Place], in_area: Mapping[int, int]) -> list[Line]:
    total = sum(in_area.get(place.id, 0) for place in places)
    return [
        line(
            _("%(district)s, all areas", district=name), total, Trace(question=question.id, district=name), drawn=False
        ),
        *(
            line(place.name, in_area.get(place.id, 0), Trace(question=question.id, area=place.id), indent=1)
            for place in places
        ),
    ]


def scales_by_place(sheet: Sheet, tallies: Tallies, *, threshold: int) -> dict[int, Traced]:
    """Each scale question by district, by the question's id; small cells hidden so that none can be worked out."""
    names = [name for name, _places in _districts(tallies.places)]
    scales = [question for question in sheet.questions if question.kind is Kind.SCALE]
    return {
        question.id: _crossed(question, names, tallies.crossed[question.id], threshold)
        for question in scales
        if question.id in tallies.crossed
    }


def _crossed(
    question: SheetQuestion, names: list[str], people: Mapping[tuple[int, str], int], threshold: int
) -> Traced:
    table = [[people.get((choice.id, name), 0) for choice in question.choices] for name in names]
    shown = protect(table, threshold)
    rows = tuple(
        Row(name, (*(_shown(cell) for cell in cells), _shown(total)))
        for name, cells, total in zip(names, shown.cells, shown.row_totals, strict=True)
    )
    base = sum(sum(row) for row in table)
    figure = Figure(
        key=f"{question.key}-places", title=_("%(question)s By district", question=_ended(question.text)),
        kind=FigureKind.MATRIX, base=base, columns=(*(choice.text for choice in question.choices), _("All")), rows=rows,
        base_note=_("%(base)s people answered this and said where they live.", base=f"{base:,}"),
        notes=(hidden_words(threshold),) if _hides(rows) else (), row_title=_("District"),
    )  # fmt: skip
    return Traced(figure, tuple(_cross_traces(question, row) for row in rows))


def _cross_traces(question: SheetQuestion, row: Row) -> tuple[Trace | None, ...]:
    """What is hidden opens nothing: its list would say the number."""
    choices = [(choice.id,) for choice in question.choices]
    every = tuple(choice.id for choice in question.choices)
    traces = [Trace(question=question.id, choices=one, district=row.label) for one in (*choices, every)]
    return tuple(trace if cell.value is not None else None for trace, cell in zip(traces, row.cells, strict=True))


def _shown(people: int | None) -> Cell:
    return Cell(None, HIDDEN) if people is None else count_cell(people)


def _hides(rows: Sequence[Row]) -> bool:
    return any(cell.value is None for row in rows for cell in row.cells)


def hidden_words(threshold: int) -> str:
    """What the sign in a hidden cell means."""
    return _("%(sign)s stands for a number that is not shown, so that nobody can be picked out: fewer than %(least)s "
             "people, or a number that would give such a one away.", sign=HIDDEN, least=threshold)  # fmt: skip


def _ended(words: str) -> str:
    return words if words.endswith(("?", ".", "!")) else f"{words}."
