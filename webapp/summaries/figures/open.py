"""Figures of what people wrote: themes by people, where they stand, campaigns, and the views that few raised."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webapp.consultations.sheet import Sheet, SheetQuestion
from webapp.documents.report import Figure, FigureKind, Quote, Row
from webapp.i18n import _, ngettext
from webapp.summaries.figures.quality import (
    leaning_paragraphs,
    sureness_figure,
    told_figures,
    trust_figures,
    trust_paragraphs,
)
from webapp.summaries.figures.shapes import (
    Base,
    Line,
    Part,
    Small,
    Traced,
    answered,
    bars,
    count_cell,
    line,
    simple_figure,
)
from webapp.summaries.queries.permitted import Source
from webapp.summaries.queries.tallies import Tallies
from webapp.summaries.queries.themed import CampaignTally, Excerpted, Themed, ThemeTally
from webapp.summaries.traces import Trace

FEW = 10  # a view raised by fewer people than this stands by itself, so that nobody overlooks it
_QUOTES = 3
_LAST = (None, "none", "no-reason")
_QUOTED_THEMES = 6


@dataclass(frozen=True)
class Voices:
    """Who wrote what is quoted, by response."""

    sources: Mapping[int, Source]

    def quote(self, words: Excerpted) -> Quote:
        """The words with what may be said of whoever wrote them: a name only where they allowed it."""
        return Quote(words.text, self.attribution(words.response))

    def attribution(self, response: int) -> str:
        """What may be said of whoever wrote this response."""
        source = self.sources[response]
        return source.name or _unnamed(source)

    def allowed(self, words: Sequence[Excerpted]) -> list[Excerpted]:
        """Those whose writer allowed them to be published. Asked here once more, whoever read them."""
        return [one for one in words if one.response in self.sources]


def _unnamed(source: Source) -> str:
    return source.who if source.organisation else _("Somebody who answered")


def words_part(sheet: Sheet, question: SheetQuestion, tallies: Tallies, themed: Themed | None, voices: Voices, *,
               threshold: int) -> Part:  # fmt: skip
    """Everything about one question that people answered in their own words."""
    base = answered(tallies.bases.get(question.id, 0), tallies.arrivals.counted)
    if themed is None:
        return _unthemed(question, base)
    by_people = _by_people(themed.themes)
    figures = [
        _theme_figure(question, by_people, base),
        *_stance_figures(sheet, question, by_people, themed, base),
        *told_figures(question, by_people, themed, base),
        sureness_figure(question, by_people, themed, base),
        *trust_figures(question, by_people, themed),
    ]
    return Part(
        asked=True,
        key=question.key,
        heading=question.text,
        trust=trust_paragraphs(themed),
        leanings=tuple(leaning_paragraphs(_plain(by_people), themed, threshold=threshold)),
        figures=tuple(figures + _campaign_figures(question, themed, voices)),
        quotes=tuple(quote for theme in _plain(by_people)[:_QUOTED_THEMES] for quote in _quotes(theme, themed, voices)),
        small=tuple(_small(question, theme, themed, voices) for theme in _plain(by_people) if theme.people < FEW),
    )


def _unthemed(question: SheetQuestion, base: Base) -> Part:
    title = _("How many wrote an answer")
    lines = [line(_("Wrote an answer"), base.people, Trace(question=question.id))]
    figure = Figure(key=question.key, title=title, kind=FigureKind.COUNTS, base=base.people, base_note=base.note,
                    columns=(_("People"),), rows=(Row(lines[0].label, (count_cell(base.people),)),),
                    row_title=_("Answer"))  # fmt: skip
    return Part(question.key, question.text, figures=(Traced(figure, (lines[0].traces,)),),
                unthemed=question.id if question.themed and base.people else None, asked=True)  # fmt: skip


def _by_people(themes: Sequence[ThemeTally]) -> list[ThemeTally]:
    """The most raised first, each followed by those that stand under it; "none of these" and "no reason" always last,
    and always there.
    """
    ordered = sorted(themes, key=lambda theme: (_LAST.index(theme.special), -theme.people, theme.label))
    first = [theme for theme in ordered if theme.parent is None]
    return [line for one in first for line in (one, *(theme for theme in ordered if theme.parent == one.id))]


def _plain(themes: Sequence[ThemeTally]) -> list[ThemeTally]:
    """Those that somebody raised, without wider ones: what stands under these says it better."""
    return [theme for theme in themes if theme.special is None and theme.people and not theme.wide]


def _theme_figure(question: SheetQuestion, themes: Sequence[ThemeTally], base: Base) -> Traced:
    lines = [
        line(theme.shown, theme.people, Trace(question=question.id, theme=theme.id), indent=theme.depth)
        for theme in themes
    ]
    title = _("%(key)s: what people wrote about", key=question.key)
    several = _("One answer can raise several themes. Copies of a campaign are counted in full.")
    wide = _("A theme with others under it counts everybody under it or under one of those, each person once.")
    base = Base(base.people, base.note, (several, wide) if any(theme.wide for theme in themes) else (several,))
    chart = bars(title, base.people, lines)
    return simple_figure(question.key, title, FigureKind.THEMES, base, lines, chart=chart, row_title=_("Theme"))


def _stance_figures(
    sheet: Sheet, question: SheetQuestion, themes: Sequence[ThemeTally], themed: Themed, base: Base
) -> list[Traced]:
    """Themes against what the same people ticked on the question that asks where they stand. Asked, never inferred."""
    asked = sheet.question_by_id.get(question.stance_question_id or 0)
    if asked is None or not themed.stances:
        return []
    lines = [_stance_line(question, asked, theme, themed) for theme in themes]
    figure = Figure(
        key=f"{question.key}-stance", title=_("%(key)s: themes, and what the same people ticked", key=question.key),
        kind=FigureKind.MATRIX, base=base.people, base_note=base.note,
        columns=(_("People"), *(choice.text for choice in asked.choices)),
        rows=tuple(Row(one.label, tuple(count_cell(count) for count in one.counts), one.indent) for one in lines),
        notes=(_("They ticked this on %(key)s: “%(words)s” Who ticked nothing is only in the first column.",
                 key=asked.key, words=asked.text),),
        row_title=_("Theme"),
    )  # fmt: skip
    return [Traced(figure, tuple(one.traces for one in lines))]


def _stance_line(question: SheetQuestion, asked: SheetQuestion, theme: ThemeTally, themed: Themed) -> Line:
    counts = tuple(themed.stances.get((theme.id, choice.text), 0) for choice in asked.choices)
    whole = Trace(question=question.id, theme=theme.id)
    traces = tuple(Trace(question=question.id, theme=theme.id, stance=choice.id) for choice in asked.choices)
    return Line(theme.shown, (theme.people, *counts), (whole, *traces), theme.depth)


def _campaign_figures(question: SheetQuestion, themed: Themed, voices: Voices) -> list[Traced]:
    """How many sent the same letter. Counted in full above; shown here so that anybody can take them apart."""
    if not themed.campaigns:
        return []
    found = sorted(themed.campaigns, key=lambda campaign: -campaign.people)
    lines = [
        line(
            _campaign_label(campaign, number, voices),
            campaign.people,
            Trace(question=question.id, campaign=campaign.id),
        )
        for number, campaign in enumerate(found, 1)
    ]
    total = sum(campaign.people for campaign in found)
    base = Base(themed.coded, _("%(copies)s of %(all)s answers are copies of the same words, or nearly so.",
                                copies=f"{total:,}", all=f"{themed.coded:,}"))  # fmt: skip
    title = _("%(key)s: campaigns", key=question.key)
    return [simple_figure(f"{question.key}-campaigns", title, FigureKind.COUNTS, base, lines, chart=None,
                          row_title=_("Campaign"))]  # fmt: skip


def _campaign_label(campaign: CampaignTally, number: int, voices: Voices) -> str:
    allowed = voices.allowed([campaign.typical] if campaign.typical else [])
    if not allowed:
        return _("Campaign %(number)s", number=number)
    return _("Campaign %(number)s: “%(start)s”", number=number, start=shortened(allowed[0].text, 80))


def shortened(text: str, most: int) -> str:
    """At most `most` letters of a text on one line, cut between words."""
    line_of_it = " ".join(text.split())
    if len(line_of_it) <= most:
        return line_of_it
    return f"{line_of_it[:most].rsplit(' ', 1)[0]}…"


def _quotes(theme: ThemeTally, themed: Themed, voices: Voices) -> list[Quote]:
    return [voices.quote(words) for words in voices.allowed(themed.quotes.get(theme.id, ()))[:_QUOTES]]


def _small(question: SheetQuestion, theme: ThemeTally, themed: Themed, voices: Voices) -> Small:
    words = voices.allowed(themed.quotes.get(theme.id, ()))
    trace = Trace(question=question.id, theme=theme.id)
    return Small(theme.shown, theme.people, trace, voices.quote(words[0]) if words else None)


def small_sentence(small: Small) -> str:
    """ "4 people: the bus does not wait for the ferry" """
    return ngettext("%(num)s person: %(label)s", "%(num)s people: %(label)s", small.people, label=small.label)
