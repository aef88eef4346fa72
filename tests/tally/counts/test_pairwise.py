"""Which matters more: strengths against a closed form and against another way to the maximum; what has no answer."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from webapp.tally.ballots.papers import Comparisons, UnreadableBallots
from webapp.tally.counts.bradley_terry import chance, fit
from webapp.tally.counts.methods import count as counted
from webapp.tally.counts.result import as_json


def compared(wins, options=3, ballots=10):
    return Comparisons(options=tuple("abcdef"[:options]), wins=wins, ballots=ballots)


def most_likely(options, wins, prior):
    """Strengths and standard errors by a general optimiser and a pseudo-inverse."""

    def unlikeliness(strengths):
        loss = sum(times * np.logaddexp(0, strengths[j] - strengths[i]) for (i, j), times in wins.items())
        return loss + prior * np.sum(np.logaddexp(0, strengths) + np.logaddexp(0, -strengths))

    found = minimize(unlikeliness, np.zeros(options), method="BFGS", options={"gtol": 1e-9}).x
    found = found if prior else found - found.mean()
    information = np.zeros((options, options))
    for (i, j), times in wins.items():
        expected = 1 / (1 + np.exp(found[j] - found[i]))
        information[[i, j], [i, j]] += times * expected * (1 - expected)
        information[[i, j], [j, i]] -= times * expected * (1 - expected)
    information += np.diag(2 * prior / (2 + np.exp(found) + np.exp(-found)))
    return found, np.sqrt(np.diag(np.linalg.pinv(information)))


@settings(max_examples=40, deadline=None)
@given(won=st.integers(1, 10**6), lost=st.integers(1, 10**6))
def test_two_options_have_the_log_of_their_odds_between_them(won, lost):
    """The odds are won to lost; the variance of their log is 1/won + 1/lost (Woolf 1955)."""
    model = fit(2, {(0, 1): won, (1, 0): lost}, 0.0)
    assert model.strengths[0] - model.strengths[1] == pytest.approx(math.log(won / lost), abs=1e-9)
    assert 2 * model.errors[0] == pytest.approx(math.sqrt(1 / won + 1 / lost))


wins_of_five = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(lambda pair: pair[0] != pair[1]), st.integers(1, 30)
)


@settings(max_examples=15, deadline=None)
@given(wins=wins_of_five)
def test_strengths_and_errors_are_those_of_the_likelihoods_maximum(wins):
    ring = {(one, (one + 1) % 5): 1 for one in range(5)}
    for prior, games in ((0.5, wins), (0.0, wins | ring)):
        model = fit(5, games, prior)
        strengths, errors = most_likely(5, games, prior)
        assert model.strengths == pytest.approx(strengths, abs=1e-4)
        assert model.errors == pytest.approx(errors, rel=1e-3)


wins_by_far = st.dictionaries(
    st.sampled_from([(i, j) for i in range(6) for j in range(6) if i != j]),
    st.integers(0, 9).map(lambda digits: 10**digits),
    max_size=20,
)


@settings(max_examples=40, deadline=None)
@given(wins=wins_by_far)
@example(wins={(3, 1): 10**9, (0, 4): 10**9, (0, 1): 10**6, (2, 4): 10**6, (4, 3): 1000})
def test_every_option_is_expected_to_win_as_often_as_it_did_however_lopsided(wins):
    """Zermelo's equations, in which the prior is a seventh option of strength 0."""
    strengths = fit(6, wins, 0.5).strengths
    for one in range(6):
        won = 0.5 + sum(times for (i, _), times in wins.items() if i == one)
        games = [(strengths[j if i == one else i], times) for (i, j), times in wins.items() if one in (i, j)]
        expected = sum(times * chance(strengths[one] - other) for other, times in [*games, (0.0, 1)])
        assert expected == pytest.approx(won, rel=1e-6, abs=1e-6 * max(wins.values(), default=1))


