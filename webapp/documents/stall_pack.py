"""The words of a market-stall pack. Apart from what sets them, so that pages hold them without a typesetter."""

from collections.abc import Sequence
from dataclasses import dataclass

FRONT, BACK = 17, 21
LINES = FRONT + BACK
"""Lines of a sheet, numbered through from front to back: a sample of them is checked later."""


@dataclass(frozen=True, slots=True)
class Script:
    """One heading of the page for who stands at the stall, and what it says."""

    heading: str
    points: Sequence[str]


@dataclass(frozen=True, slots=True)
class StallPack:
    """Every word of the pack, in the reader's language. `language` is like "en-GB"."""

    language: str
    authority: str
    number: str  # "P-12"
    title: str
    by: str
    pitch: str  # two sentences
    address: str  # what the code holds
    short_address: str  # what people type
    call: str
    scan: str
    type_it: str
    promises_heading: str
    promises: Sequence[str]
    poster_foot: str
    empty: str  # for the back of the poster
    sheet_heading: str
    sheets: Sequence[str]  # the number on each
    sheet_number: str  # "Sheet %s"
    front: str
    back: str
    sign_here: str
    privacy: str
    columns: Sequence[str]  # line, name, postcode, signature
    script_heading: str
    script: Sequence[Script]
    note: str  # where a letter has no shape in our fonts
