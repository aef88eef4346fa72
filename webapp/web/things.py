"""Things by kind and id: what a room tells others about what it holds, without either knowing the other.

A discussion is about a consultation, a subscription follows a proposal, a flag is on a post. Ids cross; imports do not:
each room registers in `features.py` how its things are found.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from flask import Flask, current_app
from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Thing:
    """What others may know of it: only what anybody may read."""

    kind: str
    id: int
    title: str
    address: str  # its page, without scheme and host
    open: bool = True  # whether people may still say something about it


Finder = Callable[[Session, Collection[int]], Mapping[int, Thing]]  # those that anybody may see, by id; one statement


def init_app(app: Flask) -> None:
    app.extensions["things"] = {}


def register(app: Flask, kind: str, finder: Finder) -> None:
    """Let `finder` speak for the things of this kind."""
    app.extensions["things"][kind] = finder


def find_many(session: Session, kind: str, ids: Collection[int]) -> Mapping[int, Thing]:
    """By id, those of `ids` that anybody may see; none of a kind that nobody registered."""
    finder: Finder | None = current_app.extensions["things"].get(kind)
    return finder(session, ids) if finder is not None and ids else {}


def find(session: Session, kind: str, ident: int) -> Thing | None:
    return find_many(session, kind, [ident]).get(ident) if ident < 2**31 else None
