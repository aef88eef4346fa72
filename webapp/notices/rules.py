"""What may stand in a mail, and when it is tried again. Pure."""

import re
from datetime import datetime, time, timedelta
from enum import StrEnum

from markupsafe import Markup, escape

from webapp import clock

MOST_TRIES = 12
_LINK = re.compile(r"(https?://[^\s<>\"']+)")
_PLAIN_ADDRESS = re.compile(r"[^\s@,;:<>()\[\]\"\\\x00-\x20\x7f]+@[^\s@,;:<>()\"\\\x00-\x20\x7f]+")


class Rhythm(StrEnum):
    """How often somebody wants to hear of what they follow."""

    AT_ONCE = "at once"
    DAILY = "daily"
    WEEKLY = "weekly"


def is_one_address(text: str) -> bool:
    """Whether this names one mailbox and nothing else: no second address, no name, no line break."""
    return len(text) <= 254 and _PLAIN_ADDRESS.fullmatch(text) is not None


def one_line(text: str, most: int = 200) -> str:
    """A subject: on one line, without control characters, not endless."""
    visible = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(visible.split())[:most]


def wait_before(tries: int) -> timedelta | None:
    """How long to wait after `tries` failures: 2 minutes, 4, 8 … at most 4 hours; None when it is given up."""
    return timedelta(minutes=min(2**tries, 240)) if tries < MOST_TRIES else None


QUIET_FROM, QUIET_UNTIL = time(22), time(7)
"""At night no notice leaves, neither mail nor text, whatever its rhythm and whenever it is tried again."""
SOON = timedelta(minutes=5)
"""“At once” waits this long, so that three replies in a minute are one mail."""
MORNING = time(8)
"""When a day's mail leaves, on the place's clock; a week's on Monday."""


def next_due(rhythm: Rhythm, *, after: datetime, zone: str) -> datetime:
    """The next moment, later than `after`, at which mail of this rhythm leaves."""
    if rhythm is Rhythm.AT_ONCE:
        return after_the_night(_next_five_minutes(after), zone)
    day = clock.local_day(after, zone)
    if rhythm is Rhythm.WEEKLY:
        day -= timedelta(days=day.weekday())
    step = timedelta(days=7 if rhythm is Rhythm.WEEKLY else 1)
    while (due := clock.from_local(datetime.combine(day, MORNING), zone)) <= after:
        day += step
    return due


def _next_five_minutes(after: datetime) -> datetime:
    seconds = SOON.total_seconds()
    return datetime.fromtimestamp((after.timestamp() // seconds + 1) * seconds, after.tzinfo)


def is_quiet(moment: datetime, zone: str) -> bool:
    """Whether it is night on the place's clock."""
    return not QUIET_UNTIL <= clock.to_local(moment, zone).time() < QUIET_FROM


def after_the_night(due: datetime, zone: str) -> datetime:
    """`due`, or seven in the morning when that is at night on the place's clock."""
    if not is_quiet(due, zone):
        return due
    wall = clock.to_local(due, zone)
    day = wall.date() + timedelta(days=wall.time() >= QUIET_FROM)
    return clock.from_local(datetime.combine(day, QUIET_UNTIL), zone)


def as_html(text: str) -> str:
    """The same words for readers that show HTML: paragraphs, and links that can be pressed. Everything is escaped."""
    paragraphs = [
        Markup("<br>\n").join(_linked(line) for line in part.splitlines()) for part in text.strip().split("\n\n")
    ]
    body = Markup("\n").join(Markup("<p>{}</p>").format(part) for part in paragraphs if part.strip())
    return Markup('<!DOCTYPE html>\n<html lang="en"><body>\n{}\n</body></html>\n').format(body)


def _linked(line: str) -> Markup:
    parts = _LINK.split(line)
    return Markup("").join(
        Markup('<a href="{0}">{0}</a>').format(part) if number % 2 else escape(part)
        for number, part in enumerate(parts)
    )
