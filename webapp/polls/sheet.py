"""The ballot paper of a poll: all that is needed to draw it, to read it and to count it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True, slots=True)
class SheetOption:
    """An option by its number; `cost` in whole pounds, `pot` the id of the money it is paid from."""

    number: int
    text: str
    detail: str = ""
    cost: int | None = None
    category: str = ""
    pot: int | None = None


@dataclass(frozen=True)
class Sheet:
    """`rules` are what the poll declares for its method; `pots` the money by id: (name, whole pounds)."""

    method: str
    rules: Mapping[str, Any]
    options: tuple[SheetOption, ...]
    pots: Mapping[int, tuple[str, int]]
    title: str = ""

    @cached_property
    def by_number(self) -> Mapping[int, SheetOption]:
        return {option.number: option for option in self.options}

    @property
    def pot(self) -> int:
        """All the money, in whole pounds."""
        return sum(amount for _name, amount in self.pots.values())

    def rule(self, name: str, otherwise: int) -> int:
        """A number that the poll declares."""
        value = self.rules.get(name)
        return value if isinstance(value, int) else otherwise
