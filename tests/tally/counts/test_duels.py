"""Every option against every other: as a plain comparison of each pair on each ballot gives it."""

import random

import pytest

from webapp.tally.ballots.papers import UNREADABLE, Contest
from webapp.tally.counts.duels import duels_of, voting
from webapp.tally.counts.markings import clear_preferences, split_plain

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


def test_plain_papers_are_told_from_all_others_and_none_is_lost():
    contest = drawn(18, 400)
    whole, rest = split_plain(contest, frozenset(contest.standing))
    assert {(tuple((option,) for option in said), papers) for said, papers in whole} | set(rest) == set(
        contest.ballots.items()
    )
    assert whole
    assert all(len(set(said)) == len(said) and 4 not in said for said, _ in whole)
    unclear = [ranking for ranking, _ in rest]
    assert all(any(rank in {(), (4,), (2, 5), UNREADABLE} for rank in one) or one.count((3,)) > 1 for one in unclear)


def test_more_options_than_a_byte_holds_are_read_like_fewer():
    options = tuple(str(one) for one in range(1, 301))
    ballots = {((299,), (1,)): 4, ((299,), (1,), (299,)): 2, ((), (1,)): 1}
    assert clear_preferences(Contest(options=options, ballots=ballots)) == {(299, 1): 6}
