"""What can be moderated. Rooms that hold people's words register here how these are read, hidden and shown again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from sqlalchemy import Select
from sqlalchemy.orm import Session

Thing = tuple[str, int]  # (kind, id)


@dataclass(frozen=True, slots=True)
class Words:
    """What a moderator reads of a thing, wherever it comes from."""

    kind: str
    id: int
    text: str
    where: str  # the title of what it stands in
    address: str  # where it can be seen, without scheme and host
    author_id: int | None
    author_name: str
    at: datetime
    pictures: tuple[tuple[str, str], ...] = ()  # (address, text for those who cannot see it)
    shown: bool = True  # whether everybody sees it now


STOOD = timedelta(days=1)
"""What was not taken down for so long counts towards its author's standing."""


class Moderated(Protocol):
    """A kind of thing that holds people's words."""

    kind: str
    called: str  # "a comment", for mails and the log; marked for translation

    def read(self, session: Session, ids: Collection[int]) -> Mapping[int, Words]:
        """Those that exist, by id, hidden ones too. A fixed number of statements."""

    def hide(self, session: Session, thing_id: int) -> None:
        """Nobody but its author and moderators sees it from here on."""

    def show(self, session: Session, thing_id: int) -> None:
        """Everybody sees it (again). It also ends the wait of one that was held."""

    def stood_by(self, author_id: int) -> Select[int] | None:
        """Counts how many of this kind a person has had standing for `STOOD` or longer: part of their standing.

        None where nobody knows who wrote what. The counts of all kinds are asked for in one statement.
        """


@runtime_checkable
class Remembering(Protocol):
    """A kind that can say what was written lately. One that cannot is asked for single things only."""

    def find_recent(self, session: Session, since: datetime, most: int) -> Sequence[Words]:
        """What anybody can see and was written since then, newest first, at most so many. One statement."""

    def find_by(self, session: Session, author_id: int, most: int) -> Sequence[Words]:
        """What this person wrote, newest first, hidden ones too, drafts not; at most so many. One statement."""


KINDS: dict[str, Moderated] = {}
"""By `kind`; `features.py` fills it."""
