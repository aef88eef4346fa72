"""The result as one figure: a picture and its table, in the shape in which summaries show theirs."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from webapp.documents.report import Bar, Cell, Chart, ChartKind, Figure, FigureKind, Row
from webapp.i18n import _, ngettext
from webapp.polls.showing.counted import Counted, Family, fractions, percent, pounds, said
from webapp.polls.showing.money import pots_of


def main_figure(counted: Counted) -> Figure:
    """What each option came to."""
    return _FIGURES[counted.family](counted)


def base_note(counted: Counted) -> str:
    """How many ballots the figure is of, and how many were left out as not valid."""
    ballots = int(counted.record["ballots"])
    if counted.valid == ballots:
        return ngettext("Base: %(num)s ballot.", "Base: %(num)s ballots.", ballots)
    return _("Base: %(valid)s valid ballots of %(ballots)s.", valid=counted.valid, ballots=ballots)


def figure(
    counted: Counted,
    *,
    title: str,
    columns: tuple[str, ...],
    rows: Sequence[tuple[str, tuple[str, ...]]],
    chart: Chart | None,
    key: str = "result",
    notes: tuple[str, ...] = (),
) -> Figure:
    """A figure whose cells are texts already."""
    return Figure(
        key=key,
        title=title,
        kind=FigureKind.COUNTS,
        base=counted.valid,
        base_note=base_note(counted),
        columns=columns,
        rows=tuple(Row(label, tuple(Cell(None, text) for text in cells)) for label, cells in rows),
        notes=notes,
        chart=chart,
        row_title=_("Option"),
    )


def bars(
    counted: Counted,
    totals: Mapping[str, Fraction],
    *,
    title: str,
    mark: Fraction | None = None,
    mark_text: str = "",
    maximum: Fraction | None = None,
) -> Chart:
    """A bar an option, in the order given."""
    words = "; ".join(f"{counted.names[option]}: {said(total)}" for option, total in totals.items())
    return Chart(
        kind=ChartKind.BARS,
        title=title,
        description=f"{words}. {mark_text}".strip(),
        bars=tuple(Bar(counted.names[option], (float(total),), said(total)) for option, total in totals.items()),
        maximum=None if maximum is None else float(maximum),
        mark=None if mark is None else float(mark),
        mark_text=mark_text,
    )


def highest_first(totals: Mapping[str, Fraction]) -> dict[str, Fraction]:
    return dict(sorted(totals.items(), key=lambda row: (-row[1], int(row[0]))))


def _of_totals(counted: Counted) -> Figure:
    totals = highest_first(counted.totals())
    shares = counted.method in {"plurality", "approval"}
    columns = (_unit(counted), _("Share of ballots")) if shares else (_unit(counted),)
    rows = [
        (counted.names[option], (said(total), percent(total, counted.valid)) if shares else (said(total),))
        for option, total in totals.items()
    ]
    title = _("What each option came to")
    return figure(counted, title=title, columns=columns, rows=rows, chart=bars(counted, totals, title=title))


def _unit(counted: Counted) -> str:
    if counted.method == "dots":
        return _("Dots")
    return _("Points") if counted.method in {"score", "star", "borda"} else _("Votes")


def _of_rounds(counted: Counted) -> Figure:
    """First choices, and what became of each option."""
    totals = highest_first(counted.totals())
    fates = _fates(counted)
    title = _("First choices")
    rows = [
        (counted.names[option], (said(total), fates.get(option, _("Was left at the end"))))
        for option, total in totals.items()
    ]
    return figure(counted, title=title, columns=(_("First choices"), _("What became of it")), rows=rows,
                  chart=bars(counted, totals, title=title))  # fmt: skip


def _fates(counted: Counted) -> dict[str, str]:
    fates: dict[str, str] = {}
    for one in counted.rounds:
        fates |= {str(option): _("Went out in round %(round)s", round=one["round"]) for option in one["excluded"]}
        fates |= {str(option): _("Won in round %(round)s", round=one["round"]) for option in one["elected"]}
    return fates


def _of_duels(counted: Counted) -> Figure:
    won = highest_first({option: Fraction(len(beaten_by(counted, option))) for option in counted.names})
    title = _("How many of the others each option beats")
    rows = [
        (counted.names[option], (said(wins), counted.named(beaten_by(counted, option)) or _("None")))
        for option, wins in won.items()
    ]
    return figure(counted, title=title, columns=(_("Beats"), _("Which ones")), rows=rows,
                  chart=bars(counted, won, title=title))  # fmt: skip


def beaten_by(counted: Counted, option: str) -> list[str]:
    """Those that more ballots put below this option than above it."""
    table = counted.record["pairwise"]
    mine = table.get(option, {})
    return [other for other in mine if Fraction(mine[other]) > Fraction(table[other][option])]


def _of_runoff(counted: Counted) -> Figure:
    totals, runoff = highest_first(counted.totals()), counted.totals(-1)
    rows = [
        (counted.names[option], (said(total), said(runoff[option]) if option in runoff else "–"))
        for option, total in totals.items()
    ]
    title = _("Points")
    return figure(counted, title=title, columns=(_("Points"), _("Votes in the run-off")), rows=rows,
                  chart=bars(counted, totals, title=title))  # fmt: skip


def _of_stances(counted: Counted) -> Figure:
    return _stacked(
        counted,
        title=_("Who agrees and who does not"),
        parts={_("Agree"): "for", _("Neither"): "neither", _("Disagree"): "against"},
    )


def _of_consent(counted: Counted) -> Figure:
    return _stacked(
        counted,
        title=_("Who consents and who does not"),
        parts={_("Consents"): "consents", _("Stands aside"): "stand_asides", _("Objects"): "objections"},
    )


def _stacked(counted: Counted, *, title: str, parts: Mapping[str, str]) -> Figure:
    columns = [fractions(counted.record[key]) for key in parts.values()]
    numbers = {option: tuple(column[option] for column in columns) for option in counted.names}
    words = "; ".join(
        f"{counted.names[option]}: "
        + ", ".join(f"{part} {said(number)}" for part, number in zip(parts, row, strict=True))
        for option, row in numbers.items()
    )
    chart = Chart(
        kind=ChartKind.STACKED,
        title=title,
        description=words,
        bars=tuple(
            Bar(counted.names[option], tuple(map(float, row)), "", tuple(said(one) for one in row))
            for option, row in numbers.items()
        ),
        parts=tuple(parts),
    )
    outcomes: Mapping[str, Any] = counted.record["outcomes"]
    rows = [
        (counted.names[option], (*(said(one) for one in row), _outcome_word(str(outcomes[option]))))
        for option, row in numbers.items()
    ]
    return figure(counted, title=title, columns=(*parts, _("Outcome")), rows=rows, chart=chart)


def _outcome_word(outcome: str) -> str:
    return {
        "carried": _("Carried"),
        "not carried": _("Not carried"),
        "no quorum": _("Too few votes"),
        "agreed": _("Agreed"),
        "agreed with stand-asides": _("Agreed"),
        "blocked by objections": _("Not agreed"),
        "too many stand aside": _("Too many stand aside"),
        "nobody consents": _("Nobody consents"),
    }.get(outcome, outcome)


def _of_chances(counted: Counted) -> Figure:
    chances = highest_first(counted.totals())
    spans = {
        option: tuple(Fraction(end) for end in ends) for option, ends in counted.record["chance_intervals"].items()
    }
    title = _("How likely each option is to be chosen over another, in percent")
    drawn = bars(counted, chances, title=title, maximum=Fraction(100))
    with_spans = tuple(
        Bar(bar.label, bar.values, bar.text, span=(float(spans[option][0]), float(spans[option][1])))
        for option, bar in zip(chances, drawn.bars, strict=True)
    )
    chart = Chart(drawn.kind, drawn.title, drawn.description, with_spans, maximum=100.0)
    rows = [(counted.names[option], (said(chance), said(spans[option][0]), said(spans[option][1])))
            for option, chance in chances.items()]  # fmt: skip
    note = _("The line over each bar shows where it lies with 95% certainty. Where two lines overlap, the order of the "
             "two is not sure.")  # fmt: skip
    return figure(counted, title=title, columns=(_("Percent"), _("At least"), _("At most")), rows=rows, chart=chart,
                  notes=(note,))  # fmt: skip


def _of_budget(counted: Counted) -> Figure:
    projects = [project for pot in pots_of(counted) for project in pot.projects]
    votes = {project.number: project.votes for project in projects}
    title = _("Votes for each project")
    rows = [(one.name, (pounds(one.cost), said(one.votes), one.outcome)) for one in projects]
    return figure(counted, title=title, columns=(_("Cost"), _unit_of_money(counted), _("Outcome")), rows=rows,
                  chart=bars(counted, votes, title=title))  # fmt: skip


def _unit_of_money(counted: Counted) -> str:
    return _("Points") if counted.sheet.method == "budget-scores" else _("Votes")


_FIGURES: Mapping[Family, Callable[[Counted], Figure]] = {
    Family.TOTALS: _of_totals,
    Family.ROUNDS: _of_rounds,
    Family.DUELS: _of_duels,
    Family.RUNOFF: _of_runoff,
    Family.STANCES: _of_stances,
    Family.CONSENT: _of_consent,
    Family.CHANCES: _of_chances,
    Family.BUDGET: _of_budget,
}
