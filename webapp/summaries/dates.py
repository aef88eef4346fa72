"""Days and times in words, with and without a web request around them."""

from datetime import date, datetime

from webapp import clock
from webapp.i18n import _, _l

MONTHS = (_l("January"), _l("February"), _l("March"), _l("April"), _l("May"), _l("June"), _l("July"), _l("August"),
          _l("September"), _l("October"), _l("November"), _l("December"))  # fmt: skip


def day_words(day: date) -> str:
    """ "4 December 2026" """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def moment_words(at: datetime, zone: str) -> str:
    """ "4 December 2026 at 17:30", as the wall clock of the zone shows it."""
    local = clock.to_local(at, zone)
    return _("%(day)s at %(time)s", day=day_words(local.date()), time=f"{local.hour}:{local.minute:02}")
