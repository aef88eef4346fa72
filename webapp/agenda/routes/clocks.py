"""Today at the place and the site's limits, as rules and services are told them."""

from datetime import date
from typing import Any

from flask import current_app

from webapp import clock
from webapp.agenda.queries.commitments import Clock
from webapp.agenda.rules.lateness import Limits
from webapp.agenda.services.commitments import Here
from webapp.web.guard import current_person


def today() -> date:
    return clock.local_day(clock.now(), current_app.config["TIME_ZONE"])


def limits() -> Limits:
    settings: dict[str, Any] = current_app.config
    return Limits(red_after=settings["LATE_RED_DAYS"], silent_after=settings["SILENT_DAYS"])


def by_clock() -> Clock:
    return Clock(today=today(), zone=current_app.config["TIME_ZONE"], limits=limits())


def here() -> Here:
    """Whoever has signed in, here and now."""
    settings: dict[str, Any] = current_app.config
    return Here(by=current_person().id, today=today(), zone=settings["TIME_ZONE"],
                remind_days=settings["REMIND_DAYS"], silent_days=settings["SILENT_DAYS"])  # fmt: skip
