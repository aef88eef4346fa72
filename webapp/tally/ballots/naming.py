"""Names of options and titles that a file may bring: what people can read, tell apart, and find in one line."""

import unicodedata
from collections.abc import Sequence

from webapp.tally.ballots.papers import UnreadableBallots

MOST_OPTIONS = 1_000
_LONGEST = 1_000
_UNREADABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Control characters (line feeds too), halves of characters, and line and paragraph separators."""


def check_options(names: Sequence[str], line: int | None = None) -> None:
    """Raises UnreadableBallots unless these are 1 to MOST_OPTIONS names, each readable and none there twice."""
    if not 1 <= len(names) <= MOST_OPTIONS:
        raise UnreadableBallots(f"there should be 1 to {MOST_OPTIONS} options, not {len(names)}", line)
    for number, name in enumerate(names, start=1):
        if not name.strip():
            raise UnreadableBallots(f"option {number} has no name", line)
        check_text(name, f"the name of option {number}", line)
    seen: dict[str, int] = {}
    for number, name in enumerate(names, start=1):
        if name in seen:
            raise UnreadableBallots(f"options {seen[name]} and {number} have the same name", line)
        seen[name] = number


def check_text(text: str, what: str, line: int | None = None) -> None:
    """Raises UnreadableBallots if a text is very long or holds what cannot be shown in a line."""
    if len(text) > _LONGEST:
        raise UnreadableBallots(f"{what} is longer than {_LONGEST} characters", line)
    if any(unicodedata.category(character) in _UNREADABLE for character in text):
        raise UnreadableBallots(f"{what} holds a character that cannot be shown", line)
