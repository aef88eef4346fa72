"""What moderation may do, and what follows from somebody's standing. Pure: every fact comes in as an argument."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from webapp.access import Role
from webapp.i18n import _

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


@dataclass(frozen=True, slots=True)
class Facts:
    """What a standing rests on. `here_for`: None when the address was never proven."""

    here_for: timedelta | None
    stood: int
    hidden_lately: int

    @property
    def standing(self) -> Standing:
        if self.here_for is None:
            return Standing.NEW
        return standing_of(here_for=self.here_for, stood=self.stood, hidden_lately=self.hidden_lately)


APPEAL_WITHIN = timedelta(days=28)
"""So long somebody can ask for another look at what was decided about them."""
LONGEST_SUSPENSION = timedelta(days=365)
"""Whoever is to stay away longer is blocked, which has no end until it is lifted."""


class Act(StrEnum):
    """What a moderator may do about a person."""

    WARN = "warn"
    SUSPEND = "suspend"
    BLOCK = "block"
    LIFT = "lift"


UNTOUCHABLE = frozenset({Role.MODERATOR, Role.ADMINISTRATOR})
"""Who cannot be sanctioned: first an administrator takes the role away."""


def why_not_sanction(*, own: bool, roles: Collection[Role], stopped: bool) -> str | None:
    """The reason in words why this person cannot be warned, suspended or blocked, or None when they can."""
    if own:
        return _("This is you. Nobody decides about themselves.")
    if stopped:
        return _("This account is closed or stopped. There is nobody to tell.")
    if UNTOUCHABLE.intersection(roles):
        return _("This person keeps order here too. An administrator must take that role away first.")
    return None


def is_in_force(*, until: datetime | None, lifted_at: datetime | None, now: datetime) -> bool:
    """Whether a suspension or block keeps somebody from writing; `queries.sanction_in_force` is the same rule."""
    return lifted_at is None and (until is None or until > now)


def why_not_until(day: date | None, *, today: date) -> str | None:
    """The reason in words why a suspension cannot end on this day, or None when it can."""
    if day is None:
        return _("Say from which day they may write again.")
    if day <= today:
        return _("Choose a day after today.")
    if day > today + LONGEST_SUSPENSION:
        return _("Choose a day within a year. Block them if it must be longer.")
    return None


def why_not_ask_again(*, asked: bool, in_force: bool, lifted: bool, at: datetime, now: datetime) -> str | None:
    """The reason in words why a person cannot ask for another look at a sanction, or None when they can.

    For as long as it is in force they can, and for 28 days in any case: a warning stays on the record.
    """
    if asked:
        return _("You have asked for another look already.")
    if lifted:
        return _("It was taken back. There is nothing to ask for.")
    if not in_force and now > at + APPEAL_WITHIN:
        return _("You could ask for another look for 28 days. That time is over.")
    return None
