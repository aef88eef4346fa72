"""Kinds of things whose places and subjects officers say. Each room registers how one is found, in `features.py`."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Sorted:
    """A thing as its office page shows it, also before anybody else may see it. `address`: that page."""

    title: str
    address: str


KINDS: dict[str, Callable[[Session, int], Sorted | None]] = {}
"""By kind: finds a thing by its id; None when there is none."""


def find(session: Session, kind: str, thing_id: int) -> Sorted | None:
    finder = KINDS.get(kind)
    return finder(session, thing_id) if finder is not None and thing_id < 2**31 else None
