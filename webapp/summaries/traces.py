"""Traces: which answers stand behind a count. Every count of a summary carries one; it makes the address of its list.

Pure. The same trace becomes SQL in one place (`queries.behind`), so a count and its list can only agree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from webapp.text.shapes import STANCES

UNTOLD = "untold"


class State(StrEnum):
    """Where a response stands. The first counts; only the first two were received."""

    COUNTED = "counted"
    EXCLUDED = "excluded"
    TAKEN_BACK = "taken back"
    NOT_SENT = "not sent"


class BadTrace(ValueError):
    """An address that no page of ours makes."""


@dataclass(frozen=True, slots=True)
class Trace:
    """People whose response is in `states` and who put all of this. Nothing given means everybody in `states`.

    `choices`: any of these. `stance`: also this choice on the question that asks for the stance. `words`: wrote words
    of their own. `campaign`: their words are a copy of this campaign's. `late`: came after closing and was accepted.
    `told`: where their words stand on the theme (see webapp/text/shapes.py; `UNTOLD` when they do not say). `decided`:
    a person decided that their words are under the theme.
    """

    question: int | None = None
    choices: tuple[int, ...] = ()
    item: int | None = None
    position: int | None = None
    theme: int | None = None
    stance: int | None = None
    area: int | None = None
    district: str = ""
    channel: str = ""
    campaign: int | None = None
    day: date | None = None
    words: bool = False
    late: bool = False
    told: str = ""
    decided: bool = False
    states: tuple[State, ...] = (State.COUNTED,)

    @property
    def crosses_places(self) -> bool:
        """Whether the area is another question's answer, not the answer to `question` itself."""
        placed = self.area is not None or bool(self.district)
        return placed and (self.question is None or bool(self.choices))

    def arguments(self) -> dict[str, Any]:
        """What stands in the address: only what is set, under names a person can read."""
        plain = {name: getattr(self, name) for name in _NUMBERS if getattr(self, name) is not None}
        plain |= {name: getattr(self, name) for name in ("district", "channel", "told") if getattr(self, name)}
        plain |= {name: 1 for name in ("words", "late", "decided") if getattr(self, name)}
        if self.choices:
            plain["choice"] = list(self.choices)
        if self.day:
            plain["day"] = self.day.isoformat()
        if self.states != (State.COUNTED,):
            plain["state"] = [state.value for state in self.states]
        return plain


_NUMBERS = ("question", "item", "position", "theme", "stance", "area", "campaign")
_KNOWN = {field.name for field in fields(Trace)} - {"choices", "states"} | {"choice", "state", "after"}


def read_trace(given: Mapping[str, Sequence[str]]) -> Trace:
    """The trace that an address names (each name with all its values). Raises `BadTrace` for what is malformed."""
    if strangers := set(given) - _KNOWN:
        raise BadTrace(f"unknown filter {min(strangers)[:40]}")
    one = {name: values[0] for name, values in given.items() if values}
    return Trace(
        **{name: _number(one[name]) for name in _NUMBERS if name in one},
        choices=tuple(_number(value) for value in given.get("choice", ())),
        district=one.get("district", "")[:80],
        channel=one.get("channel", "")[:40],
        day=_day(one["day"]) if "day" in one else None,
        words=_flag(one.get("words")),
        late=_flag(one.get("late")),
        told=_told(one.get("told", "")),
        decided=_flag(one.get("decided")),
        states=tuple(_state(value) for value in given.get("state", ())) or (State.COUNTED,),
    )


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadTrace("a number is not a number")
    return int(text)


def _flag(text: str | None) -> bool:
    if text not in {None, "1"}:
        raise BadTrace("a filter that is on or off")
    return text == "1"


def _told(text: str) -> str:
    if text not in {"", *STANCES, UNTOLD}:
        raise BadTrace("not a stance")
    return text


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadTrace("not a day") from error


def _state(text: str) -> State:
    try:
        return State(text)
    except ValueError as error:
        raise BadTrace("not a state of a response") from error
