"""Groups that raise a theme more than others, and who may not be told of."""

from webapp.tally.leaning import leanings


def test_a_group_that_raises_a_theme_far_more_than_the_others_is_told_of():
    (one,) = leanings({"Carers": 12, "Others": 10}, {"Carers": 30, "Others": 400})
    assert (one.group, one.people, one.base, one.others, one.others_base) == ("Carers", 12, 30, 10, 400)


def test_a_difference_that_chance_may_bring_is_not_told():
    assert leanings({"Carers": 12, "Others": 130}, {"Carers": 30, "Others": 400}) == []


def test_fewer_people_than_the_threshold_are_never_told_of():
    assert leanings({"Carers": 4, "Others": 6}, {"Carers": 5, "Others": 400}) == []


def test_nobody_can_be_worked_out_from_who_is_left():
    raised, bases = {"Carers": 20, "Groups": 15, "Others": 2}, {"Carers": 30, "Groups": 30, "Others": 400}
    told = leanings(raised, bases)
    left = sum(raised.values()) - sum(one.people for one in told)
    assert told == [] or left == 0 or left >= 5
    assert [one.group for one in told] == ["Carers"]


def test_without_another_group_there_is_nothing_to_compare_with():
    assert leanings({"Residents": 50}, {"Residents": 60}) == []
