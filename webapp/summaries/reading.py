"""Reading a consultation's summary as it stands at this moment."""

from collections.abc import Iterable, Iterator

from sqlalchemy.orm import Session

from webapp import clock
from webapp.consultations.models import Consultation
from webapp.consultations.queries import read_sheet
from webapp.i18n import _
from webapp.summaries.dates import day_words, moment_words
from webapp.summaries.figures.open import Voices
from webapp.summaries.figures.shapes import Summary
from webapp.summaries.figures.whole import Material, summarise
from webapp.summaries.queries.permitted import read_sources
from webapp.summaries.queries.tallies import read_tallies
from webapp.summaries.queries.themed import Themed, read_themed
from webapp.themes.quality_rules import Bounds


def read_summary(session: Session, consultation: Consultation, *, zone: str, threshold: int, bounds: Bounds) -> Summary:
    """The figures of this moment. How many statements it takes follows from the questions, never from the responses."""
    return summarise(read_material(session, consultation, zone=zone, threshold=threshold, bounds=bounds))


def read_material(
    session: Session, consultation: Consultation, *, zone: str, threshold: int, bounds: Bounds
) -> Material:
    """Everything a summary is made of, in one go."""
    sheet = read_sheet(session, consultation)
    tallies = read_tallies(session, consultation.id, zone=zone)
    themed = read_themed(session, [question.id for question in sheet.questions if question.themed], bounds=bounds)
    quoted = set(_quoted(themed.values()))
    return Material(
        sheet=sheet,
        tallies=tallies,
        themed=themed,
        voices=Voices(read_sources(session, quoted) if quoted else {}),
        facts=tuple(_facts(consultation, zone)),
        threshold=threshold,
    )


def _quoted(themed: Iterable[Themed]) -> Iterator[int]:
    """The responses whose words might be shown."""
    for one in themed:
        yield from (words.response for quotes in one.quotes.values() for words in quotes)
        yield from (campaign.typical.response for campaign in one.campaigns if campaign.typical)


def _facts(consultation: Consultation, zone: str) -> Iterator[tuple[str, str]]:
    if consultation.opens_at and consultation.closes_at:
        yield _("Opened"), moment_words(consultation.opens_at, zone)
        over = consultation.closes_at <= clock.now()
        yield _("Closed") if over else _("Closes"), moment_words(consultation.closes_at, zone)
    if consultation.decision_maker:
        yield _("Who decides"), consultation.decision_maker
    if consultation.decision_on:
        yield _("Decision expected"), day_words(consultation.decision_on)
    if consultation.imported_from:
        yield _("Brought in from"), consultation.imported_from
