"""What is told of opinion groups on a page, from what may be shown of a count (`tally.opinions.publishing`). Pure.

Groups are called by letters. What was published as None (too few people) stays unknown here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webapp.polls.statements.rules import FEWEST_PEOPLE, Run
from webapp.tally.opinions.facts import AGREE, DISAGREE, Tally

LETTERS = "ABCDE"
FEWEST_SHARED = 5
"""Statements on which somebody and most of a group must both have taken a side before we say how close they are."""

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """So many (`count`) of all who answered a statement (`seen`) take a side."""

    number: int
    text: str
    agree: bool
    count: int
    seen: int

    @property
    def percent(self) -> int:
        return round(100 * self.count / self.seen)


@dataclass(frozen=True, slots=True)
class Split:
    """A statement that one group (by its letter) agrees with and another disagrees with."""

    agreeing: str
    disagreeing: str
    for_it: Line
    against_it: Line


@dataclass(frozen=True, slots=True)
class GroupTold:
    """A group: how many people, what tells it from others, and where they stand (`publishing.Shown`)."""

    letter: str
    size: int
    lines: tuple[Line, ...]
    dots: tuple[tuple[float, float, int], ...]
    outline: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One statement for the table: how all answered it, and each group; None where too few did."""

    number: int
    text: str
    everyone: Tally | None
    groups: tuple[Tally | None, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """`people` answered; `others` of them are in no group that may be shown, with their `dots_of_others`."""

    people: int
    others: int
    groups: tuple[GroupTold, ...]
    dots_of_others: tuple[tuple[float, float, int], ...]
    together: tuple[Line, ...]
    splits: tuple[Split, ...]
    rows: tuple[Row, ...]

    @property
    def too_early(self) -> bool:
        """Too few people for groups to mean something, or too much alike."""
        return len(self.groups) < 2 or self.people - self.others < FEWEST_PEOPLE


def tell(published: Record, texts: Mapping[int, str]) -> Story:
    """`published` as it was stored; `texts` the statements shown now, by number: what was hidden since is left out."""
    figures = {int(one["statement"]): one for one in published["figures"] if int(one["statement"]) in texts}
    rows = {
        number: Row(number, texts[number], _tally(one["everyone"]), tuple(map(_tally, one["groups"])))
        for number, one in sorted(figures.items())
    }
    places = {group["id"]: place for place, group in enumerate(published["groups"])}
    return Story(
        people=published["people"],
        others=published["others"],
        groups=tuple(_group(place, group, rows) for place, group in enumerate(published["groups"])),
        dots_of_others=tuple(map(tuple, published["dots_of_others"])),
        together=tuple(_lines([one for one in published["consensus"] if _unites(one, rows)], rows)),
        splits=tuple(_splits(published["divisive"], rows, places)),
        rows=tuple(rows.values()),
    )


def _tally(counts: Sequence[int] | None) -> Tally | None:
    return Tally(*counts) if counts else None


def _group(place: int, group: Record, rows: Mapping[int, Row]) -> GroupTold:
    return GroupTold(
        letter=LETTERS[place],
        size=group["size"],
        lines=tuple(_lines(group["representative"], rows, place)),
        dots=tuple(map(tuple, group["dots"])),
        outline=tuple(map(tuple, group["outline"])),
    )


def _unites(claim: Record, rows: Mapping[int, Row]) -> bool:
    """Whether most of every group we know of are on this side: a large group alone is not everybody."""
    row = rows.get(int(claim["statement"]))
    return row is not None and all(_side(tally) == claim["side"] for tally in row.groups if tally)


def _lines(claims: Sequence[Record], rows: Mapping[int, Row], place: int | None = None) -> Iterator[Line]:
    """With the figures of everybody, or of the group at this place."""
    for claim in claims:
        row = rows.get(int(claim["statement"]))
        tally = row and (row.everyone if place is None else row.groups[place])
        if row and tally:
            yield _line(row, tally, claim["side"])


def _line(row: Row, tally: Tally, side: int) -> Line:
    return Line(row.number, row.text, side == AGREE, tally.of(side), tally.seen)


def _splits(claims: Sequence[Record], rows: Mapping[int, Row], places: Mapping[int, int]) -> Iterator[Split]:
    for claim in claims:
        row = rows.get(int(claim["statement"]))
        one, other = places[claim["agreeing"]], places[claim["disagreeing"]]
        ours, theirs = (row.groups[one], row.groups[other]) if row else (None, None)
        if row and ours and theirs:
            yield Split(LETTERS[one], LETTERS[other], _line(row, ours, AGREE), _line(row, theirs, DISAGREE))


@dataclass(frozen=True, slots=True)
class Closeness:
    """On how many (`same`) of those statements (`of`) somebody is on the side that most of a group is on."""

    letter: str
    same: int
    of: int


def closest_first(run: Run, story: Story) -> list[Closeness]:
    """How near somebody's answers are to each group's, from what was published and their own answers alone.

    Groups with which they share fewer than `FEWEST_SHARED` statements are left out.
    """
    mine = {one.number: one.value for one in run.answered if one.value}
    found = [_closeness(place, mine, story.rows) for place in range(len(story.groups))]
    return sorted((one for one in found if one.of >= FEWEST_SHARED), key=lambda one: (-one.same / one.of, one.letter))


def _closeness(place: int, mine: Mapping[int, int], rows: Sequence[Row]) -> Closeness:
    sides = [(mine[row.number], _side(row.groups[place])) for row in rows if row.number in mine]
    taken = [(own, side) for own, side in sides if side is not None]
    return Closeness(LETTERS[place], sum(own == side for own, side in taken), len(taken))


def _side(tally: Tally | None) -> int | None:
    """The side that more than half of those who answered are on; None where there is none."""
    sides = (AGREE, DISAGREE) if tally else ()
    return next((side for side in sides if tally and 2 * tally.of(side) > tally.seen), None)
