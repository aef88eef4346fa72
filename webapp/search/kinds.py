"""Kinds of things that can be found. Each room gives its own; `features.py` brings them here."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import InstrumentedAttribute, Session

from webapp.database import Base


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """A thing as it is found and shown. `about`: (kind, id) of what it belongs to, itself if nothing.

    `title` is looked for and weighs more; `heading` is shown where a title is not its own words (a comment's
    discussion). `words`: plain or Markdown. `at`: when it was said, or asked.
    """

    kind: str
    id: int
    about: tuple[str, int]
    words: str
    address: str  # without scheme and host
    at: datetime
    title: str = ""
    heading: str = ""
    language: str = "en"
    closes_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Searched:
    """A kind of thing that can be found.

    `visible`: ids of all that anybody may see at a moment; it is part of every search, so nothing else is ever found.
    `open`: of these, those that take answers now. `read`: those of some ids that have words, seen or not, in one
    statement. `watched`: tables whose changes change the words, each with the column that holds the thing's id.
    """

    kind: str
    called: str  # "Consultations"; marked for translation
    visible: Callable[[datetime], Select[int]]
    read: Callable[[Session, Collection[int]], Sequence[Offer]]
    watched: Mapping[type[Base], InstrumentedAttribute[int]]
    every: Select[int]  # ids of all there are
    open: Callable[[datetime], ColumnElement[bool]] | None = None


KINDS: dict[str, Searched] = {}
"""By `kind`, in the order in which a page lists them."""
