"""The first rounds, a year before: two consultations that were answered, summed up and replied to in their time.

What is asked now is open or was closed a moment ago, so nothing can have come of it yet. Their people and themes are
planted as those of the rounds that followed (see `planted`), in words of another seed.
"""

from collections.abc import Collection
from dataclasses import replace

from webapp.demonstration import buses, homes
from webapp.demonstration.questions.buses import BUSES
from webapp.demonstration.questions.homes import HOMES
from webapp.demonstration.shapes import DemoConsultation, DemoResponse

BUSES_BEFORE, HOMES_BEFORE = "buses-first-round", "warm-homes-first-round"
_OF_BUSES = frozenset({"A1", "A2", "A6", "A7", "A12"})
_OF_HOMES = frozenset({"B1", "B2", "B7", "B8", "B12", "BP"})


def _shortened(whole: DemoConsultation, asked: Collection[str], **words: object) -> DemoConsultation:
    """The same place and people, fewer questions."""
    sections = (
        replace(section, questions=tuple(one for one in section.questions if one.id in asked))
        for section in whole.sections
    )
    return replace(whole, sections=tuple(one for one in sections if one.questions), **words)  # type: ignore[arg-type]


EARLIER = (
    _shortened(
        BUSES, _OF_BUSES,
        slug=BUSES_BEFORE,
        title="Buses that work for us: the first round",
        summary="Before we look closely at who should run the buses: what matters most to you, and why?",
        decided=("The law lets the Combined Authority consider franchising",),
        open=("What we look at first", "Which gaps we close at once"),
        minutes=3,
    ),
    _shortened(
        HOMES, _OF_HOMES,
        slug=HOMES_BEFORE,
        title="Warm homes: the first round",
        summary="Before we plan a programme to make homes warmer: what worries you, and whom would you trust?",
        decided=("There will be a programme",),
        open=("How help is offered", "What checks people want"),
        minutes=3,
    ),
)  # fmt: skip


def write_buses(seed: int) -> tuple[DemoResponse, ...]:
    """What people answered to the first round about buses."""
    return _kept(buses.write_responses(seed - 1), _OF_BUSES)


def write_homes(seed: int) -> tuple[DemoResponse, ...]:
    """What people answered to the first round about homes."""
    return _kept(homes.write_responses(seed - 1), _OF_HOMES)


def _kept(responses: tuple[DemoResponse, ...], asked: Collection[str]) -> tuple[DemoResponse, ...]:
    return tuple(
        replace(
            one,
            answers={key: value for key, value in one.answers.items() if key in asked},
            truth={key: value for key, value in one.truth.items() if key in asked},
        )
        for one in responses
    )
