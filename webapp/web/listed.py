"""What the front door lists: each room tells, in one statement, what of its things is open, comes, closed, was decided,
is late or was answered; near one area or in the whole place. Rooms register in `features.py`; none knows another.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy.orm import Session


class Shelf(StrEnum):
    """Where an entry stands on the page."""

    OPEN = "open"
    SOON = "soon"
    DECIDED = "decided"
    LATE = "late"
    FEEDBACK = "feedback"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A thing on a shelf; only what anybody may read. `at`: the moment by which its shelf is put in order: when it
    closes (open, closed), opens (soon), was due (late), was said (decided, feedback).

    `called`: what it is, in a word ("Poll"). `minutes`: how long taking part takes. `state`, `state_words`: a tag of
    its own, its colour by `components/tag.html` and what it says. `near`: it is about the area that was asked for, not
    about the whole place.
    """

    kind: str
    id: int
    shelf: Shelf
    called: str
    title: str
    address: str  # without scheme and host
    at: datetime | None
    words: str = ""
    minutes: int | None = None
    state: str = ""
    state_words: str = ""
    near: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """Near which area, or None for the whole place; and at what moment."""

    area_id: int | None
    now: datetime


Lister = Callable[[Session, Asked], Sequence[Entry]]
Finder = Callable[[Session, int, datetime], Entry | None]

LISTERS: dict[str, Lister] = {}
"""By name of the room. Each reads with one statement, however much there is, and returns no more than is shown."""

FINDERS: dict[str, Finder] = {}
"""By kind: one thing as an entry, if anybody may see it; for the card on other sites. One statement."""

MOST = {Shelf.OPEN: 12, Shelf.SOON: 4, Shelf.DECIDED: 5, Shelf.LATE: 5, Shelf.FEEDBACK: 5, Shelf.CLOSED: 6}
_LATEST_FIRST = frozenset({Shelf.DECIDED, Shelf.FEEDBACK, Shelf.CLOSED})


def read(session: Session, asked: Asked) -> dict[Shelf, list[Entry]]:
    """Every shelf with what stands on it, put in order. As many statements as there are rooms."""
    entries = [entry for lister in LISTERS.values() for entry in lister(session, asked)]
    return {shelf: _put_in_order(shelf, entries) for shelf in Shelf}


def _put_in_order(shelf: Shelf, entries: Sequence[Entry]) -> list[Entry]:
    """Those of a shelf: what closes, opens or was due first before the others; the latest first where it is over."""
    late = shelf in _LATEST_FIRST
    never = datetime.min.replace(tzinfo=UTC) if late else datetime.max.replace(tzinfo=UTC)
    mine = sorted((one for one in entries if one.shelf is shelf), key=lambda one: one.at or never, reverse=late)
    return mine[: MOST[shelf]]
