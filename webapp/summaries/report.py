"""The summary as a document: the same figures, in the shape that every file is made from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from webapp.consultations.models import Consultation
from webapp.documents.report import Labels, Report, Section
from webapp.i18n import _
from webapp.summaries.dates import moment_words
from webapp.summaries.figures.open import small_sentence
from webapp.summaries.figures.sentences import BULLET
from webapp.summaries.figures.shapes import OwnWords, Part, Small, Summary

SOFTWARE = "Folkmoot 0.1"


@dataclass(frozen=True)
class Imprint:
    """Who made a document, when (with its zone) and from what."""

    authority: str
    language: str
    made_at: datetime
    zone: str
    version: str


def to_report(consultation: Consultation, summary: Summary, imprint: Imprint) -> Report:
    """Everything the summary says, in the order in which it is read."""
    received = (_("Answers received"), f"{summary.received:,}"), (_("Answers that count"), f"{summary.counted:,}")
    return Report(
        title=consultation.title,
        subtitle=_("Summary of what people said"),
        authority=imprint.authority,
        language=imprint.language,
        made_at=imprint.made_at,
        version=imprint.version,
        summary=summary.plain,
        facts=(*summary.facts, *received),
        sections=(*_asked(consultation), *_parts(_("Who answered"), summary.who),
                  *_parts(_("What people said"), summary.questions)),
        method=summary.method,
        made_text=moment_words(imprint.made_at, imprint.zone),
        labels=_labels(),
    )  # fmt: skip


def _asked(consultation: Consultation) -> Iterator[Section]:
    """What was open, settled and out of reach, as people were told."""
    yield Section(_("What we asked about"), paragraphs=(consultation.summary,) if consultation.summary else ())
    for heading, points in (
        (_("What answers could change"), consultation.open_points),
        (_("What was settled already"), consultation.decided),
        (_("What we cannot change"), consultation.fixed),
    ):
        if points:
            yield Section(heading, level=2, paragraphs=tuple(f"{BULLET}{point}" for point in points))


def _parts(heading: str, parts: tuple[Part, ...]) -> Iterator[Section]:
    if parts:
        yield Section(heading)
    for part in parts:
        yield Section(_heading(part), level=2, paragraphs=tuple(_paragraphs(part)),
                      figures=tuple(traced.figure for traced in part.figures), quotes=part.quotes)  # fmt: skip
        yield from _beside(part)


def _heading(part: Part) -> str:
    return f"{part.key}. {part.heading}" if part.asked else part.heading


def _paragraphs(part: Part) -> Iterator[str]:
    yield from part.paragraphs
    if part.unthemed is not None:
        yield not_themed()


def _beside(part: Part) -> Iterator[Section]:
    """What stands beside the figures of a question: words beside "something else", and the small views."""
    for own in part.own_words:
        yield Section(own_words_heading(own), level=3, paragraphs=tuple(f"{BULLET}{text}" for text in own.texts))
    if part.trust:
        yield Section(trust_heading(), level=3, paragraphs=part.trust)
    if part.leanings:
        yield Section(leanings_heading(), level=3, paragraphs=tuple(f"{BULLET}{one}" for one in part.leanings))
    if part.small:
        yield Section(_("Views that few people raised"), level=3, paragraphs=tuple(_small(one) for one in part.small))


def _small(small: Small) -> str:
    quote = small.quote
    words = f". “{quote.text}” – {quote.attribution}" if quote else ""
    return f"{BULLET}{small_sentence(small)}{words}"


def trust_heading() -> str:
    return _("How far these themes can be trusted")


def leanings_heading() -> str:
    return _("Who raised some themes more than others did")


def own_words_heading(own: OwnWords) -> str:
    """What people wrote beside a choice, and how many of it is shown."""
    return _("“%(choice)s”: %(shown)s of %(people)s answers in people's own words", choice=own.label,
             shown=f"{len(own.texts):,}", people=f"{own.people:,}")  # fmt: skip


def not_themed() -> str:
    return _("These answers have not been sorted into themes yet.")


def _labels() -> Labels:
    return Labels(
        summary=_("Summary"), facts=_("At a glance"), method=_("How this was made"),
        quotes=_("In people's own words"), figures=_("Figures"), responses=_("Responses"), codebook=_("Codebook"),
        contents=_("What is in this report"),
    )  # fmt: skip
