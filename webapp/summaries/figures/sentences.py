"""The plain page in front: sentences made of figures and of nothing else. Each says a number that stands below."""

from collections.abc import Iterator, Mapping, Sequence

from webapp.consultations.models import Kind
from webapp.consultations.sheet import Sheet, SheetQuestion
from webapp.i18n import _
from webapp.summaries.figures.closed import by_choice, net_words
from webapp.summaries.figures.who import CHANNEL_WORDS
from webapp.summaries.queries.tallies import Arrivals, Mark, Tallies
from webapp.summaries.queries.themed import Themed
from webapp.tally.figures import share_text

BULLET = "• "
_TOP_THEMES = 3
_TOP_CHOICES = 3


def plain_page(sheet: Sheet, tallies: Tallies, themed: Mapping[int, Themed]) -> tuple[str, ...]:
    """Who answered, the main result of each closed question, and the themes raised most."""
    arrivals = tallies.arrivals
    if not arrivals.counted:
        return (_("Nobody has answered yet, so there is nothing to sum up."),)
    results = (_result(question, tallies, themed.get(question.id)) for question in sheet.questions)
    return (
        *_who(sheet, tallies),
        *(f"{BULLET}{sentence}" for sentence in results if sentence),
        _("People chose for themselves whether to answer. These figures say what those who answered think; they do not "
          "say what everybody thinks."),
    )  # fmt: skip


def _who(sheet: Sheet, tallies: Tallies) -> Iterator[str]:
    arrivals = tallies.arrivals
    yield _("We received %(received)s answers. %(counted)s of them count.", received=f"{arrivals.received:,}",
            counted=f"{arrivals.counted:,}") + _ways(arrivals)  # fmt: skip
    for question in sheet.questions:
        if question.asks_who and tallies.bases.get(question.id):
            yield _("They answered for: %(kinds)s.", kinds=_most_chosen(question, tallies, most=len(question.choices)))


def _ways(arrivals: Arrivals) -> str:
    ways = [
        _("%(people)s %(way)s", way=str(CHANNEL_WORDS[channel]).lower(), people=f"{people:,}")
        for channel, people in sorted(arrivals.channels.items(), key=lambda pair: -pair[1])
    ]
    return " " + _("They came: %(ways)s.", ways=", ".join(ways)) if len(ways) > 1 else ""


def _result(question: SheetQuestion, tallies: Tallies, themed: Themed | None) -> str:
    if not tallies.bases.get(question.id) or question.asks_who:
        return ""
    if themed is not None:
        return _themes(question, tallies, themed)
    return {
        Kind.SINGLE: _choices,
        Kind.MULTI: _choices,
        Kind.SCALE: _scale,
        Kind.RANKING: _ranking,
        Kind.MATRIX: _matrix,
    }.get(question.kind, _nothing)(question, tallies)


def _nothing(question: SheetQuestion, tallies: Tallies) -> str:
    return ""


def _choices(question: SheetQuestion, tallies: Tallies) -> str:
    return _("%(question)s Most often: %(choices)s.", question=ended(question.text),
             choices=_most_chosen(question, tallies, most=_TOP_CHOICES))  # fmt: skip


def _scale(question: SheetQuestion, tallies: Tallies) -> str:
    words = net_words(question, tallies.marks.get(question.id, ()), tallies.bases[question.id])
    return f"{ended(question.text)} {words}".strip() if words else _choices(question, tallies)


def _ranking(question: SheetQuestion, tallies: Tallies) -> str:
    first = {mark.choice: mark.people for mark in tallies.marks.get(question.id, ()) if mark.position == 1}
    return _("%(question)s Put first most often: %(choices)s.", question=ended(question.text),
             choices=_named(question, first, tallies.bases[question.id], _TOP_CHOICES))  # fmt: skip


def _matrix(question: SheetQuestion, tallies: Tallies) -> str:
    marks = tallies.marks.get(question.id, ())
    rows = (
        _matrix_row(question, item.text, [mark for mark in marks if mark.item == item.id]) for item in question.items
    )
    return _("%(question)s %(rows)s.", question=ended(question.text), rows="; ".join(row for row in rows if row))


def _matrix_row(question: SheetQuestion, label: str, marks: Sequence[Mark]) -> str:
    if not marks:
        return ""
    people = by_choice(marks)
    return _("%(row)s: %(choices)s", row=label, choices=_named(question, people, sum(people.values()), 1))


def _most_chosen(question: SheetQuestion, tallies: Tallies, *, most: int) -> str:
    people = by_choice(tallies.marks.get(question.id, ()))
    return _named(question, people, tallies.bases[question.id], most)


def _named(question: SheetQuestion, people: Mapping[int | None, int], base: int, most: int) -> str:
    """The choices that most people made, with their shares: "A – 312 (52%); B – 40 (7%)"."""
    found = sorted((choice for choice in question.choices if people.get(choice.id)), key=lambda one: -people[one.id])
    return "; ".join(
        _("%(label)s – %(share)s", label=choice.text, share=share_text(people[choice.id], base))
        for choice in found[:most]
    )


def _themes(question: SheetQuestion, tallies: Tallies, themed: Themed) -> str:
    raised = sorted(
        (theme for theme in themed.themes if not theme.special and theme.people and not theme.wide),
        key=lambda one: -one.people,
    )
    base = tallies.bases[question.id]
    if not raised:
        return _("%(question)s %(base)s wrote an answer. No theme was found in them.", question=ended(question.text),
                 base=f"{base:,}")  # fmt: skip
    themes = "; ".join(
        _("%(label)s – %(share)s", label=one.shown, share=share_text(one.people, base)) for one in raised[:_TOP_THEMES]
    )
    return _("%(question)s %(base)s wrote an answer. Raised most: %(themes)s.", question=ended(question.text),
             base=f"{base:,}", themes=themes)  # fmt: skip


def ended(words: str) -> str:
    """The words with a full stop, unless they end in a sign of their own."""
    return words if words.endswith(("?", ".", "!", "…")) else f"{words}."
