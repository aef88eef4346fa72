"""What an authority settles for itself: days off, its time, and what counts how much in an agenda's order. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from webapp import clock
from webapp.agenda.rules.bank_holidays import Calendar, Nation
from webapp.agenda.rules.clear_days import Days
from webapp.agenda.rules.notice import Terms
from webapp.agenda.rules.ordering import Part, Weights
from webapp.settings import BadSetting


class HasNotices(Protocol):
    """A body, as far as its notices go."""

    plan_days: int
    plan_counting: Days
    agenda_days: int
    agenda_counting: Days


@dataclass(frozen=True, kw_only=True)
class Site:
    zone: str
    calendar: Calendar
    weights: Weights

    def day(self, moment: datetime) -> date:
        """The day of the place: at half past midnight there it is a new one, whatever UTC says."""
        return clock.local_day(moment, self.zone)

    def today(self) -> date:
        return self.day(clock.now())

    def terms(self, body: HasNotices) -> Terms:
        return Terms(plan_days=body.plan_days, plan_counting=body.plan_counting, agenda_days=body.agenda_days,
                     agenda_counting=body.agenda_counting, calendar=self.calendar)  # fmt: skip


def site_from(settings: Mapping[str, Any]) -> Site:
    """Raises `BadSetting` that names the setting."""
    weights = {part: settings[f"ORDER_{part.name}"] for part in Part}
    return Site(
        zone=settings["TIME_ZONE"],
        calendar=Calendar(nation=_nation(settings["BANK_HOLIDAYS"]), extra=_days(settings["EXTRA_BANK_HOLIDAYS"])),
        weights=Weights(of=weights, many=settings["ORDER_MANY"]),
    )


def _nation(word: str) -> Nation:
    try:
        return Nation(word)
    except ValueError:
        raise BadSetting(f"BANK_HOLIDAYS must be one of {', '.join(Nation)}, not “{word}”.") from None


def _days(words: list[str]) -> frozenset[date]:
    try:
        return frozenset(date.fromisoformat(word) for word in words)
    except (TypeError, ValueError):
        raise BadSetting("EXTRA_BANK_HOLIDAYS must be days such as 2027-12-24.") from None
