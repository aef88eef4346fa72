"""When reading is enough, and when new answers say something else."""

from webapp.themes.picture import Drift, find_drift, furthest_move, is_settled


def test_the_theme_whose_share_moved_most_tells_how_far_the_picture_moved():
    assert furthest_move({1: 50, 2: 20}, 100, {1: 60, 2: 45, 3: 1}, 200) == 20.0


def test_with_nothing_before_everything_moved():
    assert furthest_move({}, 0, {1: 5}, 10) == 100.0


def test_reading_is_enough_when_it_twice_moved_nothing_and_fifty_were_read():
    assert is_settled([9.0, 1.5, 2.0], 75)
    assert not is_settled([9.0, 1.5, 2.0], 49)
    assert not is_settled([9.0, 2.5, 1.0], 75)
    assert not is_settled([1.0], 75)


def test_new_answers_that_fit_no_theme_are_noticed():
    assert find_drift({7: 12, 1: 20}, 50, {7: 20, 1: 380}, 950) == [Drift(7, 12, 50, 20, 950)]


def test_a_difference_that_chance_explains_is_none():
    assert find_drift({7: 6}, 50, {7: 40}, 950) == []


def test_a_handful_of_new_answers_is_no_drift():
    assert find_drift({7: 19}, 19, {7: 0}, 950) == []
    assert find_drift({7: 20}, 20, {7: 0}, 29) == []


def test_a_theme_that_nobody_raises_any_more_is_noticed_too():
    assert [one.theme for one in find_drift({1: 0}, 50, {1: 500}, 1000)] == [1]
