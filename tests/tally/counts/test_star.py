"""STAR: worked examples of its published rules, each step of the protocol for ties, and what must hold for any."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.tally.ballots.papers import Cardinal
from webapp.tally.counts import star
from webapp.tally.counts.methods import count as counted


def scored(text, seats=1):
    """Lines of `7 × 5 0 0 0`: seven ballots with these scores; a line without × is one."""
    ballots = Counter()
    for line in filter(None, map(str.strip, text.splitlines())):
        many, _, scores = line.rpartition("×")
        values = [(at, int(score)) for at, score in enumerate(scores.split(), start=1) if score != "."]
        ballots[tuple(values)] += int(many or 1)
    return Cardinal(options=tuple("ABCDEF"[: len(scores.split())]), ballots=ballots, seats=seats)


def ties(count):
    return [(tie.options, tie.rule, tie.chosen) for tie in count.ties]


CENTRE = """
7 × 5 0 0 0
6 × 0 5 4 3
2 × 0 0 5 4
1 × 0 4 5 3
1 × 4 0 5 0
1 × 3 4 0 5
1 × 4 0 0 5
1 × 0 0 0 5
"""


def test_the_runoff_elects_whom_more_ballots_put_higher_not_who_has_more_stars():
    """Two options stand at 44 behind 46: their head-to-head, 10 to 3, decides. The runoff is 10 to 9."""
    count = star.count(scored(CENTRE))
    assert count.rounds[0].totals == {1: 46, 2: 38, 3: 44, 4: 44}
    assert ties(count) == [((3, 4), "fewest head-to-heads lost", (3,))]
    assert count.rounds[0].tie == count.ties[0]
    assert count.rounds[1].totals == {1: 9, 3: 10}
    assert (count.rounds[1].exhausted, count.elected) == (1, (3,))


def test_a_tie_for_the_second_place_goes_by_head_to_head():
    count = star.count(scored("5 3 5 0\n3 1 3 0\n5 4 2 1\n1 4 0 5\n1 2 4 5"))
    assert count.rounds[0].totals == {1: 15, 2: 14, 3: 14, 4: 11}
    assert ties(count) == [((2, 3), "fewest head-to-heads lost", (3,))]
    assert count.rounds[1].totals == {1: 2, 3: 1}
    assert count.elected == (1,)


def test_a_runoff_that_is_equal_goes_by_score_then_by_five_stars():
    by_score = star.count(scored("5 0 0\n0 1 0\n1 1 0"))
    assert ties(by_score) == [((1, 2), "higher score", (1,))]
    by_stars = star.count(scored("5 1\n2 4\n0 2\n0 0"))
    assert by_stars.rounds[0].totals == {1: 7, 2: 7}
    assert by_stars.ties == ()
    assert by_stars.elected == (2,)
    level = star.count(scored("5 2\n1 4\n3 3"))
    assert ties(level) == [((1, 2), "most ballots with the highest score", (1,))]


def test_a_tie_of_three_drops_who_loses_most_head_to_heads():
    count = star.count(scored("4 5 0\n4 5 0\n4 0 5\n0 2 5\n. . 2"))
    assert count.rounds[0].totals == {1: 12, 2: 12, 3: 12}
    assert ties(count)[0] == ((1, 2, 3), "fewest head-to-heads lost", (2, 3))
    assert set(count.rounds[1].totals) == {2, 3}


def test_head_to_heads_are_counted_and_not_the_ballots_in_them():
    """Each is put above another on four ballots in all; but the third loses to both."""
    count = star.count(scored("2 1 0\n1 2 0\n1 1 0\n2 × 0 0 2"))
    assert count.rounds[0].totals == {1: 4, 2: 4, 3: 4}
    assert ties(count)[0] == ((1, 2, 3), "fewest head-to-heads lost", (1, 2))


def test_a_circle_of_three_goes_by_five_stars_and_begins_again_with_who_is_left():
    circle = "5 3 1\n1 4 3\n3 2 5\n0 0 0\n. . ."
    count = star.count(scored(circle))
    assert count.rounds[0].totals == {1: 9, 2: 9, 3: 9}
    assert ties(count) == [((1, 2, 3), "most ballots with the highest score", (1, 3))]
    four = star.count(scored("5 3 1\n1 5 3\n3 1 5\n5 5 5\n5 4 4\n0 1 1"))
    assert ties(four)[:2] == [
        ((1, 2, 3), "most ballots with the highest score", (1,)),
        ((2, 3), "fewest head-to-heads lost", (2,)),
    ]


def test_where_too_many_have_most_five_stars_only_those_with_fewest_go_before_it_begins_again():
    """Four stand behind the first, each loses one head-to-head, and they have 1, 2, 2 and 0 fives: the last goes, and
    of the three that are left the one with a single five loses no head-to-head."""
    count = star.count(scored("5 1 1 0 3\n5 5 5 1 2\n5 2 1 1 1\n5 3 1 1 0\n5 0 1 5 1\n5 2 5 5 4\n5 2 1 2 4"))
    assert set(count.rounds[0].totals.values()) == {35, 15}
    assert ties(count) == [
        ((2, 3, 4, 5), "most ballots with the highest score", (2, 3, 4)),
        ((2, 3, 4), "fewest head-to-heads lost", (2,)),
    ]


def test_what_nothing_tells_apart_goes_by_lot_one_by_one():
    ballots = scored("2 × 5 5 5 4")
    outcomes = {star.count(ballots, seed=str(seed)).elected for seed in range(40)}
    assert outcomes == {(1,), (2,), (3,)}
    rules = [tie.rule for tie in star.count(ballots, seed="x").ties]
    assert rules == ["lot", "lot", "lot"]


def test_several_seats_are_filled_one_by_one():
    count = star.count(scored(CENTRE, seats=3))
    assert len(count.rounds) == 6
    assert count.elected[0] == 3
    assert count.rounds[2].totals == {1: 46, 2: 38, 4: 44}
    everyone = star.count(scored("5 0", seats=2))
    assert everyone.elected == (1, 2)
    assert (len(everyone.rounds), everyone.rounds[-1].elected) == (3, (2,))


def test_a_score_above_the_highest_does_not_count_and_a_blank_is_a_zero():
    count = star.count(scored("5 0\n6 0\n. 1\n. ."))
    assert count.details["invalid"] == {"a value that is not 0 to 5": 1, "blank": 1}
    assert count.rounds[1].totals == {1: 1, 2: 1}


papers = st.dictionaries(
    st.lists(st.integers(0, 5), min_size=4, max_size=4).map(lambda cells: tuple(enumerate(cells, start=1))),
    st.integers(1, 4),
    min_size=1,
    max_size=9,
)


def poll(ballots):
    return Cardinal(options=tuple("abcd"), ballots=ballots)


@settings(max_examples=60, deadline=None)
@given(ballots=papers)
def test_the_winner_is_a_finalist_whom_no_majority_puts_below_the_other(ballots):
    count = counted("star", poll(ballots), seed="s")
    scores, runoff = count.rounds[0].totals, count.rounds[1].totals
    (winner,) = count.elected
    (other,) = set(runoff) - {winner}
    assert runoff[winner] >= runoff[other]
    assert min(scores[one] for one in runoff) >= max((scores[one] for one in scores if one not in runoff), default=0)


@settings(max_examples=60, deadline=None)
@given(ballots=papers, favourite=st.integers(1, 4))
def test_a_majority_that_gives_one_option_all_and_the_others_nothing_elects_it(ballots, favourite):
    bullet = tuple((option, 5 if option == favourite else 0) for option in range(1, 5))
    ballots = Counter(ballots) + Counter({bullet: sum(ballots.values()) + 1})
    assert counted("star", poll(ballots), seed="s").elected == (favourite,)


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_no_place_on_the_ballot_paper_helps(turn):
    """Ballots turned round by some places elect the option that the winner has become."""
    ballots = scored(CENTRE).ballots
    turned = {
        tuple(sorted(((option + turn - 1) % 4 + 1, score) for option, score in values)): many
        for values, many in ballots.items()
    }
    assert counted("star", poll(turned)).elected == ((3 + turn - 1) % 4 + 1,)
