"""How a question's themes were given, and where people's words stand on them: the figures that say how far to trust."""

from collections.abc import Iterator, Sequence

from webapp.consultations.sheet import SheetQuestion
from webapp.documents.report import Cell, Figure, FigureKind, Row
from webapp.i18n import _
from webapp.summaries.figures.shapes import Base, Traced, count_cell
from webapp.summaries.queries.groups import DISTRICT, KIND
from webapp.summaries.queries.standing import Standing
from webapp.summaries.queries.themed import Themed, ThemeTally
from webapp.summaries.traces import UNTOLD, Trace
from webapp.tally.estimates import Estimate
from webapp.tally.figures import share_text
from webapp.tally.leaning import Leaning, leanings
from webapp.text.shapes import AGAINST, FOR, MIXED, UNCLEAR
from webapp.themes.quality import ThemeQuality, in_counts
from webapp.themes.quality_rules import with_range

_TOLD = (FOR, AGAINST, MIXED, UNCLEAR, "")
_NOBODY = Standing()


def told_figures(question: SheetQuestion, themes: Sequence[ThemeTally], themed: Themed, base: Base) -> list[Traced]:
    """Where people's words stand on each theme. None where no words say it."""
    said = [
        theme for theme in themes if theme.special is None and set(themed.standing.get(theme.id, _NOBODY).told) - {""}
    ]
    if not said:
        return []
    figure = Figure(
        key=f"{question.key}-told", title=_("%(key)s: for or against, in people's own words", key=question.key),
        kind=FigureKind.MATRIX, base=base.people, base_note=base.note,
        columns=(_("People"), _("For"), _("Against"), _("For and against"), _("Not clear"), _("Not said")),
        rows=tuple(
            Row(theme.shown, tuple(map(count_cell, _told_counts(theme, themed))), theme.depth) for theme in said
        ),
        notes=(_("A program read this from the words; an officer, where one decided. It is not what people ticked."),),
        row_title=_("Theme"),
    )  # fmt: skip
    return [Traced(figure, tuple(_told_traces(question, theme) for theme in said))]


def _told_counts(theme: ThemeTally, themed: Themed) -> tuple[int, ...]:
    standing = themed.standing.get(theme.id, _NOBODY)
    return (theme.people, *(standing.told.get(stance, 0) for stance in _TOLD))


def _told_traces(question: SheetQuestion, theme: ThemeTally) -> tuple[Trace, ...]:
    of_theme = [Trace(question=question.id, theme=theme.id, told=stance or UNTOLD) for stance in _TOLD]
    return (Trace(question=question.id, theme=theme.id), *of_theme)


def sureness_figure(question: SheetQuestion, themes: Sequence[ThemeTally], themed: Themed, base: Base) -> Traced:
    """By theme: how many were decided by a person, how many suggested, and how many of those should be right."""
    figure = Figure(
        key=f"{question.key}-sureness", title=_("%(key)s: how sure the themes are", key=question.key),
        kind=FigureKind.MATRIX, base=base.people, base_note=base.note,
        columns=(_("People"), _("Decided by a person"), _("Suggested by a program"), _("Of those, likely right")),
        rows=tuple(
            Row(theme.shown, tuple(_sureness(themed.standing.get(theme.id, _NOBODY))), theme.depth) for theme in themes
        ),
        notes=(_("“Likely right” is what the program expects of itself: of 100 suggestions it calls 80% sure, about 80 "
                 "should be what a person would decide."),),
        row_title=_("Theme"),
    )  # fmt: skip
    traces = ((Trace(question=question.id, theme=theme.id),
               Trace(question=question.id, theme=theme.id, decided=True), None, None) for theme in themes)  # fmt: skip
    return Traced(figure, tuple(traces))


def _sureness(standing: Standing) -> Iterator[Cell]:
    suggested = standing.people - standing.decided
    yield count_cell(standing.people)
    yield count_cell(standing.decided)
    yield count_cell(suggested)
    if not suggested:
        yield Cell(None, "–")
        return
    right = round(standing.expected)
    yield Cell(right, _("about %(right)s", right=f"{right:,}"))


def trust_figures(question: SheetQuestion, themes: Sequence[ThemeTally], themed: Themed) -> list[Traced]:
    """By theme how far two people agreed on it, and how right the program was. Nothing where neither was measured."""
    quality = themed.quality
    if quality is None or not (quality.pairs or quality.read):
        return []
    judged = [(theme, one) for theme in themes if (one := quality.of_theme(theme.id)) is not None]
    figure = Figure(
        key=f"{question.key}-trust", title=_("%(key)s: how far the themes can be trusted", key=question.key),
        kind=FigureKind.MATRIX, base=quality.pairs,
        base_note=_("%(pairs)s answers were coded by two people apart; of %(read)s drawn by lot a person read all.",
                    pairs=f"{quality.pairs:,}", read=f"{quality.read:,}"),
        columns=(_("Two people said the same"), _("Beyond chance (alpha)"), _("Program was right"),
                 _("Program found")),
        rows=tuple(Row(theme.shown, tuple(_trust(one)), theme.depth) for theme, one in judged),
        notes=tuple(f"{theme.label}: {one.weak}" for theme, one in judged if one.weak),
        row_title=_("Theme"),
    )  # fmt: skip
    return [Traced(figure, tuple((None,) * 4 for _theme in judged))]


def _trust(one: ThemeQuality) -> Iterator[Cell]:
    yield _measured(one.agreement.percent, in_counts(one.agreement.percent))
    yield _measured(one.agreement.alpha, with_range(one.agreement.alpha))
    yield _measured(one.machine.precision, in_counts(one.machine.precision))
    yield _measured(one.machine.recall, in_counts(one.machine.recall))


def _measured(estimate: Estimate, words: str) -> Cell:
    return Cell(None if estimate.value is None else round(estimate.value, 4), words)


def trust_paragraphs(themed: Themed) -> tuple[str, ...]:
    """How far these themes can be trusted, in words a councillor understands."""
    return themed.quality.sentences if themed.quality else ()


def leaning_paragraphs(themes: Sequence[ThemeTally], themed: Themed, *, threshold: int) -> Iterator[str]:
    """A sentence for each group of people that clearly raised a theme more than the others did."""
    for theme in themes:
        raised = themed.groups.raised.get(theme.id, {})
        for sort in (KIND, DISTRICT):
            of_theme = {name: people for (kind, name), people in raised.items() if kind == sort}
            bases = {name: people for (kind, name), people in themed.groups.bases.items() if kind == sort}
            for one in leanings(of_theme, bases, threshold=threshold):
                yield _leaning(theme, sort, one)


def _leaning(theme: ThemeTally, sort: str, one: Leaning) -> str:
    facts = {
        "theme": theme.shown,
        "group": one.group,
        "share": share_text(one.people, one.base),
        "others": share_text(one.others, one.others_base),
    }
    if sort == DISTRICT:
        return _("In %(group)s more people raised “%(theme)s”: %(share)s. Elsewhere: %(others)s.", **facts)
    return _("Of those who ticked “%(group)s”, more raised “%(theme)s”: %(share)s. Of all others: %(others)s.", **facts)
