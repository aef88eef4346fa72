"""What one cell of a file means: a moment, a step of a scale, a permission, a tick. Pure; nothing is guessed wildly."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from webapp.consultations.models import Part

_DAY_AND_TIME = re.compile(
    r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)(?:[ T,]+(\d{1,2}):(\d\d)(?::(\d\d))?(?:\.\d+)? ?([ap]m)?)?\Z",
    re.IGNORECASE | re.ASCII,
)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_YEARS = range(1990, 2101)  # outside of these a date is a slip of the keyboard
_WORD = re.compile(r"[a-z']+")

_AGAINST = frozenset({"disagree", "oppose", "opposed", "against", "dissatisfied", "unlikely", "unimportant", "poor",
                      "bad", "unsafe", "difficult", "hard", "unhappy", "worse", "negative", "harder"})  # fmt: skip
_FOR = frozenset({"agree", "support", "favour", "satisfied", "likely", "important", "good", "safe", "easy", "happy",
                  "better", "positive", "easier", "excellent"})  # fmt: skip
_MIDDLE = frozenset({"neither", "neutral", "unchanged"})
_STRONG = frozenset({"strongly", "very", "extremely", "completely", "totally", "much", "excellent"})
_WEAK = frozenset({"tend", "somewhat", "fairly", "slightly", "quite", "mostly", "partly", "bit"})
_DO_NOT_KNOW = re.compile(
    r"(?i)\b(?:don'?t know|do not know|not sure|unsure|no opinion|no view|prefer not|not applicable|n/a)"
)
_NOT = frozenset({"not", "don't", "no"})

_NO_NAME = re.compile(r"(?i)without (?:\w+ )?name|anonym|unnamed|(?:not|no|hide|leave out) (?:my |our |the )?name")
_REFUSED = re.compile(r"(?i)\b(?:no|not|don'?t|never|n|false|0|private|confidential|analysis|internal)\b")
_NAMED = re.compile(r"(?i)\b(?:name|named|credit|credited|attributed)\b")
_ALLOWED = re.compile(r"(?i)(?:yes|y|true|1|ok|okay|publish|i agree|agree|i consent|consent)\b")
_ORGANISED = re.compile(
    r"(?i)organi[sz]ation|\b(?:group|business|company|firm|charity|council|councillor|behalf|school|college|university|union|"
    r"trust|association|authority|society|club|operator|employer|representative|church|mosque)(?:e?s)?\b"
)
_NOT_TICKED = frozenset({"", "no", "n", "false", "0", "not selected", "unselected", "unchecked", "not ticked"})


def month_comes_first(cells: Iterable[str]) -> bool:
    """Whether the dates of a column are written 5/31/2026: some could be nothing else, and none is 31/5/2026."""
    found = [match for match in map(_DAY_AND_TIME.match, cells) if match]
    return any(int(match[2]) > 12 for match in found) and not any(int(match[1]) > 12 for match in found)


def read_moment(text: str, *, month_first: bool = False) -> datetime | None:
    """A day or a moment, in ISO or British form; without a zone where the text has none. None when it is neither."""
    try:
        moment = datetime.fromisoformat(text) if _ISO_DAY.match(text) else _british(text, month_first)
    except ValueError:
        return None
    return moment if moment is not None and moment.year in _YEARS else None


def _british(text: str, month_first: bool) -> datetime | None:
    match = _DAY_AND_TIME.match(text)
    if match is None:
        return None
    day, month = (int(match[2]), int(match[1])) if month_first else (int(match[1]), int(match[2]))
    year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
    return datetime(year, month, day, _hour(match), int(match[5] or 0), int(match[6] or 0))  # noqa: DTZ001  (wall clock)


def _hour(match: re.Match[str]) -> int:
    hour, half = int(match[4] or 0), (match[7] or "").lower()
    if half and not 1 <= hour <= 12:
        raise ValueError("no such hour")
    return hour % 12 + (12 if half == "pm" else 0) if half else hour


def step_of(text: str) -> int | None:
    """Where words stand on a scale, from 3 (all for it) over 0 (neither) to -3; None for words that are on no scale."""
    words = set(_WORD.findall(text.casefold().replace("’", "'")))
    strength = 3 if words & _STRONG else 1 if words & _WEAK else 2
    if words & _MIDDLE:
        return 0
    if words & _AGAINST:
        return -strength
    if words & _FOR:
        return -strength if words & _NOT else strength
    return None


def says_nothing(text: str) -> bool:
    """Whether this is "don't know" in any of its forms: it stands at the end of a scale, not on it."""
    return _DO_NOT_KNOW.search(text.replace("’", "'")) is not None


def order_of_scale(values: Sequence[str]) -> tuple[str, ...] | None:
    """`values` from most for to most against, "don't know" last; None when they are not the steps of one scale."""
    steps = [(step_of(value), value) for value in values if not says_nothing(value)]
    known = [(-step, value) for step, value in steps if step is not None]
    if len(known) < len(steps) or len({step for step, _value in known}) < 3:
        return None
    silent = [value for value in values if says_nothing(value)]
    return (*(value for _step, value in sorted(known)), *silent)


def permission_of(text: str) -> Part:
    """What someone allowed. Anything that is not a clear permission is "analysis only"; a plain "yes" gives no name."""
    plain = text.strip().replace("’", "'")
    if _NO_NAME.search(plain):
        return Part.PUBLISH_UNNAMED
    if _REFUSED.search(plain):
        return Part.ANALYSIS_ONLY
    if _NAMED.search(plain):
        return Part.PUBLISH_NAMED
    return Part.PUBLISH_UNNAMED if _ALLOWED.match(plain) else Part.ANALYSIS_ONLY


def respondent_of(text: str) -> Part:
    """Whether words such as "On behalf of a charity" mean an organisation."""
    return Part.ORGANISATION if _ORGANISED.search(text) else Part.PLAIN


def is_ticked(text: str) -> bool:
    return text.strip().casefold() not in _NOT_TICKED


def looks_like_a_tick(text: str) -> bool:
    """Whether a cell of this text is a box, ticked or not, rather than a choice of its own."""
    return text.strip().casefold() in _NOT_TICKED | {"yes", "y", "true", "1", "x", "✓", "selected", "checked", "ticked"}
