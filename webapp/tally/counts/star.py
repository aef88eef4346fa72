"""STAR, score then automatic runoff: of the two options with the highest scores, the one that more ballots put higher.

Source: the STAR voting rules of the Equal Vote Coalition, with their official protocol for ties: in the scoring round
by who loses fewest head-to-heads among those tied, then by five-star ratings, then by lot; in the runoff by score, then
by five-star ratings, then by lot. Several seats are filled one by one in the same way (bloc STAR). A blank is a zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from webapp.tally.ballots.papers import Cardinal
from webapp.tally.counts import lots
from webapp.tally.counts.given import Given, given
from webapp.tally.counts.result import Count, Number, Option, Round, Tie
from webapp.tally.counts.seating import LOT, fill, levels

STAR = "star"
HEAD_TO_HEAD, SCORE, TOP_RATINGS = "fewest head-to-heads lost", "higher score", "most ballots with the highest score"
_FINALISTS = 2


def count(cardinal: Cardinal, *, seats: int | None = None, seed: str = "", highest: int = 5) -> Count:
    """Two rounds a seat: scores, then the runoff, in which `exhausted` are ballots that put the finalists equal.

    Scores are 0 to `highest`; a ballot with any other does not count.
    """
    seats = cardinal.seats if seats is None else seats
    counted = given(cardinal, lowest=0, highest=highest)
    running = _Running(counted, highest, seed, list(cardinal.numbers))
    if counted.valid:
        for _ in range(min(seats, len(cardinal.options))):
            running.elect_one()
    else:
        running.show_scores()
    return Count(
        method=STAR,
        ballots=cardinal.total,
        valid=counted.valid,
        elected=tuple(running.elected),
        rounds=tuple(running.rounds),
        ties=tuple(running.ties),
        details={"seats": seats, "seed": seed, "highest": highest, **counted.details()},
    )


@dataclass
class _Running:
    counted: Given
    highest: int
    seed: str
    left: list[int]
    rounds: list[Round] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    elected: list[Option] = field(default_factory=list)
    duels: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def elect_one(self) -> None:
        """The winner of the next two rounds; of one if only one option is left."""
        settled = len(self.ties)
        finalists = self._finalists(self._scores())
        alone = tuple(finalists) if len(finalists) == 1 else ()
        self.show_scores(settled, elected=alone)
        winner = finalists[0] if alone else self._runoff(*finalists)
        self.left.remove(winner)
        self.elected.append(winner)

    def show_scores(self, settled: int = 0, *, elected: Sequence[Option] = ()) -> None:
        """Write the scoring round down; `settled` ties belong to rounds before it."""
        self._write("scores: the two highest go into a runoff", self._scores(), settled, elected=elected)

    def _scores(self) -> dict[int, int]:
        return {option: self.counted.total(option) for option in self.left}

    def _finalists(self, scores: dict[int, int]) -> list[int]:
        finalists: list[int] = []
        for level in levels(scores):
            finalists += self._advance(level, _FINALISTS - len(finalists))
        return sorted(finalists)

    def _advance(self, tied: list[int], room: int) -> list[int]:
        """Those of `tied` who come into the runoff: the protocol's steps, begun again until `room` is filled."""
        into: list[int] = []
        while room and len(tied) > room:
            ahead, rule = self._ahead(tied, room)
            self.ties.append(Tie(options=tuple(tied), rule=rule, chosen=tuple(ahead)))
            if len(ahead) > room:
                tied = ahead
            else:
                into += ahead
                room -= len(ahead)
                tied = [option for option in tied if option not in ahead]
        return into + tied if room else into

    def _ahead(self, tied: list[int], room: int) -> tuple[list[int], str]:
        lost = {one: sum(self._loses(one, other) for other in tied if other != one) for one in tied}
        if len(set(lost.values())) > 1:
            return [option for option in tied if lost[option] < max(lost.values())], HEAD_TO_HEAD
        parts = levels({option: self._top_ratings(option) for option in tied})
        if len(parts) > 1:
            most, fewest = parts[0], parts[-1]
            return most if len(most) <= room else [one for one in tied if one not in fewest], TOP_RATINGS
        return [int(lots.draw(self.seed, tied)[0])], LOT

    def _runoff(self, one: int, other: int) -> int:
        settled = len(self.ties)
        votes = dict(zip((one, other), self._duel(one, other), strict=True))
        rules = [(SCORE, self.counted.total), (TOP_RATINGS, self._top_ratings)]
        elected, ties = fill(1, levels(votes), self.seed, rules)
        self.ties += ties
        equal = self.counted.valid - sum(votes.values())
        self._write(f"runoff of {one} and {other}", votes, settled, elected=elected, exhausted=equal)
        return int(elected[0])

    def _write(
        self, action: str, totals: dict[int, int], settled: int, *, elected: Sequence[Option], exhausted: int = 0
    ) -> None:
        """Write a round down, with the last of the ties that were settled in it."""
        numbers: dict[Option, Number] = dict(totals.items())
        tie = self.ties[-1] if len(self.ties) > settled else None
        number = len(self.rounds) + 1
        self.rounds.append(
            Round(number=number, totals=numbers, action=action, elected=tuple(elected), tie=tie, exhausted=exhausted)
        )

    def _top_ratings(self, option: int) -> int:
        return self.counted.many(option, self.highest)

    def _loses(self, one: int, other: int) -> bool:
        for_one, for_other = self._duel(one, other)
        return for_one < for_other

    def _duel(self, one: int, other: int) -> tuple[int, int]:
        """How many ballots put one above other, and other above one. Counted once a pair."""
        if (one, other) not in self.duels:
            votes = _head_to_head(self.counted, one, other)
            self.duels[one, other], self.duels[other, one] = votes, votes[::-1]
        return self.duels[one, other]


def _head_to_head(counted: Given, one: int, other: int) -> tuple[int, int]:
    for_one = for_other = 0
    for values, many in counted.ballots.items():
        mine = theirs = 0
        for option, value in values:
            if option == one:
                mine = value
            elif option == other:
                theirs = value
        if mine > theirs:
            for_one += many
        elif theirs > mine:
            for_other += many
    return for_one, for_other
