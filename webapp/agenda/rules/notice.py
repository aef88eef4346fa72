"""Whether something was in the forward plan long enough before it is decided, and what the public is told of it. Pure.

Source: SI 2012/2089, regulation 9 (28 clear days), regulation 10 (general exception: five clear days, and the reason
why more was impracticable), regulation 11 (special urgency: less, where somebody entitled to has agreed to it).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webapp.agenda.rules.bank_holidays import Calendar
from webapp.agenda.rules.clear_days import Days, clear_days, earliest_meeting
from webapp.i18n import _, _l, ngettext


class Standing(StrEnum):
    """How the notice stands. Only TOO_SHORT keeps it from being decided on that day."""

    ENOUGH = "enough"
    NO_DATE = "no date yet"
    GENERAL_EXCEPTION = "general exception"
    SPECIAL_URGENCY = "special urgency"
    TOO_SHORT = "too short"


STANDING_WORDS = {
    Standing.ENOUGH: _l("Enough notice"),
    Standing.NO_DATE: _l("No date yet"),
    Standing.GENERAL_EXCEPTION: _l("Short notice: general exception"),
    Standing.SPECIAL_URGENCY: _l("Short notice: special urgency"),
    Standing.TOO_SHORT: _l("Not enough notice yet"),
}


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a body's rules ask for."""

    plan_days: int
    plan_counting: Days
    agenda_days: int
    agenda_counting: Days
    calendar: Calendar


@dataclass(frozen=True, kw_only=True)
class Notice:
    """`had` and `needed` in clear days as `counting` counts them; `earliest`: the first day with enough."""

    standing: Standing
    had: int
    needed: int
    counting: Days
    earliest: date


def notice_of(
    *, key: bool, planned_on: date, meets_on: date | None, reason: str, agreed_by: str, terms: Terms
) -> Notice:
    """A key decision needs the notice of the plan, anything else that of an agenda."""
    needed, counting = (
        (terms.plan_days, terms.plan_counting) if key else (terms.agenda_days, terms.agenda_counting)
    )  # fmt: skip
    earliest = earliest_meeting(planned_on, needed, counting, terms.calendar)
    had = clear_days(planned_on, meets_on, counting, terms.calendar) if meets_on else 0
    standing = Standing.NO_DATE if meets_on is None else Standing.ENOUGH
    if meets_on is not None and had < needed:
        five = clear_days(planned_on, meets_on, terms.agenda_counting, terms.calendar) >= terms.agenda_days
        standing = _short(five=five and key, reason=reason, agreed_by=agreed_by)
    return Notice(standing=standing, had=had, needed=needed, counting=counting, earliest=earliest)


def _short(*, five: bool, reason: str, agreed_by: str) -> Standing:
    if reason and five:
        return Standing.GENERAL_EXCEPTION
    return Standing.SPECIAL_URGENCY if reason and agreed_by else Standing.TOO_SHORT


def days_in_words(number: int, counting: Days) -> str:
    """ "28 clear days", "5 clear working days"."""
    if counting is Days.WORKING:
        return ngettext("%(num)s clear working day", "%(num)s clear working days", number)
    return ngettext("%(num)s clear day", "%(num)s clear days", number)


def what_is_missing(notice: Notice, *, earliest: str) -> str:
    """The sentence under a notice that is too short; `earliest` as people write a day."""
    return _("It needs %(needed)s and has %(had)s: the earliest date is %(earliest)s.",
             needed=days_in_words(notice.needed, notice.counting), had=notice.had, earliest=earliest)  # fmt: skip