def test_the_record_says_chances_strengths_and_intervals():
    count = counted("pairwise", compared({(1, 2): 30, (2, 1): 10}, options=2))
    assert count.elected == (1,)
    assert count.rounds[0].totals == {1: 75, 2: 25}
    half = Fraction("0.5493")
    assert count.details["strengths"] == {1: half, 2: -half}
    low, high = count.details["strength_intervals"][1]
    assert (float(low), float(high)) == pytest.approx((0.5493 - 0.3578, 0.5493 + 0.3578), abs=2e-4)
    assert (count.details["wins"], count.details["losses"]) == ({1: 30, 2: 10}, {1: 10, 2: 30})
    assert count.details["prior"] == 0
    low, high = count.details["chance_intervals"][1]
    assert low < 75 < high < 100


def test_an_option_that_won_all_or_was_never_compared_gets_the_prior_and_the_record_says_so():
    count = counted("pairwise", compared({(1, 2): 8}))
    assert count.details["prior"] == Fraction(1, 2)
    assert count.details["groups"] == [[1, 2], [3]]
    assert count.details["strengths"][3] == 0
    assert count.elected == (1,)
    assert 50 < count.rounds[0].totals[1] < 100
    low, high = count.details["chance_intervals"][3]
    assert high - low > 80


def test_the_prior_can_be_declared_for_every_poll():
    wins = {(1, 2): 3, (2, 1): 1}
    assert counted("pairwise", compared(wins, 2), options={"prior": "always"}).rounds[0].totals[1] < 75
    assert counted("pairwise", compared(wins, 2)).rounds[0].totals[1] == 75


def test_equal_strengths_go_by_lot_and_without_a_comparison_nobody_is_elected():
    circle = {(1, 2): 2, (2, 3): 2, (3, 1): 2}
    assert {counted("pairwise", compared(circle), seed=str(seed)).elected for seed in range(20)} == {(1,), (2,), (3,)}
    nothing = counted("pairwise", compared({}, ballots=0))
    assert (nothing.elected, nothing.rounds[0].totals) == ((), {1: 50, 2: 50, 3: 50})


@pytest.mark.parametrize("options", [1, 301])
def test_too_few_or_too_many_options_are_refused(options):
    with pytest.raises(UnreadableBallots, match="2 to 300 options"):
        counted("pairwise", Comparisons(options=("a",) * options, wins={}, ballots=0))


def test_more_comparisons_than_can_be_told_apart_are_refused_and_as_many_as_can_are_counted():
    with pytest.raises(UnreadableBallots, match="more than 1,000,000,000 times"):
        counted("pairwise", compared({(1, 2): 10**9 + 1}))
    most = counted("pairwise", compared({(1, 2): 10**9, (2, 3): 10**9, (3, 1): 1}))
    assert most.elected == (1,)


@settings(max_examples=40, deadline=None)
@given(wins=wins_of_five)
def test_neither_order_nor_names_nor_numbers_of_options_matter(wins):
    numbered = {(i + 1, j + 1): times for (i, j), times in wins.items()}
    backwards = dict(reversed(numbered.items()))
    straight = counted("pairwise", compared(numbered, 5))
    renamed = Comparisons(options=("", "=1", "<b>", "x", "x"), wins=backwards, ballots=10)
    assert as_json(straight) == as_json(counted("pairwise", renamed))
    mirrored = counted(
        "pairwise", compared({(6 - one, 6 - other): times for (one, other), times in numbered.items()}, 5)
    )
    for option in range(1, 6):
        assert abs(straight.details["strengths"][option] - mirrored.details["strengths"][6 - option]) <= Fraction(
            "0.0001"
        )


@settings(max_examples=40, deadline=None)
@given(wins=wins_of_five, which=st.integers(1, 5))
def test_one_more_win_never_weakens_an_option(wins, which):
    numbered = {(i + 1, j + 1): times for (i, j), times in wins.items()}
    other = which % 5 + 1
    more = numbered | {(which, other): numbered.get((which, other), 0) + 1}
    before, after = (
        counted("pairwise", compared(games, 5), options={"prior": "always"}).details["strengths"][which]
        for games in (numbered, more)
    )
    assert after > before
