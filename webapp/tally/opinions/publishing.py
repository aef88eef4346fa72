"""What may be shown to anybody: groups that are large enough, in figures and dots that give nobody's votes away.

- A group with fewer people than the threshold is not shown; its people are others, with those who voted too little.
- A figure of a group stands only where at least the threshold of its people voted on the statement. A reader may take
  the groups shown from everybody: where fewer people than the threshold would be left, their votes are left out.
- Nothing is told by comparison with fewer people than the threshold: no statement represents a group against so few
  others, and no figure says how many times a share is that of the others.
- No list of people, and no dot a person (see `picture`).

That all of a group who voted on a statement agree may be seen; who is in the group may not. Whoever compares what is
published before and after one person votes sees that vote in the figures: publish again only when at least the
threshold of people have voted anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from webapp.tally.disclosure import THRESHOLD
from webapp.tally.opinions.facts import Group, Opinions, Placed, Statement, Tally
from webapp.tally.opinions.picture import Dot, Point, dots, outline, width

_DECIMALS = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """How a statement was voted on; None where it is hidden. `groups` follows the groups shown.

    `everyone` leaves out people in no group shown where they are fewer than the threshold.
    """

    statement: str
    everyone: Tally | None
    groups: tuple[Tally | None, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A statement and the side taken, AGREE or DISAGREE; figures are under the statement's name."""

    statement: str
    side: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Opposed:
    """A statement on which two of the groups shown stand against each other."""

    statement: str
    agreeing: int
    disagreeing: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A group that may be shown. `dots` lie between -1 and 1; `outline` goes round them."""

    id: int
    size: int
    dots: tuple[Dot, ...]
    outline: tuple[Point, ...]
    representative: tuple[Told, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """Everything that may be shown. `others` are people in no group shown, with the dots that may be shown of them.

    `scale` brings somebody's own place into the picture: their x and y times `scale`, for their own eyes.
    """

    people: int
    others: int
    threshold: int
    scale: float
    groups: tuple[Shown, ...]
    dots_of_others: tuple[Dot, ...]
    consensus: tuple[Told, ...]
    divisive: tuple[Opposed, ...]
    figures: tuple[Figures, ...]

    def as_json(self) -> dict[str, Any]:
        """The same as plain values: for a file, or to be kept until it is drawn."""
        return asdict(self)


def published(opinions: Opinions, *, threshold: int = THRESHOLD) -> Published:
    """What of a result may be shown to anybody, when groups of `threshold` people and more may be."""
    groups = [group for group in opinions.groups if group.size >= threshold]
    ids = [group.id for group in groups]
    figures = {one.id: _figures(one, ids, threshold) for one in opinions.statements if not one.moderated}
    pictures, scale = _pictures(opinions.participants, ids, threshold)
    seen = {name for name, one in figures.items() if one.everyone}
    return Published(
        people=len(opinions.participants),
        others=len(opinions.participants) - sum(group.size for group in groups),
        threshold=threshold,
        scale=scale,
        groups=tuple(
            _shown(group, pictures[group.id], _told(group, at, opinions.groups, figures, threshold))
            for at, group in enumerate(groups)
        ),
        dots_of_others=pictures[None],
        consensus=tuple(
            Told(statement=one.statement, side=one.side) for one in opinions.consensus if one.statement in seen
        ),
        divisive=_divisive(opinions, ids, figures),
        figures=tuple(figures.values()),
    )


def _figures(statement: Statement, ids: Sequence[int], threshold: int) -> Figures:
    tallies = [statement.groups[number] for number in ids]
    groups = [tally if tally.seen >= threshold else None for tally in tallies]
    shown = sum((tally for tally in groups if tally), start=Tally(0, 0, 0))
    left = statement.everyone.seen - shown.seen
    everyone = statement.everyone if left == 0 or left >= threshold else shown
    return Figures(statement=statement.id, everyone=everyone if everyone.seen else None, groups=tuple(groups))


def _told(
    group: Group, at: int, groups: Sequence[Group], figures: Mapping[str, Figures], threshold: int
) -> tuple[Told, ...]:
    """What a group stands for, where those it is compared with are enough and its own figure is shown."""
    if sum(other.size for other in groups if other.id != group.id) < threshold:
        return ()
    return tuple(
        Told(statement=one.statement, side=one.side)
        for one in group.representative
        if figures[one.statement].groups[at]
    )


def _divisive(opinions: Opinions, ids: Sequence[int], figures: Mapping[str, Figures]) -> tuple[Opposed, ...]:
    def is_shown(statement: str, number: int) -> bool:
        return number in ids and figures[statement].groups[ids.index(number)] is not None

    return tuple(
        Opposed(statement=one.statement, agreeing=one.agreeing, disagreeing=one.disagreeing)
        for one in opinions.divisive
        if is_shown(one.statement, one.agreeing) and is_shown(one.statement, one.disagreeing)
    )


def _pictures(
    people: Sequence[Placed], ids: Iterable[int], threshold: int
) -> tuple[dict[int | None, tuple[Dot, ...]], float]:
    """The dots of each group shown, and of others under None, and what places were multiplied by."""
    square = width(people)
    together: dict[int | None, list[Placed]] = {number: [] for number in (*ids, None)}
    for one in people:
        together[one.group if one.group in together else None].append(one)
    found = {number: dots(inside, square, threshold) for number, inside in together.items()}
    farthest = max((abs(place) for each in found.values() for dot in each for place in dot[:2]), default=0.0)
    scale = 1 / farthest if farthest else 1.0
    return {number: tuple(_scaled(dot, scale) for dot in each) for number, each in found.items()}, scale


def _scaled(dot: Dot, scale: float) -> Dot:
    return Dot(round(dot.x * scale, _DECIMALS), round(dot.y * scale, _DECIMALS), dot.people)


def _shown(group: Group, dots_: tuple[Dot, ...], told: tuple[Told, ...]) -> Shown:
    return Shown(
        id=group.id,
        size=group.size,
        dots=dots_,
        outline=outline((dot.x, dot.y) for dot in dots_),
        representative=told,
    )
