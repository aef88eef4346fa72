"""Contests and their ballots as plain facts, as every file of the field can state them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Rank: TypeAlias = tuple[int, ...]
"""The options at one place of a ballot, ascending: none where it was left out, several where they stand equal (or were
marked together); UNREADABLE where more than one was marked and the file does not say which."""

Ranking: TypeAlias = tuple[Rank, ...]
"""One ballot paper, first preference first."""

UNREADABLE: Rank = (0,)


@dataclass(frozen=True, kw_only=True)
class Contest:
    """Options by their number (from 1, `options[0]` is number 1) and how many ballots rank them in each way.

    `ballots` groups identical papers: ranking → how many. `withdrawn` may not be elected; papers pass over them.
    `write_ins` are options that stand for all names written in that nobody declared: they may not be elected either,
    but a rule that counts in rounds can show what they held.
    """

    options: tuple[str, ...]
    ballots: Mapping[Ranking, int]
    seats: int = 1
    title: str = ""
    withdrawn: frozenset[int] = frozenset()
    write_ins: frozenset[int] = frozenset()

    @property
    def numbers(self) -> range:
        return range(1, len(self.options) + 1)

    @property
    def standing(self) -> tuple[int, ...]:
        out = self.withdrawn | self.write_ins
        return tuple(number for number in self.numbers if number not in out)

    @property
    def total(self) -> int:
        return sum(self.ballots.values())


Values: TypeAlias = tuple[tuple[int, int], ...]
"""What one ballot gives to options: (option number, value), ascending by option; options left blank are not in it."""


@dataclass(frozen=True, kw_only=True)
class Cardinal:
    """Options by their number (from 1) and how many ballots give each set of values.

    A choice of one or several is a value of 1 for each option chosen; agree and disagree are 1 and -1; scores, dots and
    credits are their numbers. `seats` is how many may win.
    """

    options: tuple[str, ...]
    ballots: Mapping[Values, int]
    seats: int = 1
    title: str = ""

    @property
    def numbers(self) -> range:
        return range(1, len(self.options) + 1)

    @property
    def standing(self) -> tuple[int, ...]:
        return tuple(self.numbers)

    @property
    def total(self) -> int:
        return sum(self.ballots.values())


@dataclass(frozen=True, kw_only=True)
class Comparisons:
    """Options by their number (from 1) and how often one was said to matter more than the other: (one, other) → times.

    `ballots` is how many people compared; `skipped` how often somebody could not choose.
    """

    options: tuple[str, ...]
    wins: Mapping[tuple[int, int], int]
    ballots: int
    skipped: int = 0
    title: str = ""

    @property
    def numbers(self) -> range:
        return range(1, len(self.options) + 1)

    @property
    def standing(self) -> tuple[int, ...]:
        return tuple(self.numbers)


Papers: TypeAlias = Contest | Cardinal | Comparisons
"""Ballots on options that cost nothing (those on projects that do are a `budget`)."""


class UnreadableBallots(Exception):
    """A file of ballots cannot be counted: which line, and why, in words for the person who holds the file."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        self.reason, self.line = reason, line
        super().__init__(reason if line is None else f"line {line}: {reason}")
