"""Every option against every other: as a plain comparison of each pair on each ballot gives it."""

import random

import pytest

from webapp.tally.ballots.papers import UNREADABLE, Contest
from webapp.tally.counts.duels import duels_of, voting

_ODD = (UNREADABLE, (), (2, 5), (3,), (3,))


def drawn(options, ballots):
    """Ballots drawn by lot; some leave a place out, mark two at one place, or mark one again."""
    lots = random.Random(ballots)
    papers = {}
    for number in range(ballots):
        ranking = [(one,) for one in lots.sample(range(1, options + 1), lots.randint(0, options))]
        if number % 5 == 0:
            ranking[lots.randint(0, len(ranking)) : 0] = [lots.choice(_ODD)]
        papers[tuple(ranking)] = papers.get(tuple(ranking), 0) + lots.randint(1, 3)
    return Contest(options=tuple(f"Option {one}" for one in range(1, options + 1)), ballots=papers,
                   withdrawn=frozenset({4}))  # fmt: skip


def compared(contest):
    """Each pair on each ballot by itself; what is left out comes last, and of two mentions the first counts."""
    duels = {(one, other): 0 for one in contest.standing for other in contest.standing if one != other}
    for ranking, papers in contest.ballots.items():
        place = {}
        for at, rank in enumerate(ranking):
            for option in rank:
                place.setdefault(option, at)
        for one, other in duels:
            duels[one, other] += papers * (place.get(one, 999) < place.get(other, 999))
    return duels


@pytest.mark.parametrize(("options", "ballots"), [(6, 80), (18, 900), (300, 20)])
def test_duels_are_what_each_ballot_says_of_each_pair(options, ballots):
    contest = drawn(options, ballots)
    assert duels_of(contest) == compared(contest)


def test_who_ranks_nobody_that_stands_does_not_vote():
    ballots = {((4,),): 2, (): 3, ((), UNREADABLE): 5, ((4,), (1,)): 7, ((2, 4),): 11}
    assert voting(Contest(options=("A", "B", "C", "D"), ballots=ballots, withdrawn=frozenset({4}))) == 18
