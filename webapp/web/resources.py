"""What programs may read of the site's things. Each room gives one serializer a kind, in `features.py`; the room of the
open interface knows none of them. Only what any reader of the public pages sees, and nothing about a person.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

Schema = Mapping[str, Any]  # JSON Schema of one property
Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Resource:
    """A kind of thing. `name` stands in addresses ("consultations"), `kind` in the table of what things are about.

    `visible`: ids of all that anybody may see at a moment. `serialize`: these as JSON without `id`, by id, whose keys
    are those of `properties`; one statement. An `address` in it, without scheme and host, becomes whole on the way out.
    """

    name: str
    kind: str
    title: str  # marked for translation
    visible: Callable[[datetime], Select[int]]
    serialize: Callable[[Session, Collection[int], datetime], Mapping[int, Row]]
    properties: Mapping[str, Schema]


RESOURCES: dict[str, Resource] = {}
"""By name; `features.py` fills it."""


def text(about: str, **more: Any) -> Schema:
    return {"type": "string", "description": about, **more}


def one_of(about: str, words: Sequence[str]) -> Schema:
    return {"type": "string", "description": about, "enum": list(words)}


def number(about: str) -> Schema:
    return {"type": "integer", "description": about, "minimum": 0}


def moment(about: str) -> Schema:
    return {"type": ["string", "null"], "format": "date-time", "description": about}


def day(about: str) -> Schema:
    return {"type": ["string", "null"], "format": "date", "description": about}


def said(at: datetime | None) -> str | None:
    """A moment as JSON holds it, in UTC: "2026-06-01T11:00:00Z"."""
    return at.isoformat().replace("+00:00", "Z") if at is not None else None
