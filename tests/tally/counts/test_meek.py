"""Meek's method: a settled example to the billionth, and what must hold for any ballots."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.tally.ballots.papers import Contest
from webapp.tally.counts import meek
from webapp.tally.counts.result import as_json, exact


def contest(*papers, options=4, seats=2):
    """ "3 1 2" are three papers that rank option 1, then option 2."""
    rows = [[int(word) for word in paper.split()] for paper in papers]
    ballots = {tuple((number,) for number in row[1:]): row[0] for row in rows}
    return Contest(options=tuple("abcdefgh"[:options]), ballots=ballots, seats=seats)


def shown(one):
    return {option: exact(votes) for option, votes in one.totals.items()}


def test_what_an_elected_option_does_not_need_goes_on_and_what_it_keeps_is_rounded_up():
    """Six papers of 1 are worth two fifths to 2, less four billionths that rounding up leaves with 1.

    The counting program Droop gives the same figures for these papers by the Foundation's reference rule.
    """
    count = meek.count(contest("5 1 2", "1 2", "3 3", options=3))
    assert [one.action for one in count.rounds] == [
        "election of 1",
        "exclusion of 2",
        "the last vacancies are filled",
    ]
    assert [exact(one.quota) for one in count.rounds] == ["3.000000001", "3.000000001", "2.000000002"]
    assert shown(count.rounds[1]) == {1: "3.000000005", 2: "2.999999995", 3: "3"}
    assert exact(count.details["keep_values"][1][1]) == "0.600000001"
    assert exact(count.rounds[2].exhausted) == "2.999999995"
    assert count.elected == (1, 3)


def test_the_quota_falls_with_the_votes_that_are_lost():
    """Nobody gets what 1 does not need: a third of what is then left is 4½."""
    count = meek.count(contest("10 1", "4 2", "3 3", "2 4"))
    assert exact(count.rounds[0].quota) == "6.333333334"
    assert 0 < count.rounds[1].quota - Fraction(9, 2) < Fraction(1, 1_000_000)
    assert count.elected == (1, 2)


def test_papers_pass_several_elected_options_and_leave_a_part_with_each():
    """The quota is 5¼: 1 keeps that of 12, 2 that of 4 and the 6¾ that come on from 1, and 3 is elected by the rest."""
    count = meek.count(contest("12 1 2 3", "4 2 3", "2 3", "3 4", seats=3))
    assert count.elected == (1, 2, 3)
    keep = {option: round(float(value), 4) for option, value in count.details["keep_values"][-1].items()}
    assert keep == {1: 0.4375, 2: round(5.25 / 10.75, 4), 3: 1, 4: 1}
    in_parts = 12 * 274_709_303 + 4 * 488_372_094  # 0.562499999 × 0.488372094 is 0.274709302…, rounded up
    assert count.rounds[-1].totals[2] == Fraction(in_parts, meek.UNIT)


def test_equal_lowest_are_told_apart_by_the_first_round_in_which_they_differed():
    """2 leads 3 at first, then 3 leads 2, then they are equal: 3 goes, where Scotland looks back and excludes 2."""
    count = meek.count(contest("12 1", "5 2", "4 3", "2 4 3", "1 5 2", "2 5", options=5, seats=1))
    assert [one.excluded for one in count.rounds[:3]] == [(4,), (5,), (3,)]
    assert count.rounds[2].tie.rule == "first stage that differs"


def test_the_lot_decides_where_no_round_tells():
    equal = contest("1 1", "1 2", "1 3", "1 4", seats=1)
    chosen = {seed: meek.count(equal, seed=seed).elected for seed in "abcdefgh"}
    assert chosen == {seed: meek.count(equal, seed=seed).elected for seed in "abcdefgh"}
    assert len(set(chosen.values())) > 1
    assert meek.count(equal, seed="a").ties[0].rule == "lot"


def test_a_paper_is_spent_where_it_does_not_say_one_thing_and_passes_over_who_withdrew():
    papers = {((1,), (2, 3), (4,)): 2, ((), (1,)): 3, ((2,), (2,)): 1, ((4,), (3,)): 5}
    count = meek.count(Contest(options=tuple("abcd"), ballots=papers, withdrawn=frozenset({4})))
    assert (count.ballots, count.valid, count.elected) == (11, 8, (3,))


rankings = st.permutations([1, 2, 3, 4, 5]).flatmap(
    lambda order: st.integers(1, 5).map(lambda length: tuple((number,) for number in order[:length]))
)
elections = st.dictionaries(rankings, st.integers(1, 9), min_size=1, max_size=10)


def held(ballots, seats, options=5):
    return Contest(options=tuple("abcdefgh"[:options]), ballots=ballots, seats=seats)


@settings(max_examples=60, deadline=None)
@given(elections, st.integers(1, 4))
def test_no_billionth_of_a_vote_is_made_and_none_is_lost(ballots, seats):
    count = meek.count(held(ballots, seats))
    assert len(count.elected) == len(set(count.elected)) == seats
    for one in count.rounds:
        assert sum(one.totals.values()) + one.exhausted == count.valid
        assert min(one.totals.values()) >= 0 <= one.exhausted
        assert sum(votes >= one.quota for votes in one.totals.values()) <= seats


@settings(max_examples=40, deadline=None)
@given(elections, st.integers(1, 4))
def test_when_somebody_is_excluded_the_surpluses_are_settled(ballots, seats):
    """Whoever is elected holds the quota, within a millionth of a vote (where more than one vote is left to share)."""
    count = meek.count(held(ballots, seats))
    elected = []
    for one in count.rounds:
        if one.excluded and one.quota > 1:
            assert all(abs(one.totals[option] - one.quota) < Fraction(1, 1_000_000) for option in elected)
        elected += one.elected


@settings(max_examples=40, deadline=None)
@given(elections, st.integers(1, 4))
def test_neither_the_order_of_ballots_nor_names_nor_an_option_that_nobody_ranks_matter(ballots, seats):
    straight = meek.count(held(ballots, seats), seed="s")
    backwards = held({ranking: ballots[ranking] for ranking in reversed(ballots)}, seats)
    assert as_json(straight) == as_json(meek.count(backwards, seed="s"))
    renamed = replace(backwards, options=("=1", "", "<b>", "4", "5"))
    assert as_json(straight) == as_json(meek.count(renamed, seed="s"))


@settings(max_examples=40, deadline=None)
@given(elections, st.integers(1, 4))
def test_who_has_a_quota_of_first_preferences_is_elected(ballots, seats):
    count = meek.count(held(ballots, seats))
    first = {n: sum(many for ranking, many in ballots.items() if ranking[0] == (n,)) for n in range(1, 6)}
    assert {n for n, votes in first.items() if votes * (seats + 1) > count.valid} <= set(count.elected)


@pytest.mark.parametrize("seats", [1, 3])
def test_nobody_votes_and_still_the_count_ends(seats):
    count = meek.count(held({(): 4}, seats))
    assert (count.valid, len(count.elected)) == (0, seats)
