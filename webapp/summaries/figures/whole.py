"""The whole summary, put together in the order in which it is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.consultations.models import Kind
from webapp.consultations.models import Part as ChoicePart
from webapp.consultations.sheet import Sheet, SheetQuestion
from webapp.i18n import _, _l
from webapp.summaries.figures import who
from webapp.summaries.figures.closed import closed_figure
from webapp.summaries.figures.open import Voices, words_part
from webapp.summaries.figures.sentences import plain_page
from webapp.summaries.figures.shapes import OwnWords, Part, Summary, Traced
from webapp.summaries.queries.tallies import Tallies
from webapp.summaries.queries.themed import Themed
from webapp.summaries.traces import Trace

_WHAT_COUNTS = _l(
    "Every answer that was sent counts once, unless whoever sent it took it back or an officer set it aside with a "
    "reason that is kept."
)
_SHARES = _l("A share is always of those who answered the question. No share is given of fewer than 30 people.")
_CAMPAIGNS = _l("Words that many people sent alike are read once and counted in full, for each person who sent them.")
_QUOTES = _l("Only words whose writer said yes to being published are quoted, and named only where they agreed.")
_TEXTS = (Kind.SHORT_TEXT, Kind.LONG_TEXT)


@dataclass(frozen=True)
class Material:
    """All that was read of a consultation."""

    sheet: Sheet
    tallies: Tallies
    themed: Mapping[int, Themed]
    voices: Voices
    facts: tuple[tuple[str, str], ...]
    threshold: int


def summarise(material: Material) -> Summary:
    """Every figure of a consultation. The same material gives the same summary."""
    arrivals = material.tallies.arrivals
    return Summary(
        received=arrivals.received,
        counted=arrivals.counted,
        plain=plain_page(material.sheet, material.tallies, material.themed),
        facts=material.facts,
        who=_who(material),
        questions=_questions(material),
        method=_method(material),
    )


def _who(material: Material) -> tuple[Part, ...]:
    arrivals = material.tallies.arrivals
    parts = [Part("received", _("What we received"), figures=(who.arrivals_figure(arrivals),))]
    if arrivals.counted:
        parts.append(Part("channels", _("How people sent their answers"), figures=(who.channels_figure(arrivals),)))
        parts.append(Part("days", _("When people answered"), figures=(who.days_figure(arrivals),)))
    return tuple(parts)


def _questions(material: Material) -> tuple[Part, ...]:
    places = who.scales_by_place(material.sheet, material.tallies, threshold=material.threshold)
    return tuple(_question(material, question, places.get(question.id)) for question in material.sheet.questions)


def _question(material: Material, question: SheetQuestion, by_place: Traced | None) -> Part:
    tallies = material.tallies
    if question.kind in _TEXTS:
        return words_part(material.sheet, question, tallies, material.themed.get(question.id), material.voices,
                          threshold=material.threshold)  # fmt: skip
    if question.kind is Kind.AREA:
        return Part(question.key, question.text, figures=(who.places_figure(question, tallies),), asked=True)
    figures = (closed_figure(question, tallies), *((by_place,) if by_place else ()))
    return Part(question.key, question.text, figures=figures, own_words=_own_words(question, tallies), asked=True)


def _own_words(question: SheetQuestion, tallies: Tallies) -> tuple[OwnWords, ...]:
    wrote = {mark.choice: mark.with_words for mark in tallies.marks.get(question.id, ())}
    texts = tallies.own_words.get(question.id, ())
    return tuple(
        OwnWords(choice.text, wrote[choice.id], Trace(question=question.id, choices=(choice.id,), words=True),
                 tuple(word.text for word in texts if word.choice == choice.id))
        for choice in question.choices_of(ChoicePart.OTHER) if wrote.get(choice.id)
    )  # fmt: skip


def _method(material: Material) -> tuple[tuple[str, str], ...]:
    themed = [(question, material.themed[question.id]) for question in material.sheet.questions
              if question.id in material.themed]  # fmt: skip
    said = [
        (_("What counts"), _WHAT_COUNTS),
        (_("Shares"), _SHARES),
        (_("Campaigns"), _CAMPAIGNS),
        (_("Small numbers"), _("Where people's places meet their answers, numbers under %(least)s are not shown. How "
                               "many raised a theme is always shown, so that a small view is not lost.",
                               least=material.threshold)),
        (_("Quotes"), _QUOTES),
    ]  # fmt: skip
    return (*((label, str(words)) for label, words in said), *(_read_by(question, one) for question, one in themed))


def _read_by(question: SheetQuestion, themed: Themed) -> tuple[str, str]:
    words = _("A program suggested themes and officers decided them. Version %(version)s of the themes, fingerprint "
              "%(digest)s. %(coded)s answers were read.", version=themed.version, digest=themed.digest,
              coded=f"{themed.coded:,}")  # fmt: skip
    return _("Themes of %(key)s", key=question.key), " ".join(
        [words, *(f"{key}: {value}." for key, value in themed.method)]
    )
