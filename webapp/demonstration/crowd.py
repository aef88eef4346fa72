"""What the crowds of the three consultations have in common: drafts of responses, and how they become responses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from webapp.demonstration.moments import late_moment, moment
from webapp.demonstration.pen import Pen, Setting
from webapp.demonstration.place import AREAS, SECTORS_OF
from webapp.demonstration.quotas import spread
from webapp.demonstration.shapes import DemoResponse

PUBLISH_WITH_NAME = "Yes, with my organisation's name"
PUBLISH_WITHOUT_NAME = "Yes, without my name"
ANALYSIS_ONLY = "No, use it only in the analysis"
OTHER = "Something else"


@dataclass(slots=True)
class Draft:
    """A response that is still being made. `mind` is the answer on the scale of support, `who` the kind of person."""

    setting: Setting
    themes: tuple[str, ...] = ()
    mind: str | None = None
    style: str = "plain"
    channel: str = ""
    sent_after: timedelta = timedelta(0)
    organisation: str | None = None
    kind: str | None = None
    campaign: str | None = None
    traps: list[str] = field(default_factory=list)
    language: str = "en"
    truth: dict[str, tuple[str, ...]] = field(default_factory=dict)
    answers: dict[str, object] = field(default_factory=dict)
    table: Mapping[str, Any] = field(default_factory=dict)

    @property
    def who(self) -> str:
        return self.setting.who

    @property
    def stands_alone(self) -> bool:
        """Written by nobody else and for nobody else: may be given a trap of its own."""
        return not (self.organisation or self.campaign or self.traps or self.table) and self.language == "en"

    def carry(self, question: str, themes: Sequence[str]) -> None:
        self.truth[question] = tuple(themes)


def dice(seed: int, name: str) -> Random:
    """Seeded by a string, which Python turns into the same numbers on every machine."""
    return Random(f"{seed} {name}")  # noqa: S311  nothing secret is drawn from it


def pick(rng: Random, weights: Mapping[str, float]) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def some(rng: Random, likely: Sequence[str], others: Sequence[str], *, most: int) -> tuple[str, ...]:
    """Up to `most` options: the likely ones first, then perhaps others, in no order that gives them away."""
    chosen = list(dict.fromkeys(likely))[:most]
    while len(chosen) < most and rng.random() < 0.55:
        chosen.append(rng.choice([option for option in others if option not in chosen]))
    return tuple(option for option in dict.fromkeys((*likely, *others)) if option in chosen)


def ranked(rng: Random, likely: Sequence[str], options: Sequence[str], *, top: int) -> tuple[str, ...]:
    """The likely ones rise; one person in six ranks fewer than they may."""
    weights = {option: 5.0 if option in likely else 1.0 for option in options}
    wanted = top if rng.random() > 0.16 else rng.randint(1, top)
    chosen: list[str] = []
    while len(chosen) < wanted:
        chosen.append(pick(rng, {option: weight for option, weight in weights.items() if option not in chosen}))
    return tuple(chosen)


def area_answer(rng: Random, draft: Draft) -> str | None:
    """Most pick their area, a third type the sector, a few say nothing."""
    how = rng.random()
    if draft.organisation or how < 0.6:
        return draft.setting.area
    if how < 0.88:
        return rng.choice(SECTORS_OF[draft.setting.area])
    return pick(rng, {"Prefer not to say": 4, "Outside the area": 2, "": 5}) or None


def permission_answer(rng: Random, draft: Draft) -> str:
    if draft.organisation:
        return pick(rng, {PUBLISH_WITH_NAME: 8, PUBLISH_WITHOUT_NAME: 1, ANALYSIS_ONLY: 1})
    private = {"personal data", "safeguarding", "abusive", "threatening"} & set(draft.traps)
    return pick(rng, {PUBLISH_WITHOUT_NAME: 1 if private else 7, ANALYSIS_ONLY: 2})


def any_area(rng: Random, weights: Mapping[str, float] | None = None) -> str:
    return pick(rng, weights or {area.name: 1 for area in AREAS})


def hand_out_channels(rng: Random, drafts: Sequence[Draft], counts: Mapping[str, int]) -> None:
    """Exactly the planted number for each channel. Drafts that have one already keep it."""
    left = dict(counts)
    for draft in drafts:
        if draft.channel:
            left[draft.channel] -= 1
    waiting = [draft for draft in drafts if not draft.channel]
    for draft, channel in zip(waiting, spread(rng, left), strict=True):
        draft.channel = channel
        if channel in ("paper", "assisted") and draft.style in ("small letters", "smiling", "shouting"):
            draft.style = "plain"


def send(rng: Random, drafts: Sequence[Draft], *, weeks: int) -> None:
    for draft in drafts:
        draft.sent_after = (
            late_moment(rng, weeks=weeks) if "late" in draft.traps else moment(rng, draft.channel, weeks=weeks)
        )


def plant(rng: Random, drafts: Iterable[Draft], trap: str, count: int) -> list[Draft]:
    """Give `count` of these drafts a trap."""
    chosen = rng.sample(list(drafts), count)
    for draft in chosen:
        draft.traps.append(trap)
    return chosen


def finish(drafts: Iterable[Draft]) -> tuple[DemoResponse, ...]:
    """In order of sending, numbered from 1."""
    ordered = sorted(drafts, key=lambda draft: draft.sent_after)
    return tuple(
        DemoResponse(
            number=number,
            channel=draft.channel,
            sent_after=draft.sent_after,
            answers=draft.answers,
            organisation=draft.organisation,
            truth=draft.truth,
            campaign=draft.campaign,
            traps=tuple(draft.traps),
            language=draft.language,
        )
        for number, draft in enumerate(ordered, 1)
    )


def adapt(pen: Pen, letter: Sequence[str], lines: Mapping[str, Sequence[str]], own: str) -> str:
    """A campaign's letter as somebody sends it who makes it theirs: a sentence left out or moved, one of their own."""
    rng = pen.rng
    kept = list(letter)
    for _ in range(rng.choice((0, 1, 1, 2))):
        kept.pop(rng.randrange(len(kept)))
    if rng.random() < 0.4:
        first = rng.randrange(len(kept) - 1)
        kept[first], kept[first + 1] = kept[first + 1], kept[first]
    kept.insert(rng.randrange(1, len(kept) + 1), own)
    if rng.random() < 0.5:
        kept.insert(0, rng.choice(lines["greetings"]))
    if rng.random() < 0.5:
        kept.append(rng.choice(lines["goodbyes"]))
    return " ".join(kept)
