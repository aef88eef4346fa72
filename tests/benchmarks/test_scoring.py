"""The benchmark's own arithmetic, held against examples worked out by hand."""

import pytest

from benchmarks.theming import scoring


def test_one_of_two_codes_found_and_one_invented_scores_a_half():
    assert scoring.samples_f1({"fares", "safety"}, {"fares", "climate"}) == 0.5


def test_nothing_said_where_nothing_is_to_be_said_is_right():
    assert scoring.samples_f1(set(), set()) == 1.0


def test_silence_about_an_answer_with_a_code_scores_nothing():
    assert scoring.samples_f1({"fares"}, set()) == 0.0


def test_confidence_of_ninety_that_is_right_eight_times_in_ten_is_off_by_a_tenth():
    assert scoring.calibration_error([0.9] * 10, [True] * 8 + [False] * 2) == pytest.approx(0.1)


def test_errors_of_the_tenths_count_by_how_many_codes_are_in_them():
    # three codes at .25, one right (off by .0833); one code at .95, right (off by .05)
    error = scoring.calibration_error([0.25, 0.25, 0.25, 0.95], [True, False, False, True])
    assert error == pytest.approx(0.75 * (1 / 3 - 0.25) + 0.25 * 0.05)


def test_full_confidence_stands_in_the_last_tenth():
    assert scoring.reliability([1.0, 0.92], [True, False]) == [(pytest.approx(0.96), 0.5, 2)]


def test_the_share_coded_well_is_the_longest_run_from_the_surest_down():
    values, sureness = [1.0, 0.0, 1.0, 0.5], [0.9, 0.1, 0.8, 0.7]
    assert scoring.share_scoring(values, sureness, least=0.75) == 0.75


def test_no_answer_is_coded_well_when_the_surest_is_wrong():
    assert scoring.share_scoring([0.0, 0.5], [0.9, 0.1], least=0.75) == 0.0


def test_a_rare_stance_counts_as_much_as_a_common_one():
    people, machine = ["for", "for", "for", "against"], ["for"] * 4
    assert scoring.macro_f1(people, machine) == pytest.approx((6 / 7 + 0) / 2)


def test_a_stance_nobody_could_tell_helps_neither_side():
    assert scoring.macro_f1(["for", "against"], [None, "against"]) == pytest.approx(0.5)


def test_the_same_groups_under_other_names_agree_fully():
    assert scoring.agreement(["a", "a", "b", "b"], [7, 7, 3, 3]) == (pytest.approx(1.0), pytest.approx(1.0))


def test_one_group_for_all_agrees_no_better_than_chance():
    assert scoring.agreement(["a", "b", "a", "b"], [0, 0, 0, 0])[0] == pytest.approx(0.0)


def test_texts_in_no_campaign_make_no_pairs():
    assert scoring.pairs_together([1, None, 1, None, 2, 1]) == {(0, 2), (0, 5), (2, 5)}


def test_words_that_always_come_together_are_fully_coherent():
    texts = ["late buses", "late buses", "dear tickets", "dear tickets"]
    assert scoring.coherence(texts, [0, 0, 1, 1]) == pytest.approx(1.0)
