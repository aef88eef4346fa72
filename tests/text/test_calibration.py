import numpy as np
import pytest

from webapp.text.calibration import calibration_error, choose, fit_given, fit_scale


def test_confidence_that_is_right_as_often_as_it_says_has_no_error():
    confidence = np.array([0.8] * 10 + [0.3] * 10)
    right = np.array([True] * 8 + [False] * 2 + [True] * 3 + [False] * 7)
    assert calibration_error(confidence, right) == pytest.approx(0)


def test_confidence_that_promises_too_much_is_off_by_just_that():
    assert calibration_error(np.array([0.9] * 10), np.array([True] * 6 + [False] * 4)) == pytest.approx(0.3)


def test_without_codes_there_is_no_error_to_tell():
    assert calibration_error(np.zeros(0), np.zeros(0, dtype=bool)) is None


@pytest.mark.parametrize(
    ("chances", "given"),
    [
        ([0.9, 0.8, 0.1], [True, True, False]),
        ([0.9, 0.2, 0.1], [True, False, False]),
        ([0.2, 0.05, 0.02], [True, False, False]),
        ([0.5, 0.5, 0.5], [True, True, True]),
    ],
)
def test_as_many_themes_are_given_as_agree_best_with_a_person(chances, given):
    assert choose(np.array([chances])).tolist() == [given]


def test_none_of_them_stands_alone():
    chances = np.array([[0.1, 0.1, 0.8], [0.7, 0.6, 0.5]])
    assert choose(chances, alone=2).tolist() == [[False, False, True], [True, True, False]]


def test_chances_follow_how_often_high_scores_were_right():
    draw = np.random.default_rng(0)
    scores = draw.random((400, 3))
    truth = (draw.random((400, 3)) < scores**2).astype(float)
    scale, _ = fit_scale(scores, np.zeros_like(scores), truth)
    chances = scale.chances(scores, np.zeros_like(scores))
    assert calibration_error(chances.ravel(), truth.ravel() > 0) < 0.05


def test_what_is_given_too_surely_is_set_right():
    scale, _ = fit_scale(np.zeros((0, 2)), np.zeros((0, 2)), np.zeros((0, 2)))
    right = np.array([1.0] * 60 + [0.0] * 40)
    better = fit_given(scale, np.full(100, 0.9), right)
    assert better.confidence(np.array([0.9]))[0] == pytest.approx(0.6, abs=0.05)
