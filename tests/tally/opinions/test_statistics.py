"""The arithmetic behind statements, against examples worked out by hand."""

import random

import pytest

from webapp.tally.opinions.agreeing import consensus, divisive
from webapp.tally.opinions.choosing import draw, weight
from webapp.tally.opinions.facts import AGREE, DISAGREE, Statement, Tally
from webapp.tally.opinions.proportions import apart, over_half, share
from webapp.tally.opinions.representing import representatives


def statement(name, *groups, moderated=False):
    return Statement(id=name, everyone=sum(groups, start=Tally(0, 0, 0)), groups=groups, moderated=moderated)


def test_shares_and_tests_of_a_group_of_nine_of_whom_eight_agree():
    assert share(8, 9) == pytest.approx(9 / 11)
    assert over_half(8, 9) == pytest.approx(2 * 10**0.5 * 0.4)
    assert apart(8, 9, 4, 9) == pytest.approx(0.4 / (0.7 * 0.3 * 0.2) ** 0.5)
    assert apart(3, 3, 7, 7) == 0


def test_a_group_is_told_by_what_it_agrees_with_before_what_it_rejects():
    two = [
        statement("rejected", Tally(0, 20, 20), Tally(20, 0, 20)),
        statement("wanted", Tally(19, 1, 20), Tally(5, 15, 20)),
        statement("wanted too", Tally(17, 3, 20), Tally(8, 12, 20)),
        statement("taken out", Tally(20, 0, 20), Tally(0, 20, 20), moderated=True),
        statement("common", Tally(20, 0, 20), Tally(20, 0, 20)),
    ]
    found = representatives(two, 0)
    assert [(one.statement, one.side) for one in found] == [
        ("wanted", AGREE),
        ("wanted too", AGREE),
        ("rejected", DISAGREE),
    ]


def test_what_less_than_half_of_a_group_says_does_not_represent_it_though_nobody_else_says_it():
    rows = [
        statement("some", Tally(0, 9, 20), Tally(0, 0, 20)),
        statement("most", Tally(0, 18, 20), Tally(0, 2, 20)),
    ]
    assert [one.statement for one in representatives(rows, 0)] == ["most"]


def test_a_group_has_five_statements_at_most_and_one_at_least():
    many = [statement(str(n), Tally(20 - n, 0, 20), Tally(0, 20, 20)) for n in range(8)]
    assert [one.statement for one in representatives(many, 0)] == ["0", "1", "2", "3", "4"]
    weak = [
        statement("even", Tally(5, 5, 10), Tally(5, 5, 10)),
        statement("a little", Tally(4, 5, 10), Tally(5, 4, 10)),
    ]
    assert [(one.statement, one.tested) for one in representatives(weak, 0)] == [("a little", False)]
    assert representatives([statement("unseen", Tally(0, 0, 0), Tally(3, 0, 3))], 0) == ()


def test_an_agreement_that_passes_one_test_stands_beside_rejections_that_pass_both():
    two = [
        statement("rejected", Tally(0, 20, 20), Tally(20, 0, 20)),
        statement("agreed by all", Tally(18, 0, 20), Tally(18, 0, 20)),
    ]
    assert [(one.statement, one.tested) for one in representatives(two, 0)] == [
        ("agreed by all", False),
        ("rejected", True),
    ]


def test_a_bare_majority_is_no_consensus():
    assert consensus([statement("bare", Tally(11, 9, 20))]) == ()
    (found,) = consensus([statement("clear", Tally(2, 18, 20))])
    assert (found.side, found.share) == (DISAGREE, pytest.approx(19 / 22))
    six = [statement(str(n), Tally(20 - n, 0, 20)) for n in (5, 4, 3, 2, 1, 0)]
    assert [one.statement for one in consensus(six)] == ["0", "1", "2", "3", "4"]


def test_groups_that_pass_where_others_agree_do_not_contradict_them():
    split = statement("split", Tally(15, 5, 20), Tally(3, 17, 20), Tally(19, 1, 20))
    (found,) = divisive([split, statement("unsure", Tally(19, 1, 20), Tally(1, 1, 20), Tally(19, 1, 20))])
    assert (found.statement, found.agreeing, found.disagreeing) == ("split", 2, 1)
    assert found.chance == pytest.approx(20 / 22 * 18 / 22)


def test_what_is_new_is_shown_before_what_people_pass_over():
    new, agreed, passed = Tally(0, 0, 0), Tally(30, 5, 40), Tally(2, 2, 40)
    assert weight(new, 0) > weight(agreed, 0) > weight(passed, 0) > 0
    assert weight(agreed, 2) > weight(agreed, 1)
    assert weight(Tally(3, 1, 5), 1.5) == pytest.approx(((1 - 2 / 7) * 2.5 * 4 / 7 * 5) ** 2)


def test_the_next_statement_is_drawn_by_its_weight():
    lot = random.Random(3)
    drawn = [draw({"often": 9.0, "seldom": 1.0}, lot) for _ in range(300)]
    assert 15 < drawn.count("seldom") < 45
    assert draw({}, lot) is None
