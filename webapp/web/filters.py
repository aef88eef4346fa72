"""How pages write dates, numbers and lists."""

from datetime import date, datetime

from flask import Flask, current_app
from flask_babel import format_date as babel_date
from flask_babel import format_decimal

from webapp import clock
from webapp.i18n import _
from webapp.web.markup import rich


def day(moment: datetime) -> str:
    """Friday 4 December 2026, in the place's time zone."""
    return str(babel_date(clock.local_day(moment, current_app.config["TIME_ZONE"]), "EEEE d MMMM y"))


def local_date(moment: datetime) -> date:
    """The day of a moment at the place, to count with."""
    return clock.local_day(moment, current_app.config["TIME_ZONE"])


def plain_date(value: date) -> str:
    """4 December 2026."""
    return str(babel_date(value, "d MMMM y"))


def moment(at: datetime) -> str:
    """Friday 4 December 2026 at 5:30pm."""
    return _("%(day)s at %(time)s", day=day(at), time=time_of_day(at))


def time_of_day(at: datetime) -> str:
    """5:30pm, midday."""
    local = clock.to_local(at, current_app.config["TIME_ZONE"])
    if (local.hour, local.minute) in {(0, 0), (12, 0)}:
        return _("midday") if local.hour else _("midnight")
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'pm' if local.hour >= 12 else 'am'}"


def number(value: float) -> str:
    return str(format_decimal(value))


def listed(words: list[str]) -> str:
    """One, two and three."""
    if len(words) < 2:
        return "".join(words)
    return _("%(all)s and %(last)s", all=", ".join(words[:-1]), last=words[-1])


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(day=day, date=plain_date, moment=moment, number=number, listed=listed, rich=rich,
                                 local_date=local_date)  # fmt: skip
