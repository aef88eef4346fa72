from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from tests.text.bus_crowd import QUESTION, VIEWS, said
from webapp.text.labels import name_themes
from webapp.text.phrases import find_phrases
from webapp.text.spelling import Spelling
from webapp.text.words import SMALL_WORDS

EXCERPTS = [text for view in VIEWS for text in said(view)[::5]]
GROUP = np.repeat(np.arange(len(VIEWS)), len(said("late")[::5]))
ORDER = [np.flatnonzero(np.equal(GROUP, theme)).tolist() for theme in range(len(VIEWS))]


@pytest.fixture(scope="module")
def labels():
    return name_themes(EXCERPTS, GROUP, ORDER, question=QUESTION)


def test_labels_are_two_to_five_words_with_a_capital_and_no_small_word_at_the_ends(labels):
    for label in labels:
        words = label.text.split()
        assert 2 <= len(words) <= 5
        assert label.text[0].isupper()
        assert not {words[0].lower(), words[-1].lower()} & SMALL_WORDS


def test_labels_say_what_the_themes_are_about(labels):
    wanted = (("late", "arrive", "reliab"), ("fare", "ticket"), ("hospital",), ("shelter", "dark", "light", "sunset"))
    for label, words in zip(labels, wanted, strict=True):
        assert any(word in label.text.lower() for word in words)


def test_no_two_labels_are_alike(labels):
    assert len({label.text.casefold() for label in labels}) == len(labels)


def test_no_label_is_only_words_of_the_question(labels):
    asked = {"bus", "buses", "network", "better"}
    assert all({*label.text.lower().split()} - asked for label in labels)


def test_labels_that_were_given_stay_and_are_not_taken_twice():
    labels = name_themes(EXCERPTS, GROUP, ORDER, given=["Late buses"])
    assert labels[0].text == "Late buses"
    assert "Late buses" not in [label.text for label in labels[1:]]


def test_the_heaviest_words_come_first(labels):
    weights = [weight for _, weight in labels[2].words]
    assert labels[2].words[0][0] == "hospital"
    assert weights == sorted(weights, reverse=True)


def test_texts_that_the_parser_cannot_read_are_named_by_their_beginning():
    labels = name_themes(["公交车 总是 晚点", "票价 太 高"], np.array([0, 1]), [[0], [1]])
    assert [label.text for label in labels] == ["公交车 总是 晚点", "票价 太 高"]


def test_phrases_are_noun_phrases_and_what_is_done_to_them():
    assert {("street", "lighting"), ("fix", "street", "lighting")} <= {*find_phrases("Please fix street lighting.")}


def test_short_forms_and_possessives_do_not_break_phrases():
    phrases = find_phrases("It's women's safety that isn't taken seriously.")
    assert ("women's", "safety") in phrases
    assert not any("zposs" in word for phrase in phrases for word in phrase)


def test_the_parser_can_be_used_by_several_threads_at_once():
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(find_phrases, EXCERPTS))
    assert found == [find_phrases(excerpt) for excerpt in EXCERPTS]


def test_names_keep_their_capitals_and_other_words_lose_them():
    spelling = Spelling(["Buses in Merestone run", "The Buses of Merestone", "all buses", "ask the NHS", "our buses"])
    assert [spelling.of_word(word) for word in ("merestone", "buses", "nhs")] == ["Merestone", "buses", "NHS"]


def test_a_phrase_is_not_cut_short_before_its_noun():
    assert ("council", "tax") not in find_phrases("The council tax payer decides.")


def test_a_name_alone_is_no_label_while_people_say_anything_else():
    excerpts = [
        "Stops in Bramley Cross are dark at night.",
        "I walk home in Bramley Cross and the stops are dark.",
        "Dark stops in Bramley Cross frighten people.",
        "Fares are high.",
        "High fares keep us home.",
    ]
    labels = name_themes(excerpts, np.array([0, 0, 0, 1, 1]), [[0, 1, 2], [3, 4]])
    assert labels[0].text != "Bramley Cross"


def test_what_several_say_in_full_is_not_cut_at_its_beginning():
    excerpts = [
        "We need high speed internet.",
        "Bring high speed internet here.",
        "No high speed internet.",
        "Fares rise.",
    ]
    labels = name_themes(excerpts, np.array([0, 0, 0, 1]), [[0, 1, 2], [3]])
    assert labels[0].text == "High speed internet"


def test_labels_are_unlike_those_to_avoid():
    labels = name_themes(EXCERPTS, GROUP, ORDER, question=QUESTION)
    again = name_themes(EXCERPTS, GROUP, ORDER, question=QUESTION, avoid=[label.text for label in labels])
    assert not {label.text for label in labels} & {label.text for label in again}


def test_the_phrase_nearest_to_the_middle_of_a_theme_is_preferred():
    def place(phrases):
        return np.array([[float("ticket" in phrase and at == 1) for at in range(len(VIEWS))] for phrase in phrases])

    labels = name_themes(EXCERPTS, GROUP, ORDER, question=QUESTION, place=place)
    assert "ticket" in labels[1].text.lower()
