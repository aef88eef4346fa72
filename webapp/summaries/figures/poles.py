"""Which ends a scale has: what counts as for, and what as against. Read from its own words, never from people's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Each pole as a word that begins like this. The second of a pair may contain the first ("dissatisfied").
_PAIRS = (
    (r"support", r"oppos"),
    (r"agree", r"disagree"),
    (r"satisfied", r"dissatisfied"),
    (r"likely", r"unlikely"),
    (r"approve", r"disapprove"),
    (r"better", r"worse"),
    (r"positive", r"negative"),
    (r"in favour|for", r"against"),
    (r"important", r"unimportant|not important"),
    (r"safe", r"unsafe"),
    (r"good", r"poor|bad"),
)


@dataclass(frozen=True, slots=True)
class Poles:
    """Places (from 0) of the labels at each end; every other label is neither."""

    positive: tuple[int, ...]
    negative: tuple[int, ...]


def find_poles(labels: Sequence[str]) -> Poles | None:
    """The two ends of a scale, or None when its words do not show them. A label that names both is neither."""
    for positive, negative in _PAIRS:
        against = [_says(negative, label) for label in labels]
        both = [_says(positive, _without(negative, label)) for label in labels]
        ends = Poles(
            tuple(place for place, yes in enumerate(both) if yes and not against[place]),
            tuple(place for place, no in enumerate(against) if no and not both[place]),
        )
        if ends.positive and ends.negative:
            return ends
    return None


def _says(pole: str, label: str) -> bool:
    return re.search(rf"\b(?:{pole})", label, re.IGNORECASE) is not None


def _without(pole: str, label: str) -> str:
    return re.sub(rf"\b(?:{pole})\w*", "", label, flags=re.IGNORECASE)
