import numpy as np
import pytest

from tests.text.bus_crowd import said
from webapp.text.vectors import LexicalVectors

TEXTS = [*said("late")[::4], *said("fares")[::4]]


def test_rows_have_length_one():
    assert np.linalg.norm(LexicalVectors(TEXTS, seed=0).embed(TEXTS), axis=1) == pytest.approx(1, abs=1e-5)


def test_texts_about_the_same_are_nearer_than_others():
    points = LexicalVectors(TEXTS, seed=0).embed(["Late again on Monday", "The bus ran late", "Ticket price and fares"])
    assert points[0] @ points[1] > points[0] @ points[2]


def test_a_slip_of_the_pen_still_meets_the_word():
    space = LexicalVectors(TEXTS, seed=0)
    assert float(*(space.embed(["reliabillity"]) @ space.embed(["reliability"]).T).ravel()) > 0.5


def test_a_text_of_unknown_or_small_words_is_a_row_of_zeros():
    assert not LexicalVectors(TEXTS, seed=0).embed(["zzz qqq", "the and of", ""]).any()


@pytest.mark.parametrize("texts", [[], [""], ["the"], ["bus"], ["bus", "bus fare"]])
def test_very_little_to_learn_from_is_enough(texts):
    assert LexicalVectors(texts, seed=0).embed(texts).shape[0] == len(texts)


def test_the_same_texts_give_the_same_bytes():
    assert LexicalVectors(TEXTS, seed=0).embed(TEXTS).tobytes() == LexicalVectors(TEXTS, seed=0).embed(TEXTS).tobytes()
