"""What a ranked paper says, place by place, under the rules that are declared for unclear marks.

`clear_preferences` is the strict reading of councils' single transferable votes; `Reading` holds the rules by which
American elections with ranked choices differ, as the tabulator RCTab names and applies them.
"""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from webapp.tally.ballots.papers import UNREADABLE, Contest, Rank, Ranking


class Ending(StrEnum):
    """Why a paper counts for nobody any more."""

    EXHAUSTED = "exhausted"
    OVERVOTE = "overvote"
    SKIPPED = "skipped"
    REPEATED = "repeated"


class Overvote(StrEnum):
    """What happens at a place where more than one option is marked."""

    SKIP = "skip-to-next-rank"
    EXHAUST = "exhaust"
    EXHAUST_IF_SEVERAL = "exhaust-if-several-continue"


Paper: TypeAlias = tuple[Ranking, Ending]
"""The places of a paper that can count, in order, and why it ends after them."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The declared rules. `most_skipped` is how many places in a row may be left out; None stands for any number."""

    overvote: Overvote = Overvote.SKIP
    exhaust_repeated: bool = False
    most_skipped: int | None = None
    most_ranks: int | None = None

    def read(self, ranking: Ranking) -> Paper:
        """Places left out are passed over, or end the paper if too many follow each other before the next mark.

        An option marked again ends it if so declared; else only its first mark can count. Where the file does not say
        which options an overvote marks, nobody can tell whether several of them continue: it ends the paper unless
        overvotes are skipped.
        """
        places: list[Rank] = []
        seen: set[int] = set()
        skipped = 0
        for rank in ranking[: self.most_ranks]:
            if not rank:
                skipped += 1
                continue
            ending = self._ending(rank, skipped, seen)
            if ending:
                return tuple(places), ending
            if (len(rank) == 1 and rank != UNREADABLE) or self.overvote is Overvote.EXHAUST_IF_SEVERAL:
                places.append(rank)
            seen.update(rank)
            skipped = 0
        return tuple(places), Ending.EXHAUSTED

    def _ending(self, rank: Rank, skipped: int, seen: set[int]) -> Ending | None:
        if self.most_skipped is not None and skipped > self.most_skipped:
            return Ending.SKIPPED
        if self.exhaust_repeated and rank != UNREADABLE and not seen.isdisjoint(rank):
            return Ending.REPEATED
        unreadable = rank == UNREADABLE and self.overvote is not Overvote.SKIP
        if unreadable or (len(rank) > 1 and self.overvote is Overvote.EXHAUST):
            return Ending.OVERVOTE
        return None


def clear_preferences(contest: Contest) -> Counter[tuple[int, ...]]:
    """Papers as far as they are clear, and how many there are of each; without a clear first choice they are left out.

    A paper ends at the first place that is left out, marked more than once, or repeats an option (SSI 2007/42 rule 45;
    New Zealand reads papers the same way). Options that do not stand are passed over.
    """
    standing = frozenset(contest.standing)
    papers: Counter[tuple[int, ...]] = Counter()
    for ranking, how_many in contest.ballots.items():
        said: list[int] = []
        for rank in ranking:
            if len(rank) != 1 or rank == UNREADABLE or rank[0] in said:
                break
            said.append(rank[0])
        clear = tuple(said) if standing.issuperset(said) else tuple(number for number in said if number in standing)
        if clear:
            papers[clear] += how_many
    return papers
