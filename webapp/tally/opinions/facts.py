"""What is known of votes on statements, and what is found in them, as plain facts."""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

AGREE, PASS, DISAGREE = 1, 0, -1


@dataclass(frozen=True, kw_only=True)
class Votes:
    """Votes in the order in which they were cast, in three arrays of the same length.

    `people[i]` (an index of `participants`) voted `values[i]` (AGREE, PASS or DISAGREE) on `about[i]` (an index of
    `statements`); a later vote of the same person on the same statement replaces an earlier one. `people` and `about`
    are arrays of type "i", `values` of type "b". `moderated` are statements that were taken out: everybody counts as
    having answered them, and what they answered pulls nobody.
    """

    participants: tuple[str, ...]
    statements: tuple[str, ...]
    people: "array[int]"
    about: "array[int]"
    values: "array[int]"
    moderated: frozenset[str] = frozenset()


class Tally(NamedTuple):
    """How many agreed and disagreed, of those who saw a statement and voted on it (the rest passed)."""

    agree: int
    disagree: int
    seen: int

    @property
    def passed(self) -> int:
        return self.seen - self.agree - self.disagree

    def __add__(self, other: object) -> "Tally":
        if not isinstance(other, Tally):
            return NotImplemented
        return Tally(self.agree + other.agree, self.disagree + other.disagree, self.seen + other.seen)

    def of(self, side: int) -> int:
        """How many took a side, AGREE or DISAGREE."""
        return self.agree if side == AGREE else self.disagree


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """What was voted on: by everyone, by each group (in the order of the groups), and how far it pulls people apart.

    `extremity` is the distance from the middle at which somebody stands who has agreed with this statement alone.
    """

    id: str
    everyone: Tally
    groups: tuple[Tally, ...] = ()
    extremity: float = 0.0
    moderated: bool = False


class Placed(NamedTuple):
    """Where a participant stands. `group` is None for somebody who has voted too little to be put into one."""

    id: str
    group: int | None
    x: float
    y: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Representative:
    """A statement that tells a group from the others: more of them take this side than of the rest.

    `tally` is the group's. `repness` says how many times as large the share of this side is as among all others,
    statements are ranked by `strength`; `tested` is false for one that does not pass both tests.
    """

    statement: str
    side: int
    tally: Tally
    repness: float
    strength: float
    tested: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A group by its number: 0 is the largest."""

    id: int
    size: int
    representative: tuple[Representative, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreed:
    """A statement that most people agree with, or most disagree with (`side`). `share` is smoothed, 0 to 1."""

    statement: str
    side: int
    tally: Tally
    share: float
    across_groups: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Divisive:
    """A statement on which two groups stand against each other.

    `chance` is how likely one of `agreeing` agrees while one of `disagreeing` disagrees, each drawn at random.
    """

    statement: str
    agreeing: int
    disagreeing: int
    chance: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Memory:
    """What a count of the same votes remembers of the one before, so that groups do not come and go with every vote.

    `groups` is the number of groups in force, `challenger` the number that won last, `wins` how often in a row.
    `members` holds who was in which group, so that groups keep their numbers.
    """

    groups: int | None = None
    challenger: int | None = None
    wins: int = 0
    members: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Method:
    """How it was found: what was counted, what could have been chosen, and what was.

    `silhouettes` holds the mean silhouette of each number of groups that was tried; `explained` how much of what
    differs between people each axis shows, 0 to 1; `given` is true where a person set the number of groups.
    """

    participants: int
    grouped: int
    statements: int
    moderated: int
    votes: int
    fewest_votes: int
    base_clusters: int
    groups: int
    given: bool
    silhouettes: Mapping[int, float]
    explained: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Opinions:
    """The whole result. `statements` are in the order of their ids, `participants` too, `groups` from the largest."""

    participants: tuple[Placed, ...]
    statements: tuple[Statement, ...]
    groups: tuple[Group, ...]
    consensus: tuple[Agreed, ...]
    divisive: tuple[Divisive, ...]
    method: Method
    memory: Memory
