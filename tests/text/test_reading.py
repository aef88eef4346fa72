from itertools import pairwise

import pytest

from webapp.text.reading import LONGEST_EXCERPT, find_excerpts, make_safe, says_nothing


def cut(text):
    return [text[start:end] for start, end in find_excerpts(text)]


@pytest.mark.parametrize(
    "text",
    ["", "  \n", "-", "…", "n/a", "N/A.", "none", "No comment", "no comments!", "As above", "see above", "😊👍",
     "Don’t know", "I have nothing to add.", "?!", "Same as before",
     "No reason", "As I said in question 3", "See my letter",
     "please see our answer to Q4b", "as in the previous box", "Can’t think", "Luckily not",
     "No, not me", "Not that I know of"],
)  # fmt: skip
def test_an_answer_that_gives_no_reason_is_recognised(text):
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "More buses",
        "No buses on Sunday",
        "None of it is lit",
        "公交车",
        "Fares",
        "See the state of the road",
        "As I said, the bus is late",
        "Same fares as the train",
    ],
)
def test_a_short_answer_with_a_reason_is_heard(text):
    assert not says_nothing(text)


def test_each_sentence_is_an_excerpt_and_its_span_is_exact():
    assert cut("The bus is late. Fares cost too much!  Why is that so?") == [
        "The bus is late.",
        "Fares cost too much!",
        "Why is that so?",
    ]


def test_lines_bullets_and_semicolons_end_an_excerpt():
    assert cut("- late buses every day\n- fares that nobody pays; shelters without any light") == [
        "late buses every day",
        "fares that nobody pays",
        "shelters without any light",
    ]


def test_a_shortened_word_does_not_end_a_sentence():
    assert cut("Dr. Osei of St. Anne's Rd. waits for the bus, e.g. on Monday.") == [
        "Dr. Osei of St. Anne's Rd. waits for the bus, e.g. on Monday."
    ]


def test_a_very_short_piece_goes_with_its_neighbour():
    assert cut("Yes. The bus is always late. I agree.") == ["Yes. The bus is always late. I agree."]


def test_a_sentence_without_end_is_cut_between_words():
    pieces = cut("late buses and dear fares " * 100)
    assert max(len(piece) for piece in pieces) <= LONGEST_EXCERPT
    assert all(piece.split()[0] in {"late", "buses", "and", "dear", "fares"} for piece in pieces)


def test_spans_come_in_order_without_overlapping():
    spans = find_excerpts("One thing is late. Two; three fares are high\n\nfour • five lights are broken … and six")
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_text_made_safe_keeps_every_letter_in_its_place():
    assert make_safe("bus\x00 late\ud800!") == "bus  late !"
