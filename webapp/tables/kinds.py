"""What one cell holds: a number, a date, a postcode. Cheap and exact; guesses about columns build on them."""

import re
from datetime import date, datetime

_NUMBER = re.compile(r"[-+−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?\Z", re.ASCII)
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?\Z", re.ASCII)
_BRITISH = re.compile(
    r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)(?:[ T,]+\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]m)?)?\Z", re.IGNORECASE
)
_POSTCODE = re.compile(r"(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d(?:[A-Z]{2})?)\Z", re.ASCII)


def is_number(text: str) -> bool:
    """A count or measure as people type it: "12", "1,200", "-3.5", "40%"."""
    return len(text) < 40 and _NUMBER.match(text) is not None


def is_date(text: str) -> bool:
    """A day, or a day and a time: ISO ("2026-05-31 14:00") or British ("31/05/2026 14:00")."""
    if len(text) > 40:
        return False
    if _ISO.match(text):
        return _parses(text)
    match = _BRITISH.match(text)
    return match is not None and _is_a_day(*(int(part) for part in match.groups()))


def is_postcode(text: str) -> bool:
    """A United Kingdom postcode, or only its first part and sector ("ZZ1 2"), in any case."""
    return len(text) <= 8 and _POSTCODE.match(text.upper()) is not None


def _parses(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_a_day(day: int, month: int, year: int) -> bool:
    # Some exports put the month first: either order is a date, which is all that is asked here.
    return any(_exists(year, *pair) for pair in ((month, day), (day, month)))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year or 2000, month, day)
    except ValueError:
        return False
    return True
