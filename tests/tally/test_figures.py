import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.tally.figures import percent, share_text, whole_percent


def test_fewer_than_thirty_people_have_no_percentage():
    assert percent(10, 29) is None


def test_thirty_people_have_a_percentage_without_decimals():
    assert percent(10, 30) == "33%"


def test_two_hundred_people_have_one_decimal():
    assert percent(67, 200) == "33.5%"


def test_a_half_is_rounded_up():
    assert percent(5, 40) == "13%"


def test_a_half_of_a_tenth_is_rounded_up_in_whole_numbers():
    assert percent(57, 2000) == "2.9%"


def test_a_few_are_never_nobody():
    assert percent(1, 199) == "1%"
    assert percent(1, 3000) == "less than 0.1%"
    assert whole_percent(1, 3000) == "less than 1%"


def test_nearly_all_are_never_all():
    assert percent(2999, 3000) == "more than 99.9%"
    assert whole_percent(199, 199) == "100%"
    assert whole_percent(998, 1000) == "more than 99%"


def test_nobody_is_nought():
    assert percent(0, 50) == "0%"


def test_a_share_of_a_small_base_names_the_base_instead():
    assert share_text(12, 20) == "12 of 20"


def test_a_share_of_a_large_base_has_both_numbers():
    assert share_text(1312, 2000) == "1,312 (65.6%)"


@pytest.mark.parametrize(("count", "base"), [(-1, 50), (51, 50), (1, 0)])
def test_more_than_everyone_and_fewer_than_nobody_are_refused(count, base):
    with pytest.raises(ValueError, match="no share"):
        percent(count, base)


@given(st.integers(200, 10**6), st.data())
def test_a_percentage_is_within_half_a_tenth_of_the_truth(base, data):
    count = data.draw(st.integers(0, base))
    words = percent(count, base)
    assert (
        abs(float(words.removeprefix("less than ").removeprefix("more than ").rstrip("%")) - 100 * count / base) <= 0.1
    )
