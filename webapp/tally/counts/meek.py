"""The single transferable vote by Meek's method: whoever is elected keeps only the part of each vote that is needed.

Sources: I. D. Hill, B. A. Wichmann and D. R. Woodall, "Algorithm 123: Single transferable vote by Meek's method", The
Computer Journal 30 (1987), to nine decimals and with papers read as in New Zealand's Local Electoral Regulations 2001,
schedule 1A; where these leave room, the reference rule of the Proportional Representation Foundation: what is kept is
rounded up, and the values are settled once the surplus is below a millionth of a vote or does not fall any more. Votes
are whole numbers of billionths, so that none is made and none is lost.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from webapp.tally.ballots.papers import Contest
from webapp.tally.counts import ties
from webapp.tally.counts.markings import clear_preferences
from webapp.tally.counts.result import Count, Number, Option, Round, Tie

METHOD = "stv-meek"
UNIT = 1_000_000_000
"""Parts of a vote that are counted: nine decimals."""
_SETTLED = UNIT // 1_000_000

_Path: TypeAlias = tuple[int, ...]
"""Whom a paper passes: elected options in its order, then the first that may still be elected, who keeps the rest.

Papers with the same path are worth the same to everybody, so that values are settled over few paths, not all papers;
`following` are the papers of a path, each with the place of its preferences that comes next.
"""


def count(contest: Contest, *, seats: int | None = None, seed: str = "") -> Count:
    """Elect `seats` (the contest's own, if not given) of the options that stand.

    In each round keep values are settled, then whoever has the quota is elected, or else the lowest is excluded. Who
    stand no further above the lowest than the surplus that is left are equal to it: the first round in which they
    differed decides, then the lot that `seed` draws. The last vacancies are filled without quota.
    """
    running = _Running.start(contest, contest.seats if seats is None else seats, seed)
    while running.vacancies and len(running.hopeful) > running.vacancies:
        running.hold_round()
    if running.vacancies:
        running.fill()
    return Count(
        method=METHOD,
        ballots=contest.total,
        valid=running.valid,
        elected=tuple(running.elected),
        rounds=tuple(running.rounds),
        ties=tuple(one.tie for one in running.rounds if one.tie),
        details={"seats": running.seats, "seed": seed, "keep_values": running.keep_values},
    )


@dataclass
class _Running:
    seats: int
    seed: str
    valid: int
    hopeful: set[int]
    papers: dict[_Path, int]
    following: dict[_Path, list[tuple[tuple[int, ...], int, int]]]
    keep: dict[int, int]
    votes: dict[int, int] = field(default_factory=dict)
    lost: int = 0
    quota: int = 0
    elected: list[Option] = field(default_factory=list)
    earlier: list[Mapping[int, int]] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)
    keep_values: list[dict[int, Fraction]] = field(default_factory=list)

    @classmethod
    def start(cls, contest: Contest, seats: int, seed: str) -> "_Running":
        standing = contest.standing
        papers = clear_preferences(contest)
        seats, valid = min(seats, len(standing)), sum(papers.values())
        keep = dict.fromkeys(standing, UNIT)
        running = cls(seats, seed, valid, set(standing), defaultdict(int), defaultdict(list), keep)
        for preferences, how_many in papers.items():
            running._place((), preferences, 0, how_many)
        return running

    @property
    def vacancies(self) -> int:
        return self.seats - len(self.elected)

    def hold_round(self) -> None:
        """Settle the keep values until somebody reaches the quota, or nobody will: then the lowest goes."""
        surplus = self._share_out()
        before = None
        while not self._at_quota() and surplus >= _SETTLED and (before is None or surplus < before):
            before = surplus
            self._lower_keep_values()
            surplus = self._share_out()
        winners = self._at_quota()
        if winners:
            self._record(f"election of {', '.join(map(str, winners))}", elected=winners)
            self._elect(winners)
        else:
            loser, tie = self._lowest(surplus)
            self._record(f"exclusion of {loser}", excluded=(loser,), tie=tie)
            self._exclude(loser)

    def fill(self) -> None:
        """No more are left than there are vacancies: they are elected, quota or not."""
        self._share_out()
        rest = self._from_the_top(self.hopeful)
        self._record("the last vacancies are filled", elected=rest)
        self._elect(rest)

    def _share_out(self) -> int:
        """Everybody's votes at the present keep values, and the quota for them; the surplus of all who are elected."""
        votes = dict.fromkeys(self.keep, 0)
        self.lost = 0
        for path, papers in self.papers.items():
            weight = UNIT
            for option in path:
                kept = -(-weight * self.keep[option] // UNIT)
                votes[option] += kept * papers
                weight -= kept
            self.lost += weight * papers
        self.votes = votes
        self.quota = sum(votes.values()) // (self.seats + 1) + 1
        return max(0, sum(votes[int(option)] - self.quota for option in self.elected))

    def _lower_keep_values(self) -> None:
        for option in map(int, self.elected):
            needed = -(-self.keep[option] * self.quota // UNIT)
            self.keep[option] = -(-needed * UNIT // self.votes[option])

    def _at_quota(self) -> list[int]:
        return self._from_the_top(option for option in self.hopeful if self.votes[option] >= self.quota)

    def _lowest(self, surplus: int) -> tuple[int, Tie | None]:
        least = min(self.votes[option] for option in self.hopeful)
        tied = sorted(option for option in self.hopeful if self.votes[option] <= least + surplus)
        if len(tied) == 1:
            return tied[0], None
        tie = ties.by_stages(tied, self.earlier, min, rule=ties.FIRST, seed=self.seed)
        return int(tie.chosen[0]), tie

    def _elect(self, options: Iterable[int]) -> None:
        self.elected += options
        self.hopeful.difference_update(options)
        for path in [path for path in self.following if path[-1] in options]:
            self._send_on(path, path)

    def _exclude(self, option: int) -> None:
        self.hopeful.remove(option)
        del self.keep[option]
        for path in [path for path in self.following if path[-1] == option]:
            self._send_on(path, path[:-1])

    def _send_on(self, path: _Path, behind: _Path) -> None:
        """Papers of a path whose end does not keep all the rest any more go on to the next who does."""
        del self.papers[path]
        for preferences, start, papers in self.following.pop(path):
            self._place(behind, preferences, start, papers)

    def _place(self, path: _Path, preferences: tuple[int, ...], start: int, papers: int) -> None:
        for at in range(start, len(preferences)):
            option = preferences[at]
            if option in self.keep:
                path = (*path, option)
            if option in self.hopeful:
                self.following[path].append((preferences, at + 1, papers))
                break
        self.papers[path] += papers

    def _record(
        self, action: str, *, elected: Iterable[int] = (), excluded: tuple[int, ...] = (), tie: Tie | None = None
    ) -> None:
        before = self.earlier[-1] if self.earlier else self.votes
        gained = {option: votes - before[option] for option, votes in self.votes.items() if votes > before[option]}
        self.earlier.append(self.votes)
        self.keep_values.append({option: Fraction(keep, UNIT) for option, keep in self.keep.items()})
        self.rounds.append(
            Round(
                number=len(self.rounds) + 1,
                totals=_in_votes(self.votes),
                action=action,
                quota=Fraction(self.quota, UNIT),
                elected=tuple(elected),
                excluded=excluded,
                transfers=_in_votes(gained),
                tie=tie,
                exhausted=Fraction(self.lost, UNIT),
            )
        )

    def _from_the_top(self, options: Iterable[int]) -> list[int]:
        return sorted(options, key=lambda option: (-self.votes[option], option))


def _in_votes(votes: Mapping[int, int]) -> dict[Option, Number]:
    return {option: Fraction(parts, UNIT) for option, parts in votes.items()}
