"""Public things with a date: each room gives its own (openings, closings, meetings); one calendar shows them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, current_app
from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Something that happens at a moment. `what` tells the dates of one thing apart ("opens"), `words` says it to
    people; `changed_at`: when it last said something else; `address`: its page, without scheme and host."""

    kind: str
    thing_id: int
    what: str
    words: str
    at: datetime
    changed_at: datetime
    address: str
    about: str = ""
    where: str = ""
    cancelled: bool = False


Source = Callable[
    [Session, datetime], Iterable[Dated]
]  # what anybody may see and is not over before then; one statement


def init_app(app: Flask) -> None:
    app.extensions["dates"] = []


def register(app: Flask, source: Source) -> None:
    """Let `source` speak for the dates of its room."""
    app.extensions["dates"].append(source)


def list_since(session: Session, since: datetime) -> list[Dated]:
    """Every public date that is not over before `since`, the earliest first."""
    sources: list[Source] = current_app.extensions["dates"]
    return sorted(
        (one for source in sources for one in source(session, since)), key=lambda one: (one.at, one.kind, one.thing_id)
    )
