from itertools import islice

import numpy as np

from tests.text.bus_crowd import LETTER, QUESTION, crowd
from webapp.text.ordering import how_doubtful, mix, most_instructive
from webapp.text.pipeline import Answer, CodedAnswer, theme

ANSWERS = [*crowd(), *(Answer(f"letter {number}", LETTER) for number in range(4)), Answer("quiet", "-")]


def test_doubt_counts_more_where_little_was_read_of_a_theme():
    doubt = how_doubtful(np.array([[0.5, 0.0], [0.0, 0.5], [0.99, 0.0]]), held=[8, 0])
    assert doubt[1] > doubt[0] > doubt[2]


def test_what_repeats_an_earlier_one_comes_late():
    points = np.array([[1, 0], [1, 0], [0, 1]], dtype=np.float32)
    assert most_instructive(np.array([1.0, 0.9, 0.7]), points, 3) == [0, 2, 1]


def test_every_fourth_is_drawn_by_lot_and_none_comes_twice():
    order = list(mix([1, 2, 3, 4, 5, 6], [9, 2, 8], range(1, 10)))
    assert order[:8] == [1, 2, 3, 9, 4, 5, 6, 8]
    assert sorted(order) == list(range(1, 10))
    assert list(islice(mix([], [], []), 3)) == []


def test_what_was_read_is_not_to_be_read_again():
    coded = [CodedAnswer(ANSWERS[at].id, ("late",)) for at in range(12)] + [CodedAnswer("letter 2", ("late",))]
    order = theme(ANSWERS, question=QUESTION, coded=coded, closed=True).next_to_read
    assert {*order}.isdisjoint(one.id for one in coded)
    assert not any(name.startswith("letter") for name in order)
    assert "quiet" not in order


def test_the_order_is_the_same_twice():
    once, twice = (theme(ANSWERS, question=QUESTION, themes=4).next_to_read for _ in range(2))
    assert once == twice
    assert len(once) > 50
