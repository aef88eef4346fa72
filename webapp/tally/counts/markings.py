"""What a ranked paper says, place by place, under the rules that are declared for unclear marks.

`clear_preferences` is the strict reading of councils' single transferable votes; `Reading` holds the rules by which
American elections with ranked choices differ, as the tabulator RCTab names and applies them.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import chain

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


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The declared rules. `most_skipped` is how many places in a row may be left out; None stands for any number."""

    overvote: Overvote = Overvote.SKIP
    exhaust_repeated: bool = False
    most_skipped: int | None = None
    most_ranks: int | None = None

    def next_choice(
        self, ranking: Ranking, start: int, continuing: frozenset[int] | set[int]
    ) -> tuple[int, int] | Ending:
        """The first place from `start` on that names a continuing option, and the option; or why there is none.

        Places left out are passed over, or end the paper if too many follow each other before the next mark. An option
        marked again ends it if so declared; else only its first mark can count. Where the file does not say which
        options an overvote marks, nobody can tell whether several of them continue: it ends the paper unless overvotes
        are skipped.
        """
        for place in range(start, len(ranking) if self.most_ranks is None else min(self.most_ranks, len(ranking))):
            rank = ranking[place]
            if not rank:
                continue
            if self._looks_back or len(rank) > 1 or rank == UNREADABLE:
                ending = self._ending(ranking, place, continuing)
                if ending:
                    return ending
            if len(rank) == 1 or self.overvote is Overvote.EXHAUST_IF_SEVERAL:
                for option in rank:
                    if option in continuing:
                        return place, option
        return Ending.EXHAUSTED

    @cached_property
    def _looks_back(self) -> bool:
        """Whether what stood before it on the paper can make a mark void."""
        return self.most_skipped is not None or self.exhaust_repeated

    def _ending(self, ranking: Ranking, place: int, continuing: frozenset[int] | set[int]) -> Ending | None:
        rank, most = ranking[place], self.most_skipped
        if most is not None and place > most and not any(ranking[place - most - 1 : place]):
            return Ending.SKIPPED
        if self.exhaust_repeated and rank != UNREADABLE and not _marked(ranking[:place]).isdisjoint(rank):
            return Ending.REPEATED
        return self._overvoted(rank, continuing) if len(rank) > 1 or rank == UNREADABLE else None

    def _overvoted(self, rank: Rank, continuing: frozenset[int] | set[int]) -> Ending | None:
        if self.overvote is Overvote.SKIP:
            return None
        several = rank == UNREADABLE or len(continuing.intersection(rank)) > 1
        return Ending.OVERVOTE if several or self.overvote is Overvote.EXHAUST else None


def _marked(places: Ranking) -> frozenset[int]:
    return frozenset(chain.from_iterable(places)) - {*UNREADABLE}


def plain(ranking: Ranking, standing: frozenset[int]) -> tuple[int, ...] | None:
    """The options of a paper that ranks them one by one, each once, all of them standing; None of any other paper.

    Nearly all papers are plain, and these are told in a few steps.
    """
    said = tuple(chain.from_iterable(ranking))
    whole = len(said) == len(ranking) == len(standing.intersection(said)) and () not in ranking
    return said if whole else None


def first_mentions(ranking: Ranking, standing: frozenset[int]) -> Ranking:
    """The places of a paper with the options that stand and that it has not named before; places without any go out."""
    if plain(ranking, standing) is not None:
        return ranking
    left = set(standing)
    places = []
    for rank in ranking:
        here = left.intersection(rank)
        left -= here
        if here:
            places.append(tuple(sorted(here)))
    return tuple(places)


def clear_preferences(contest: Contest) -> dict[tuple[int, ...], int]:
    """Papers as far as they are clear, and how many there are of each; without a clear first choice they are left out.

    A paper ends at the first place that is left out, marked more than once, or repeats an option (SSI 2007/42 rule 45;
    New Zealand reads papers the same way). Options that do not stand are passed over.
    """
    standing = frozenset(contest.standing)
    papers: dict[tuple[int, ...], int] = {}
    for ranking, how_many in contest.ballots.items():
        said = plain(ranking, standing)
        if said is None:
            said = tuple(option for option in _until_unclear(ranking) if option in standing)
        if said:
            papers[said] = papers.get(said, 0) + how_many
    return papers


def _until_unclear(ranking: Ranking) -> list[int]:
    said: list[int] = []
    for rank in ranking:
        if len(rank) != 1 or rank == UNREADABLE or rank[0] in said:
            break
        said.append(rank[0])
    return said
