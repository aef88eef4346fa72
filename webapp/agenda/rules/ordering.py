"""The explained score that helps to put an agenda in order: five parts, each from 0 to 1 and in words. Pure.

It helps, it does not decide: parts and weights are shown, and a person can overrule the place with a reason. More
people, more agreement among them or more evidence never lower a score.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from webapp.i18n import _, _l, ngettext

MOST_URGENT = 3
_SOON, _FAR = 28, 365  # days to a deadline: from here on fully pressing, beyond there not at all
_SALIENT = 0.25  # the share of all asked who raise something unasked at which it counts as strong
_SOURCES = 3  # independent sources that count in full
_SMALL_VOICES = 0.5  # what views of few, kept in sight by a person, count alone
_UNKNOWN = 0.5  # where nothing is known, neither for nor against the item


class Part(StrEnum):
    BREADTH = "breadth"
    STRENGTH = "strength"
    FAIRNESS = "fairness"
    URGENCY = "urgency"
    EVIDENCE = "evidence"


PART_WORDS = {
    Part.BREADTH: _l("How many people"),
    Part.STRENGTH: _l("How strongly"),
    Part.FAIRNESS: _l("People who are heard less"),
    Part.URGENCY: _l("How urgent"),
    Part.EVIDENCE: _l("What it rests on"),
}
LEVELS = ((0.8, _l("very high")), (0.6, _l("high")), (0.3, _l("middling")), (0.0, _l("low")))


@dataclass(frozen=True, kw_only=True)
class Source:
    """One thing that an issue rests on. `key` tells independent ones apart; `people` of `base` say so, where counted.

    `supporting` and `opposing`: of those whose side is known; `frozen`: stands in a published summary; `agreement`:
    how well two people agreed on it (alpha) or the machine matched people (F1), from 0 to 1.
    """

    key: str
    people: int | None = None
    base: int | None = None
    supporting: int | None = None
    opposing: int | None = None
    frozen: bool = False
    agreement: float | None = None


@dataclass(frozen=True, kw_only=True)
class Heard:
    """A group of people: how many of it raise the issue, how many answered at all, and how many there are."""

    name: str
    raising: int
    answering: int
    population: int


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What an item brings to the table."""

    people: int
    sources: Sequence[Source] = ()
    small_voices: bool = False
    heard: Sequence[Heard] = ()
    urgency: int = 0
    urgency_reason: str = ""
    deadline_on: date | None = None
    today: date


@dataclass(frozen=True, kw_only=True)
class Weights:
    """How much each part counts, in any unit, and how many people are many (`many` counts in full without a base)."""

    of: Mapping[Part, int]
    many: int = 1000


@dataclass(frozen=True, kw_only=True)
class Scored:
    """One part: `value` from 0 to 1, and what it comes from."""

    part: Part
    value: float
    words: str
    weight: int

    @property
    def level(self) -> str:
        return next(words for least, words in LEVELS if self.value >= least)


@dataclass(frozen=True, kw_only=True)
class Score:
    """`total`: a whole number out of 100; finer would pretend to know more than anybody does."""

    total: int
    parts: tuple[Scored, ...]


def score(facts: Facts, weights: Weights) -> Score:
    made = {
        Part.BREADTH: _breadth(facts, weights.many),
        Part.STRENGTH: _strength(facts),
        Part.FAIRNESS: _fairness(facts),
        Part.URGENCY: _urgency(facts),
        Part.EVIDENCE: _evidence(facts),
    }
    parts = tuple(
        Scored(part=part, value=min(1.0, max(0.0, value)), words=words, weight=max(0, weights.of.get(part, 0)))
        for part, (value, words) in made.items()
    )
    whole = sum(one.weight for one in parts)
    total = sum(one.value * one.weight for one in parts) / whole if whole else 0.0
    return Score(total=math.floor(100 * total + 0.5), parts=parts)


def _breadth(facts: Facts, many: int) -> tuple[float, str]:
    """Each doubling counts the same, so that a great many cannot drown what a village says."""
    base = _base(facts)
    value = math.log1p(max(0, facts.people)) / math.log1p(max(many, base or 0, 1))
    if base:
        said = ngettext("%(num)s person of %(base)s", "%(num)s people of %(base)s", facts.people, base=base)
    else:
        said = ngettext("%(num)s person", "%(num)s people", facts.people)
    return value, said


def _base(facts: Facts) -> int | None:
    """Of how many: the largest base its figures have."""
    return max((one.base for one in facts.sources if one.base), default=None)


