"""Which ballots serve which method."""

import pytest

from webapp.tally.ballots.adapting import adapt
from webapp.tally.ballots.papers import UNREADABLE, Cardinal, Comparisons, Contest, UnreadableBallots
from webapp.tally.counts.methods import METHODS, count

NAMES = ("Park", "Bridge", "Road")
RANKED = Contest(options=NAMES, ballots={((1,), (2,)): 3, ((2,),): 1}, seats=2, title="Where")
VALUED = Cardinal(options=NAMES, ballots={((1, 5), (2, 0), (3, 5)): 2, ((2, 4),): 1, (): 1}, seats=2, title="Where")
COMPARED = Comparisons(options=NAMES, wins={(1, 2): 3}, ballots=3)


def adapted(ballots, method):
    return adapt(ballots, METHODS[method].counts, method)


def test_ballots_of_the_right_kind_stay_as_they_are():
    assert adapted(RANKED, "schulze") is RANKED
    assert adapted(VALUED, "approval") is VALUED
    assert adapted(COMPARED, "pairwise") is COMPARED


def test_the_first_preference_is_the_one_choice():
    choices = adapted(RANKED, "plurality")
    assert choices.ballots == {((1, 1),): 3, ((2, 1),): 1}
    assert (choices.options, choices.seats, choices.title) == (NAMES, 2, "Where")
    assert count("plurality", choices, seats=1).elected == (1,)


def test_whoever_withdrew_or_was_left_out_is_passed_over_and_a_double_mark_is_no_one_choice():
    ballots = {
        ((1,), (2,)): 1,
        ((), (3,)): 2,
        ((2, 3),): 4,
        (UNREADABLE, (2,)): 8,
        ((1,),): 16,
    }
    choices = adapted(Contest(options=NAMES, ballots=ballots, withdrawn=frozenset({1})), "plurality")
    assert choices.ballots == {((2, 1),): 1, ((3, 1),): 2, ((2, 1), (3, 1)): 4, (): 24}
    result = count("plurality", choices)
    assert (result.valid, result.details["invalid"]) == (3, {"blank": 24, "more than 1 chosen": 4})


def test_a_higher_value_is_a_higher_rank_and_equal_values_are_equal():
    contest = adapted(VALUED, "schulze")
    assert contest.ballots == {((1, 3), (2,)): 2, ((2,),): 1, (): 1}
    assert (contest.options, contest.seats, contest.title) == (NAMES, 2, "Where")


def test_votes_against_are_no_ranking():
    against = Cardinal(options=NAMES, ballots={((1, -1),): 1})
    with pytest.raises(UnreadableBallots, match="below zero"):
        adapted(against, "ranked-pairs")


@pytest.mark.parametrize(
    ("ballots", "method", "reason"),
    [
        (RANKED, "approval", "this file holds rankings; approval counts values"),
        (RANKED, "star", "this file holds rankings; star counts values"),
        (RANKED, "pairwise", "this file holds rankings; pairwise counts comparisons of pairs"),
        (VALUED, "pairwise", "this file holds values; pairwise counts comparisons of pairs"),
        (COMPARED, "schulze", "this file holds comparisons of pairs; schulze counts rankings"),
        (COMPARED, "plurality", "this file holds comparisons of pairs; plurality counts values"),
    ],
)
def test_what_makes_no_sense_is_refused(ballots, method, reason):
    with pytest.raises(UnreadableBallots, match=reason):
        adapted(ballots, method)
