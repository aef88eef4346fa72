"""Agreement worked out by hand, by another program, and by chance."""

import random
from collections import Counter

import krippendorff
import numpy
import pytest

from webapp.tally import agreement, estimates, matching
from webapp.tally.agreement import Table

A, B = "a", "b"


def pairs(*written):
    """ "ab:a" is a pair: the first gave a and b, the second a."""
    return [tuple(frozenset(side) for side in one.split(":")) for one in written]


def by_lot(count, *, agreeing, seed=1):
    """Pairs of sets of up to three of eight codes; the second copies the first as often as `agreeing` says."""
    lot = random.Random(seed)
    draw = lambda: frozenset(lot.sample("abcdefgh", lot.randint(1, 3)))  # noqa: E731
    firsts = [draw() for _ in range(count)]
    return [(one, one if lot.random() < agreeing else draw()) for one in firsts]


def test_a_small_table_gives_what_its_sum_by_hand_gives():
    """20 answers: both yes 6, only the first 2, only the second 1, neither 11.

    Percent 17/20. Chance for kappa: 8/20 · 7/20 + 12/20 · 13/20 = .53, so kappa = (.85 - .53) / .47. For alpha: of the
    40 codes 15 are yes, so by chance 2 · 15 · 25 / (40 · 39) differ; found 3/20.
    """
    found = agreement.of_table(Table(6, 2, 1, 11))
    assert found.percent.value == pytest.approx(0.85)
    assert found.kappa.value == pytest.approx((0.85 - 0.53) / 0.47)
    assert found.alpha.value == pytest.approx(1 - (3 / 20) / (2 * 15 * 25 / (40 * 39)))


@pytest.mark.parametrize("seed", range(5))
def test_alpha_is_what_the_reference_program_gives(seed):
    coded = by_lot(60, agreeing=0.6, seed=seed)
    ratings = [[int(A in side) for side in sides] for sides in zip(*coded, strict=True)]
    expected = krippendorff.alpha(numpy.array(ratings), level_of_measurement="nominal")
    assert agreement.on_code(coded, A).alpha.value == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(3))
def test_alpha_of_sets_is_what_the_reference_program_gives(seed):
    coded = by_lot(50, agreeing=0.5, seed=seed)
    every = sorted({side for sides in coded for side in sides}, key=sorted)
    ratings = [[every.index(side) for side in sides] for sides in zip(*coded, strict=True)]
    apart = lambda one, other, **_: numpy.vectorize(  # noqa: E731
        lambda i, j: agreement.masi(every[int(i)], every[int(j)])
    )(one, other)
    expected = krippendorff.alpha(
        numpy.array(ratings), level_of_measurement=apart, value_domain=list(range(len(every)))
    )
    assert agreement.on_sets(coded).alpha.value == pytest.approx(expected)


def test_sets_that_share_something_are_nearer_than_sets_that_share_nothing():
    ab, abc, bc, cd = (frozenset(one) for one in ("ab", "abc", "bc", "cd"))
    assert agreement.masi(ab, ab) == 0
    assert agreement.masi(ab, abc) == pytest.approx(1 - 2 / 3 * 2 / 3)
    assert agreement.masi(ab, bc) == pytest.approx(1 - 1 / 3 * 1 / 3)
    assert agreement.masi(ab, cd) == 1


def test_weighted_kappa_of_three_pairs_by_hand():
    """a:a, a:b, b:b. Found 1/3 apart; by chance 2/3 · 2/3 + 1/3 · 1/3 = 5/9."""
    found = agreement.on_sets(pairs("a:a", "a:b", "b:b"))
    assert found.kappa.value == pytest.approx(1 - (1 / 3) / (5 / 9))
    assert found.percent.value == pytest.approx(2 / 3)


@pytest.mark.parametrize(("both", "neither"), [(0, 12), (12, 0)])
def test_where_nothing_was_told_apart_nothing_is_said_about_chance(both, neither):
    found = agreement.of_table(Table(both, 0, 0, neither))
    assert found.percent.value == 1
    assert (found.kappa.value, found.alpha.value, found.alpha.base) == (None, None, 12)


def test_no_pairs_give_no_figures():
    for found in (agreement.on_sets([]), agreement.on_code([], A)):
        assert [found.percent.known, found.kappa.known, found.alpha.known] == [False] * 3
    assert not matching.on_sets([]).f1.known


def test_full_agreement_on_a_few_answers_is_not_called_certain():
    few, many = (agreement.of_table(Table(n, 0, 0, n)).alpha for n in (5, 100))
    assert few.value == many.value == few.high == 1
    assert few.low < 0.6 < 0.9 < many.low


@pytest.mark.parametrize(("count", "kappa", "yes"), [(30, 0.6, 0.3), (60, 0.8, 0.15), (200, 0.5, 0.1)])
def test_the_interval_of_kappa_holds_the_truth_about_95_times_in_100(count, kappa, yes):
    lot, both = random.Random(7), yes * yes + kappa * yes * (1 - yes)
    odds = [both, yes - both, yes - both, 1 - 2 * yes + both]
    tables = [Counter(lot.choices(range(4), odds, k=count)) for _ in range(800)]
    found = [agreement.of_table(Table(*(one[cell] for cell in range(4)))).kappa for one in tables]
    known = [one for one in found if one.known]
    held = sum(one.low <= kappa <= one.high for one in known) / len(known)
    assert 0.92 < held < 0.985


@pytest.mark.parametrize("agreeing", [0.2, 0.7, 1.0])
def test_every_figure_lies_within_its_interval(agreeing):
    coded = by_lot(40, agreeing=agreeing)
    found = [agreement.on_code(coded, code) for code in "abcdefgh"] + [agreement.on_sets(coded)]
    for one in found:
        for estimate in (one.percent, one.kappa, one.alpha):
            assert not estimate.known or estimate.low - 1e-9 <= estimate.value <= estimate.high + 1e-9


def test_a_mean_of_equal_values_keeps_an_interval():
    found = estimates.mean([0.5] * 6)
    assert found.low < 0.45 < 0.55 < found.high


def test_a_mean_of_yes_and_no_has_the_interval_of_a_share():
    yes, share = estimates.mean([1, 0, 1, 1]), estimates.share(3, 4)
    assert (yes.low, yes.high) == pytest.approx((share.low, share.high))


def test_the_machine_is_measured_by_hand():
    """Suggested a, ab, c; right a, a, b: of four suggested two were right, of three right ones two were suggested."""
    read = pairs("a:a", "ab:a", "c:b")
    found = matching.on_sets(read)
    assert (found.precision.value, found.precision.base) == (0.5, 4)
    assert (found.recall.value, found.recall.base) == (pytest.approx(2 / 3), 3)
    assert found.f1.value == pytest.approx(4 / 7)
    assert found.of_answers.value == pytest.approx((1 + 2 / 3 + 0) / 3)
    of_b = matching.on_code(read, B)
    assert (of_b.precision.value, of_b.recall.value, of_b.f1.value) == (0, 0, 0)
    assert not matching.on_code(read, "d").f1.known


def test_two_thousand_pairs_and_forty_themes_take_little_time():
    lot = random.Random(3)
    draw = lambda: frozenset(lot.sample(range(40), lot.randint(1, 2)))  # noqa: E731
    coded = [(one, one if lot.random() < 0.8 else draw()) for one in (draw() for _ in range(2_000))]
    found = [agreement.on_code(coded, code) for code in range(40)]
    assert agreement.on_sets(coded).alpha.value == pytest.approx(0.8, abs=0.05)
    assert all(0.6 < one.alpha.value < 0.95 for one in found)
