"""What a ballot says, as plain data, and as the one text it is stored as. Pure."""

import json
from typing import TypeAlias

Marks: TypeAlias = tuple[tuple[int, ...], ...]
"""Rows of whole numbers, in one of three shapes that the kind of ballot paper knows:

values   (option number, value), ascending by option; a choice is a value of 1
order    the option numbers of one place, first place first; several in one place stand equal
pairs    (one, other, verdict) with one < other: 1 if one matters more, -1 if the other does, 0 if they could not say
"""

LONGEST = 20_000
"""Characters of a ballot's text: more than any ballot of ours needs."""


class NotMarks(ValueError):
    """A text that is no ballot."""


def write(marks: Marks) -> str:
    """The text of a ballot: the same marks give the same text."""
    return json.dumps(marks, separators=(",", ":"))


def read(text: str) -> Marks:
    """Marks from their text: rows of whole numbers. Raises NotMarks; what the numbers mean is for a kind to check."""
    if len(text) > LONGEST:
        raise NotMarks("too long")
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotMarks("not JSON") from error
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise NotMarks("not a list of lists")
    if not all(type(number) is int and abs(number) < 2**31 for row in rows for number in row):
        raise NotMarks("not whole numbers")
    return tuple(tuple(row) for row in rows)
