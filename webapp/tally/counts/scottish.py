"""The single transferable vote as Scottish councils are elected: weighted inclusive Gregory, to five decimals.

Source: The Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45 to 52. Votes are counted
in hundred-thousandths, as whole numbers, so that nothing is ever rounded but where the rules say so.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from webapp.tally.ballots.papers import Contest
from webapp.tally.counts.markings import clear_preferences
from webapp.tally.counts.result import Count, Round, Tie
from webapp.tally.counts.ties import MOST_RECENT, End, by_stages

METHOD = "stv-scottish"
UNIT = 100_000
"""Parts of a vote that are counted (rule 48 (3): five decimal places, the rest ignored)."""

_Pile = list[tuple[tuple[int, ...], int, int, int]]
"""Papers as (preferences, the place that comes next, value in hundred-thousandths, how many)."""

_FIRST, _SURPLUS, _EXCLUSION = "first preferences", "surplus", "exclusion"


def count(contest: Contest, *, seats: int | None = None, seed: str = "") -> Count:
    """Elect `seats` (the contest's own, if not given) of the options that stand.

    A paper counts if its first preference is a single option; it is spent at the first place that is left out, marked
    more than once, or repeated (rule 45). Ties: by the most recent stage at which those tied differed, then by the lot
    that `seed` draws.
    """
    running = _Running.start(contest, contest.seats if seats is None else seats, seed)
    running.elect_at_quota()
    while not running.settled():
        if running.waiting:
            running.transfer_surplus()
        else:
            running.exclude_lowest()
        running.elect_at_quota()
    return Count(
        method=METHOD,
        ballots=contest.total,
        valid=running.valid,
        elected=tuple(running.elected),
        rounds=tuple(running.finished()),
        ties=tuple(running.ties),
        details={"seats": running.seats, "quota": running.quota // UNIT, "seed": seed},
    )


@dataclass
class _Stage:
    """What is written down of one stage; whom it elects is known once it is over."""

    action: str
    totals: Mapping[int, int]
    exhausted: int
    transfers: Mapping[int, int] = field(default_factory=dict)
    excluded: tuple[int, ...] = ()
    tie: Tie | None = None
    elected: list[int] = field(default_factory=list)


@dataclass
class _Running:
    seats: int
    seed: str
    piles: dict[int, _Pile]
    totals: dict[int, int]
    valid: int
    quota: int
    continuing: set[int]
    stages: list[_Stage]
    exhausted: int = 0
    elected: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)

    @classmethod
    def start(cls, contest: Contest, seats: int, seed: str) -> "_Running":
        piles: dict[int, _Pile] = {number: [] for number in contest.standing}
        totals = dict.fromkeys(contest.standing, 0)
        for preferences, papers in clear_preferences(contest).items():
            piles[preferences[0]].append((preferences, 1, UNIT, papers))
            totals[preferences[0]] += papers * UNIT
        valid = sum(totals.values()) // UNIT
        quota = (valid // (seats + 1) + 1) * UNIT
        first = _Stage(_FIRST, dict(totals), 0)
        return cls(min(seats, len(piles)), seed, piles, totals, valid, quota, set(piles), [first])

    @property
    def vacancies(self) -> int:
        return self.seats - len(self.elected)

    def settled(self) -> bool:
        """No seat is vacant; or, rule 51, no more are left than there are vacancies: they are elected, quota or not."""
        if len(self.continuing) > self.vacancies > 0:
            return False
        for number in self._from_the_top(self.continuing)[: self.vacancies]:
            self._elect(number)
        return True

    def elect_at_quota(self) -> None:
        """Rule 47: whoever has the quota is elected; those who have more wait for their surplus to be transferred."""
        for number in self._from_the_top(self._with_quota()):
            if self.vacancies:
                self._elect(number)
                if self.totals[number] > self.quota:
                    self.waiting.append(number)

    def transfer_surplus(self) -> None:
        """Rules 48 and 49: the largest surplus, over all papers held, each at surplus × its value ÷ total."""
        number, tie = self._choose(self.waiting, max)
        self.waiting.remove(number)
        total = self.totals[number]
        surplus = total - self.quota
        self._transfer(number, surplus, lambda value: surplus * value // total, f"{_SURPLUS} of {number}", tie)
        self.totals[number] = self.quota
        self._write_totals()

    def exclude_lowest(self) -> None:
        """Rule 50: the lowest is excluded; papers go on at the value they have."""
        number, tie = self._choose(sorted(self.continuing), min)
        self.continuing.remove(number)
        self._transfer(number, self.totals[number], lambda value: value, f"{_EXCLUSION} of {number}", tie)
        self.totals[number] = 0
        self.stages[-1].excluded = (number,)
        self._write_totals()

    def finished(self) -> Iterable[Round]:
        for place, stage in enumerate(self.stages, start=1):
            yield Round(
                number=place,
                totals=_in_votes(stage.totals),
                action=stage.action,
                quota=self.quota // UNIT,
                elected=tuple(stage.elected),
                excluded=stage.excluded,
                transfers=_in_votes(stage.transfers),
                tie=stage.tie,
                exhausted=Fraction(stage.exhausted, UNIT),
            )

    def _with_quota(self) -> list[int]:
        return [number for number in self.continuing if self.totals[number] >= self.quota]

    def _elect(self, number: int) -> None:
        self.continuing.remove(number)
        self.elected.append(number)
        self.stages[-1].elected.append(number)

    def _transfer(self, number: int, votes: int, worth: Callable[[int], int], action: str, tie: Tie | None) -> None:
        """Each paper of `number` goes to its next preference at its worth; votes that reach nobody are exhausted."""
        given: Counter[int] = Counter()
        for preferences, start, value, papers in self.piles.pop(number):
            new_value = worth(value)
            for place in range(start, len(preferences)):
                receiver = preferences[place]
                if receiver in self.continuing:
                    self.piles[receiver].append((preferences, place + 1, new_value, papers))
                    given[receiver] += papers * new_value
                    break
        for receiver, received in given.items():
            self.totals[receiver] += received
        self.exhausted += votes - given.total()
        self.stages.append(_Stage(action, {}, self.exhausted, dict(sorted(given.items())), tie=tie))

    def _write_totals(self) -> None:
        self.stages[-1].totals = dict(self.totals)

    def _choose(self, among: list[int], end: End) -> tuple[int, Tie | None]:
        """The highest or lowest of these; of equal ones the one that was so at the last stage that tells them apart."""
        best = end(self.totals[number] for number in among)
        tied = sorted(number for number in among if self.totals[number] == best)
        if len(tied) == 1:
            return tied[0], None
        earlier = (stage.totals for stage in reversed(self.stages[:-1]))
        tie = by_stages(tied, earlier, end, rule=MOST_RECENT, seed=self.seed)
        self.ties.append(tie)
        return int(tie.chosen[0]), tie

    def _from_the_top(self, numbers: Iterable[int]) -> list[int]:
        return sorted(numbers, key=lambda number: (-self.totals[number], number))


def _in_votes(numbers: Mapping[int, int]) -> dict[int | str, Fraction | int]:
    return {number: Fraction(votes, UNIT) for number, votes in numbers.items()}
