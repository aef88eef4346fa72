"""The words that are looked for, and the part of a text that is shown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.search.words import excerpt, fits, plain, terms_of, tidied

pytestmark = pytest.mark.once
SAME = [("Buses", "bus"), ("houses", "house"), ("libraries", "library"), ("CITIES", "city"), ("Café", "cafes"),
        ("church", "churches"), ("St John’s", "St Johns"), ("Straße", "strasse"), ("َشَارِع", "شارع")]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_forms_of_a_word_are_looked_for_as_one(one, other):
    assert terms_of(one) == terms_of(other) != ()


@pytest.mark.parametrize(("one", "other"), [("bus", "class"), ("bus", "bush"), ("مدرسة", "شارع"), ("2026", "2025")])
def test_different_words_stay_different(one, other):
    assert plain(one) != plain(other)


@pytest.mark.parametrize("begun", ["librar", "Library", "lib"])
def test_the_beginning_of_a_word_finds_it(begun):
    assert fits(plain("Libraries"), terms_of(begun))


def test_two_letters_find_no_longer_word():
    assert not fits(plain("input"), terms_of("in"))


def test_small_words_count_only_where_there_is_nothing_else():
    assert terms_of("the bus to the library") == ("bus", "librari")
    assert terms_of("to be or") == ("to", "be", "or")


@pytest.mark.parametrize("nothing", ["", "  ", "?!", '"" * ()', "\x00", "😀 🎉", "́"])
def test_what_holds_no_word_asks_for_nothing(nothing):
    assert terms_of(nothing) == ()


@given(st.text(max_size=300))
@settings(max_examples=100)
def test_whatever_is_asked_becomes_small_letters_and_digits(question):
    assert all(term.isascii() and term.isalnum() and term == term.lower() for term in terms_of(question))


@given(st.text(max_size=600), st.text(min_size=1, max_size=8))
@settings(max_examples=100)
def test_an_excerpt_says_nothing_that_the_text_does_not(text, question):
    said = "".join(piece.text for piece in excerpt(text, terms_of(question)))
    assert said.removeprefix("… ").removesuffix(" …") in tidied(text)
    assert len(said) <= 226


def test_an_excerpt_is_around_what_was_looked_for():
    text = "Nothing of interest. " * 40 + "The last bus to the hospital leaves at nine. " + "More of the same. " * 40
    shown = excerpt(text, terms_of("hospital buses"))
    assert [piece.text for piece in shown if piece.marked] == ["bus", "hospital"]


def test_signs_of_markdown_are_not_shown():
    assert tidied("## Why\n> Most buses\n**run** late") == "Why Most buses run late"


def test_a_short_text_is_shown_whole():
    assert [piece.text for piece in excerpt("A bench.", terms_of("pond"))] == ["A bench."]
