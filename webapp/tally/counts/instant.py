"""Instant runoff: the option with fewest papers goes, round after round, until one has more than half of them.

The rules that change real results are declared, under the meaning that RCTab (the tabulator of the Ranked Choice Voting
Resource Center, 2.0) gives them, and the rounds come out as it publishes them: a round shows what each option holds,
then who is elected or excluded, and where the papers of those who go will be in the next round.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import Any

from webapp.tally.ballots.papers import Contest, Ranking
from webapp.tally.counts import ties
from webapp.tally.counts.markings import Ending, Overvote, Reading
from webapp.tally.counts.result import Count, Number, Option, Round, Tie

METHOD = "irv"
UNLIMITED = "unlimited"
OPTION_ORDER = "option order"


class Tiebreak(StrEnum):
    """How equals are told apart: option order lets the first on the paper win and the last go."""

    PREVIOUS_ROUNDS = "previous-round-counts-then-lot"
    LOT = "lot"
    OPTION_ORDER = "option-order"


class Threshold(StrEnum):
    """Whose papers more than half is of: those that still count in each round, or those of the first."""

    CONTINUING = "continuing"
    FIRST_ROUND = "first-round"


class Until(StrEnum):
    """Whether rounds go on after somebody is elected, to show how the last two compare."""

    MAJORITY = "majority"
    TWO_REMAIN = "two-remain"


@dataclass(frozen=True, kw_only=True)
class _Rules:
    batches: bool
    tiebreak: Tiebreak
    threshold: Threshold
    until: Until
    seed: str


def count(
    contest: Contest,
    *,
    seats: int | None = 1,
    seed: str = "",
    overvote: str = Overvote.SKIP,
    max_skipped_ranks: int | str = UNLIMITED,
    duplicates: str = "skip",
    max_rankings: int | str = UNLIMITED,
    batch_elimination: str = "no",
    tiebreak: str = Tiebreak.PREVIOUS_ROUNDS,
    threshold: str = Threshold.CONTINUING,
    until: str = Until.MAJORITY,
) -> Count:
    """Elect one option; `seats` is always one here.

    The threshold is half of the papers that count, rounded down, plus one. Of the last two, the one with more is
    elected whatever it holds. Undeclared write-ins that hold papers go first and alone, and nobody is elected before.
    In a batch go all who together hold fewer papers than the next above them.
    """
    reading = Reading(
        overvote=Overvote(overvote),
        exhaust_repeated=duplicates == "exhaust",
        most_skipped=_limit(max_skipped_ranks),
        most_ranks=_limit(max_rankings),
    )
    rules = _Rules(
        batches=batch_elimination == "yes",
        tiebreak=Tiebreak(tiebreak),
        threshold=Threshold(threshold),
        until=Until(until),
        seed=seed,
    )
    running = _Running.start(contest, reading, rules)
    while not running.over:
        running.hold_round()
    return Count(
        method=METHOD,
        ballots=contest.total,
        valid=running.valid,
        elected=running.elected,
        rounds=tuple(running.rounds),
        ties=tuple(one.tie for one in running.rounds if one.tie),
        details={"seats": 1, "seed": seed, "blank": running.blank, **running.details},
    )


def _limit(declared: int | str) -> int | None:
    return declared if isinstance(declared, int) else None


@dataclass
class _Running:
    rules: _Rules
    reading: Reading
    write_ins: frozenset[int]
    continuing: set[int]
    piles: dict[int, list[tuple[Ranking, int, int]]]
    totals: dict[int, int]
    blank: int = 0
    valid: int = 0
    elected: tuple[Option, ...] = ()
    over: bool = False
    inactive: Counter[Ending] = field(default_factory=Counter)
    earlier: list[Mapping[int, int]] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=lambda: {"inactive": [], "transfers": []})

    @classmethod
    def start(cls, contest: Contest, reading: Reading, rules: _Rules) -> "_Running":
        numbers = sorted({*contest.standing, *contest.write_ins} - contest.withdrawn)
        piles: dict[int, list[tuple[Ranking, int, int]]] = {number: [] for number in numbers}
        running = cls(rules, reading, contest.write_ins, set(numbers), piles, dict.fromkeys(numbers, 0))
        for ranking, papers in contest.ballots.items():
            if any(ranking):
                running._give(ranking, 0, papers)
            else:
                running.blank += papers
        running.valid = sum(running.totals.values())
        return running

    def hold_round(self) -> None:
        """Show what everybody holds, then elect somebody or exclude somebody; over when there is no more to do."""
        totals: dict[Option, Number] = {number: self.totals[number] for number in sorted(self.continuing)}
        held = dict(self.totals)
        quota, exhausted = self._threshold(), self.inactive.total()
        self.details["inactive"].append({reason.value: self.inactive[reason] for reason in Ending})
        elected: tuple[int, ...] = ()
        excluded: tuple[int, ...] = ()
        tie = None
        if not self.elected:
            elected, tie = self._winner(quota)
        self.elected += elected
        if elected or self._nothing_left():
            self.over = self._nothing_left() or self.rules.until is Until.MAJORITY
        else:
            excluded, tie = self._losers()
        transfers = self._exclude(excluded)
        self.earlier.append(held)
        self.rounds.append(
            Round(
                number=len(self.rounds) + 1,
                totals=totals,
                action=_in_words(elected, excluded),
                quota=quota,
                elected=elected,
                excluded=excluded,
                transfers=transfers,
                tie=tie,
                exhausted=exhausted,
            )
        )

    def _nothing_left(self) -> bool:
        """Nobody can be elected any more, or somebody is and no more than two remain."""
        return not self.continuing - self.write_ins or (bool(self.elected) and len(self.continuing) <= 2)

    def _threshold(self) -> int:
        counting = self.valid if self.rules.threshold is Threshold.FIRST_ROUND else sum(self.totals.values())
        return counting // 2 + 1

    def _winner(self, quota: int) -> tuple[tuple[int, ...], Tie | None]:
        able = sorted(self.continuing - self.write_ins)
        if not able or any(self.totals[number] for number in self.write_ins & self.continuing):
            return (), None
        most = max(self.totals[number] for number in able)
        if most < quota and len(self.continuing) > 2:
            return (), None
        return self._one_of([number for number in able if self.totals[number] == most], max)

    def _losers(self) -> tuple[tuple[int, ...], Tie | None]:
        written_in = tuple(number for number in sorted(self.continuing & self.write_ins) if self.totals[number])
        if written_in:
            return written_in, None
        batch = self._batch() if self.rules.batches else []
        if batch:
            return tuple(sorted(batch)), None
        least = min(self.totals[number] for number in self.continuing)
        return self._one_of([number for number in sorted(self.continuing) if self.totals[number] == least], min)

    def _batch(self) -> list[int]:
        """All who cannot catch up with the next above, even together; two stay if rounds are to show the last two."""
        least_left = 2 if self.rules.until is Until.TWO_REMAIN else 1
        lowest_first = sorted(self.continuing, key=self.totals.__getitem__)
        seen = held = batch = 0
        for votes, equals in groupby(lowest_first, self.totals.__getitem__):
            if held < votes and len(lowest_first) - seen >= least_left:
                batch = seen
            together = len(list(equals))
            seen, held = seen + together, held + votes * together
        return lowest_first[:batch]

    def _one_of(self, tied: list[int], end: ties.End) -> tuple[tuple[int, ...], Tie | None]:
        if len(tied) == 1:
            return (tied[0],), None
        tie = self._tie(tied, end)
        return tuple(int(option) for option in tie.chosen), tie

    def _tie(self, tied: list[int], end: ties.End) -> Tie:
        if self.rules.tiebreak is Tiebreak.LOT:
            return ties.by_lot(tied, seed=self.rules.seed)
        if self.rules.tiebreak is Tiebreak.OPTION_ORDER:
            chosen = min(tied) if end is max else max(tied)
            return Tie(options=tuple(tied), rule=OPTION_ORDER, chosen=(chosen,))
        return ties.by_stages(tied, reversed(self.earlier), end, rule=ties.MOST_RECENT, seed=self.rules.seed)

    def _exclude(self, numbers: Iterable[int]) -> dict[Option, Number]:
        """Papers of all these go on at once; what each of the others receives."""
        self.continuing.difference_update(numbers)
        given: Counter[Option] = Counter()
        by_option = {}
        for number in numbers:
            del self.totals[number]
            by_option[number] = Counter(self._given(number))
            given += by_option[number]
        self.details["transfers"].append(by_option)
        return {number: given[number] for number in sorted(self.continuing) if given[number]}

    def _given(self, number: int) -> dict[Option, int]:
        given: Counter[Option] = Counter()
        for ranking, start, papers in self.piles.pop(number):
            receiver = self._give(ranking, start, papers)
            given[Ending.EXHAUSTED.value if receiver is None else receiver] += papers
        return dict(given)

    def _give(self, ranking: Ranking, start: int, papers: int) -> int | None:
        """Papers count for the first continuing option from a place on, and lie on its pile; else for nobody."""
        choice = self.reading.next_choice(ranking, start, self.continuing)
        if isinstance(choice, Ending):
            self.inactive[choice] += papers
            return None
        place, receiver = choice
        self.totals[receiver] += papers
        self.piles[receiver].append((ranking, place + 1, papers))
        return receiver


def _in_words(elected: tuple[int, ...], excluded: tuple[int, ...]) -> str:
    if elected:
        return f"election of {elected[0]}"
    return f"exclusion of {', '.join(map(str, excluded))}" if excluded else "nobody is left to exclude"
