"""What moderation may do, and what follows from somebody's standing. Pure: every fact comes in as an argument."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

CLAIM_LASTS = timedelta(minutes=10)
"""So long a case is somebody's before the queue is free for others again."""


class Standing(StrEnum):
    """How far somebody is trusted. It grows by itself with what stood, and shrinks with what was taken down."""

    NEW = "new"
    KNOWN = "known"
    TRUSTED = "trusted"


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a standing opens."""

    links: int  # addresses in one text
    pictures: bool
    wait: timedelta  # between two posts of one person


ALLOWANCES = {
    Standing.NEW: Allowance(links=0, pictures=False, wait=timedelta(minutes=2)),
    Standing.KNOWN: Allowance(links=2, pictures=True, wait=timedelta(seconds=30)),
    Standing.TRUSTED: Allowance(links=5, pictures=True, wait=timedelta(seconds=10)),
}
_KNOWN_AFTER, _TRUSTED_AFTER = timedelta(days=1), timedelta(days=30)
_KNOWN_WITH, _TRUSTED_WITH = 3, 20


def standing_of(*, here_for: timedelta, stood: int, hidden_lately: int) -> Standing:
    """`here_for` since the address was proven, `stood` things that nobody took down for a day, `hidden_lately` things
    that moderators hid in the last 90 days."""
    if hidden_lately >= 3:
        return Standing.NEW
    if here_for >= _TRUSTED_AFTER and stood >= _TRUSTED_WITH and not hidden_lately:
        return Standing.TRUSTED
    return Standing.KNOWN if here_for >= _KNOWN_AFTER and stood >= _KNOWN_WITH else Standing.NEW
