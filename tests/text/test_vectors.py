from itertools import pairwise

import numpy as np
import pytest

from tests.text.bus_crowd import said
from webapp.text.table.loading import Table, load_table
from webapp.text.table.pieces import Pieces
from webapp.text.vectors import LexicalVectors, TableVectors

TEXTS = [*said("late")[::4], *said("fares")[::4]]
HARD = [
    "",
    " \n",
    "the",
    "😀😀 👍🏽",
    "\x00\x01\ufffd",
    "x" * 300,
    "bus " * 10_000,
    "Straße İstanbul naïve don’t",
    "公共汽车晚点",
    "автобус",
]
SPACES = {
    "table": TableVectors(),
    "lexical": LexicalVectors(TEXTS, seed=0),
}
each_space = pytest.mark.parametrize("space", SPACES.values(), ids=SPACES)


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


@pytest.mark.parametrize("text", [*TEXTS[:3], *HARD], ids=lambda text: text[:8].encode("unicode-escape").decode())
def test_closeness_is_the_sum_of_what_each_word_adds(text):
    space = TableVectors()
    centre = space.embed(["The bus was late and the ticket dear"])[0]
    shares = space.contributions(text, centre)
    assert sum(share.weight for share in shares) == pytest.approx(float(space.embed([text])[0] @ centre), abs=1e-4)


@pytest.mark.parametrize("text", [*TEXTS[:3], *HARD], ids=lambda text: text[:8].encode("unicode-escape").decode())
def test_what_adds_is_shown_as_it_is_written_each_place_once_and_in_order(text):
    space = TableVectors()
    shares = space.contributions(text, space.embed(["bus"])[0])
    assert [share.word for share in shares] == [text[share.start : share.end] for share in shares]
    assert all(first.end <= second.start for first, second in pairwise(shares))


@each_space
def test_every_row_has_length_one_or_none_and_is_a_number(space):
    lengths = np.linalg.norm(space.embed(HARD), axis=1)
    assert all(length == pytest.approx(1, abs=1e-4) or length == 0 for length in lengths)


@each_space
def test_a_text_has_the_same_vector_alone_and_among_others(space):
    assert space.embed(HARD)[-3].tobytes() == space.embed([HARD[-3]])[0].tobytes()


@each_space
def test_no_texts_are_no_rows(space):
    assert space.embed([]).shape == (0, space.embed(["bus"]).shape[1])


def test_the_table_knows_that_other_words_mean_the_same():
    doctor, nurse, lorry = TableVectors().embed(
        ["I could not see a doctor", "The nurse sent me away from the surgery", "Lorries at night"]
    )
    assert float(doctor @ nurse) > float(doctor @ lorry) + 0.2


def test_the_word_that_makes_a_text_near_adds_most():
    space = TableVectors()
    shares = space.contributions("On Monday my bus to school was fine", space.embed(["public transport"])[0])
    assert max(shares, key=lambda share: share.weight).word == "bus"


def test_the_table_is_read_once():
    assert load_table() is load_table()


def test_a_table_that_does_not_fit_its_pieces_is_refused():
    with pytest.raises(ValueError, match="2 rows"):
        Table(np.zeros((2, 3), np.int8), np.ones(2, np.float32), ["bus"])


@pytest.mark.parametrize(
    ("word", "rows"),
    [("bus", (0,)), ("Büses", (0, 1)), ("busbus", ()), ("es", ()), ("", ()), ("b" * 101, ())],
)
def test_a_word_is_cut_into_its_longest_pieces_or_not_at_all(word, rows):
    assert Pieces({"bus": 0, "##es": 1, "##e": 2, "##s": 3}).cut(word) == rows


def test_equal_rows_are_equal_texts_whatever_case_and_accents():
    points = TableVectors().embed(["Café near the BUS stop", "cafe near the bus stop"])
    assert points[0] == pytest.approx(points[1], abs=1e-6)
