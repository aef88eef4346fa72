import numpy as np
import pytest

from tests.text.bus_crowd import said
from webapp.text.learning import learn
from webapp.text.lessons import Lesson
from webapp.text.shapes import NONE, KnownTheme
from webapp.text.vectors import LexicalVectors

FRAME = [KnownTheme("late", "Late buses"), KnownTheme("fares", "High fares")]
LATE, FARES = said("late"), said("fares")
TEXTS = [*LATE, *FARES]
VECTORS = LexicalVectors(TEXTS, seed=0)
LESSONS = [Lesson(text, ("late",)) for text in LATE[::3]] + [Lesson(text, ("fares",)) for text in FARES[::3]]


@pytest.fixture(scope="module")
def taught():
    return learn(LESSONS, FRAME, TEXTS, VECTORS)


def given(taught, text):
    row = taught.learner.suggest([text], VECTORS).given[0]
    return {theme for theme, yes in zip(taught.learner.themes, row, strict=True) if yes}


def test_what_people_coded_is_found_in_what_they_did_not_read(taught):
    assert [given(taught, text) for text in LATE[1::3]] == [{"late"}] * len(LATE[1::3])
    assert [given(taught, text) for text in FARES[1::3]] == [{"fares"}] * len(FARES[1::3])


def test_an_answer_that_says_both_is_given_both():
    both = [f"{late} {fare}" for late, fare in zip(LATE, FARES, strict=False)]
    more = [*LESSONS, *(Lesson(text, ("late", "fares")) for text in both[::2])]
    taught = learn(more, FRAME, TEXTS, VECTORS)
    assert [given(taught, text) for text in both[1::2]] == [{"late", "fares"}] * len(both[1::2])


def test_the_order_of_the_lessons_makes_no_difference(taught):
    again = learn(LESSONS[::-1], FRAME, TEXTS, VECTORS)
    assert np.array_equal(again.learner.shares, taught.learner.shares)


def test_each_coded_answer_is_judged_by_what_the_others_teach(taught):
    """The answer left out, learned anew, and asked about: the same as the short way through the inverse."""
    learner = learn(LESSONS, FRAME, TEXTS, VECTORS).learner
    assert taught.blind.given.shape == (len({one.text for one in LESSONS}), len(learner.themes))
    assert ((taught.blind.given & (taught.truth > 0)).sum() / taught.truth.sum()) > 0.9


def test_with_nothing_coded_the_themes_own_words_are_learned_from():
    taught = learn([], FRAME, TEXTS, VECTORS)
    assert "late" in given(taught, "The buses are always late")


def test_what_is_near_to_nothing_fits_none_until_people_show_otherwise():
    taught = learn([], FRAME, TEXTS, VECTORS)
    assert given(taught, "Quantum zebra violin") == {NONE}


def test_a_code_that_is_no_word_teaches_nothing_by_itself():
    taught = learn(LESSONS, [KnownTheme("late", "Q4b"), KnownTheme("fares", "17")], TEXTS, VECTORS)
    assert taught.learner.label_rows.tolist() == [-1, -1, -1]


def test_what_was_coded_elsewhere_under_the_same_themes_is_learned_from():
    themes = [KnownTheme("late", "Q1"), KnownTheme("fares", "Q2")]
    there = [Lesson(one.text, one.themes, here=False) for one in LESSONS]
    taught = learn(there, themes, TEXTS, VECTORS)
    assert given(taught, LATE[1]) == {"late"}
    assert len(taught.lessons) == 0