def _strength(facts: Facts) -> tuple[float, str]:
    """The mean of what is known: the share for it among those with a side, and how many raised it of all asked."""
    values, words = [], []
    sided = [one for one in facts.sources if (one.supporting or 0) + (one.opposing or 0)]
    if sided:
        pro = sum(one.supporting or 0 for one in sided)
        all_ = pro + sum(one.opposing or 0 for one in sided)
        values.append(pro / all_)
        words.append(_("%(pro)s of %(all)s with a side are for it", pro=pro, all=all_))
    shares = [(one.people, one.base) for one in facts.sources if one.people is not None and one.base]
    if shares:
        people, base = max(shares, key=lambda one: one[0] / one[1])
        values.append(min(1.0, people / base / _SALIENT))
        words.append(_("%(people)s of the %(base)s who were asked raise it", people=people, base=base))
    if not values:
        return _UNKNOWN, _("Not known; counted as half")
    return sum(values) / len(values), "; ".join(words)


def _fairness(facts: Facts) -> tuple[float, str]:
    """High where those who raise it belong to groups that answer less than others, or where views of few are named.

    A group is heard less when its share of the answers is below its share of the people. What counts is the share of
    those who raise the issue that belongs to such groups.
    """
    less = _heard_less(facts.heard)
    raising = sum(one.raising for one in facts.heard)
    value = sum(one.raising for one in less) / raising if raising else 0.0
    words = []
    if less and value:
        words.append(
            _("%(share)s of %(all)s come from places that answer less than others: %(names)s",
              share=sum(one.raising for one in less), all=raising, names=", ".join(one.name for one in less))
        )  # fmt: skip
    if facts.small_voices:
        value = max(value, _SMALL_VOICES)
        words.append(_("It names views of few that could be lost"))
    return value, "; ".join(words) or _("No group that is heard less stands out")


def _heard_less(heard: Sequence[Heard]) -> list[Heard]:
    answering, living = sum(one.answering for one in heard), sum(one.population for one in heard)
    if not answering or not living:
        return []
    return [
        one for one in heard if one.population and one.raising and one.answering * living < one.population * answering
    ]


def _urgency(facts: Facts) -> tuple[float, str]:
    said = min(MOST_URGENT, max(0, facts.urgency))
    value, words = said / MOST_URGENT, []
    if said:
        words.append(_("%(said)s of %(most)s: %(reason)s", said=said, most=MOST_URGENT, reason=facts.urgency_reason))
    if facts.deadline_on is not None:
        left = (facts.deadline_on - facts.today).days
        value = max(value, min(1.0, max(0.0, (_FAR - left) / (_FAR - _SOON))))
        words.append(
            ngettext("%(num)s day to its legal deadline", "%(num)s days to its legal deadline", left)
            if left >= 0
            else _("Its legal deadline has passed")
        )
    return value, "; ".join(words) or _("It can wait")


def _evidence(facts: Facts) -> tuple[float, str]:
    """Half for independent sources, a quarter for published figures, a quarter for how far its coding holds."""
    sources = len({one.key for one in facts.sources})
    frozen = any(one.frozen for one in facts.sources)
    measured = [one.agreement for one in facts.sources if one.agreement is not None]
    agreed = max(measured, default=0.0)
    value = 0.5 * min(sources, _SOURCES) / _SOURCES + 0.25 * frozen + 0.25 * min(1.0, max(0.0, agreed))
    words = [ngettext("%(num)s source", "%(num)s sources", sources)]
    words.append(_("published figures") if frozen else _("no published figures"))
    if measured:
        words.append(_("coding checked: %(hundredths)s of 100", hundredths=round(100 * agreed)))
    return value, ", ".join(words)


@dataclass(frozen=True, kw_only=True)
class Placed:
    """What the order needs to know of an item. `position`: from 1, where a person put it."""

    id: int
    total: int
    position: int | None = None


P = TypeVar("P", bound=Placed)


def in_order(items: Sequence[P]) -> list[P]:
    """By score, highest first (then by id), around those that a person put at a place of their own.

    Of two at the same place the one with the lower id has it and the other follows; a place beyond the end is the last.
    """
    free = sorted((one for one in items if one.position is None), key=lambda one: (-one.total, one.id))
    fixed = sorted((one for one in items if one.position is not None), key=lambda one: (one.position or 0, one.id))
    placed: list[P] = []
    while free or fixed:
        due = fixed and ((fixed[0].position or 0) <= len(placed) + 1 or not free)
        placed.append(fixed.pop(0) if due else free.pop(0))
    return placed
