"""What is frozen of a count, and what of it may be published about who took part. Pure."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from webapp.polls import marks as marking
from webapp.polls.counting import Declared
from webapp.polls.marks import Marks
from webapp.polls.rules import reached
from webapp.tally.disclosure import protect


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Beside the record: `voted` people of whom `channels` says how; `spoilt` papers that bore no valid vote; `areas`:
    (area id, or None for those who did not say; how many, None where that is hidden); `handed_out` codes, where the
    poll was for people with one; `from_one_network`: the most votes that came from one network, in a poll for anyone;
    and how it was declared to be counted."""

    voted: int
    channels: Mapping[str, int]
    areas: tuple[tuple[int | None, int | None], ...]
    handed_out: int | None
    quorum: int | None
    method: str
    seats: int | None
    options: Mapping[str, str]
    spoilt: int = 0
    from_one_network: int = 0

    @property
    def stands(self) -> bool:
        """Whether enough people voted."""
        return reached(self.quorum, self.voted)

    def said(self, seed: str) -> Declared:
        return Declared(method=self.method, seats=self.seats, options=self.options, seed=seed)


def write_facts(facts: Facts) -> dict[str, Any]:
    return asdict(facts)


def read_facts(stored: Mapping[str, Any]) -> Facts:
    areas = tuple((area, people) for area, people in stored["areas"])
    return Facts(**{**stored, "areas": areas})


def protected_areas(people: Mapping[int | None, int], threshold: int) -> tuple[tuple[int | None, int | None], ...]:
    """How many voted in each area, the most first; None where fewer than `threshold` did, and for one more if the
    hidden number could be worked out from the whole. Nothing where nobody said an area."""
    shown = sorted(((area, count) for area, count in people.items() if count), key=lambda row: (-row[1], row[0] or 0))
    if not any(area is not None for area, _count in shown):
        return ()
    cells = protect([[count] for _area, count in shown], threshold).cells
    return tuple((area, cell) for (area, _count), (cell,) in zip(shown, cells, strict=True))


def write_box(ballots: Mapping[Marks, int]) -> str:
    """The box as one text: kinds of ballots in the order of what they say, which tells nothing of when they came."""
    return json.dumps([[marking.write(marks), papers] for marks, papers in sorted(ballots.items())])


def read_box(text: str) -> dict[Marks, int]:
    return {marking.read(marks): papers for marks, papers in json.loads(text)}
