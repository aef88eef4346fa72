"""Borda: points for everybody whom an option stands above, half points for equals, and what must hold."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.tally.ballots.papers import UNREADABLE, Contest
from webapp.tally.counts import borda, methods
from webapp.tally.counts.duels import duels_of
from webapp.tally.counts.result import as_json


def held(ballots, options=4, seats=1):
    return Contest(options=tuple("abcdefgh"[:options]), ballots=ballots, seats=seats)


def points(count):
    return dict(count.rounds[0].totals)


def test_each_option_gets_a_point_for_each_below_it():
    count = borda.count(held({((1,), (2,), (3,)): 3, ((2,), (3,), (1,)): 2}, options=3))
    assert points(count) == {1: 6, 2: 7, 3: 2}
    assert count.elected == (2,)


def test_equals_share_what_their_places_are_worth():
    assert points(borda.count(held({((1, 2), (3,)): 1}))) == {1: Fraction(5, 2), 2: Fraction(5, 2), 3: 1, 4: 0}


def test_options_left_out_are_equal_last_or_get_nothing():
    short = held({((1,),): 1})
    assert points(borda.count(short)) == {1: 3, 2: 1, 3: 1, 4: 1}
    assert points(borda.count(short, unranked="nothing")) == {1: 3, 2: 0, 3: 0, 4: 0}


def test_a_second_mention_a_place_left_out_and_an_unreadable_one_give_nothing():
    odd = held({((1,), (), UNREADABLE, (1,), (2,)): 1, (): 5, (UNREADABLE,): 2})
    count = borda.count(odd)
    assert points(count) == points(borda.count(held({((1,), (2,)): 1})))
    assert (count.ballots, count.valid) == (8, 1)


def test_seats_go_to_most_points_and_equals_for_the_last_are_drawn():
    equal = held({((1,), (2, 3), (4,)): 1}, seats=2)
    chosen = {borda.count(equal, seed=seed).elected for seed in "abcdefgh"}
    assert chosen == {(1, 2), (1, 3)}
    assert borda.count(equal).rounds[0].tie.options == (2, 3)
    assert borda.count(equal, seats=3).ties == ()


def test_an_option_that_withdrew_is_not_counted():
    out = replace(held({((1,), (2,), (3,)): 1}), withdrawn=frozenset({1}))
    assert points(borda.count(out)) == {2: 2, 3: 1, 4: 0}


marks = st.lists(st.sampled_from([(), (1,), (2,), (3,), (4,), (1, 2), (2, 3, 4), UNREADABLE]), max_size=5).map(tuple)
elections = st.dictionaries(marks, st.integers(1, 9), min_size=1, max_size=10)


@settings(max_examples=60, deadline=None)
@given(elections)
def test_points_are_what_the_duels_say(ballots):
    """For every other option: ballots that put it below, and half of those that put neither above."""
    count = borda.count(held(ballots))
    duels = duels_of(held(ballots))
    for one in range(1, 5):
        others = [other for other in range(1, 5) if other != one]
        assert points(count)[one] == sum(
            Fraction(count.valid + duels[one, other] - duels[other, one], 2) for other in others
        )


@pytest.mark.parametrize("unranked", ["equal-last", "nothing"])
@settings(max_examples=40, deadline=None)
@given(ballots=elections, times=st.integers(2, 4))
def test_neither_order_nor_names_nor_how_often_all_are_repeated_matter(unranked, ballots, times):
    straight = borda.count(held(ballots), seed="s", unranked=unranked)
    backwards = held({ranking: ballots[ranking] for ranking in reversed(ballots)})
    renamed = replace(backwards, options=("=1", "", "<b>", "4"))
    assert as_json(straight) == as_json(borda.count(renamed, seed="s", unranked=unranked))
    often = held({ranking: papers * times for ranking, papers in ballots.items()})
    assert straight.elected == borda.count(often, seed="s", unranked=unranked).elected


@settings(max_examples=40, deadline=None)
@given(ballots=elections)
def test_an_option_that_nobody_ranks_stands_last(ballots):
    more = points(borda.count(held(ballots, options=5)))
    assert more[5] == min(more.values())


def test_the_method_is_known_by_its_name():
    count = methods.count("borda", held({((1,),): 1}), options={"unranked": "nothing"})
    assert count.details["unranked"] == "nothing"
