"""The collections are read as they stand; where the shared folder is missing, nothing can be read."""

import pytest

from benchmarks.theming import campaigns, collections, discovery
from benchmarks.theming.collections import Coded, Question

pytestmark = pytest.mark.skipif(not collections.is_here(), reason="no shared data folder (FOLKMOOT_SHARED)")


def test_every_topic_of_the_consultation_is_one_of_its_frame():
    question = collections.consultation()
    assert {code for one in question.answers for code in one.codes} == {one.id for one in question.frame}
    assert len(question.answers) == 990


def test_every_key_point_that_an_argument_is_matched_to_is_in_its_questions_frame():
    strange = [
        one.id
        for question in collections.arguments()
        for one in question.answers
        if not {*one.codes} <= {point.id for point in question.frame}
    ]
    assert strange == []


def test_the_small_consultation_calls_its_special_codes_as_we_do():
    first, second = collections.small_consultation()
    assert (len(first.answers), len(second.answers), len(first.frame)) == (100, 100, 11)
    assert {code for one in first.answers for code in one.codes} - {one.id for one in first.frame} <= {
        "none",
        "no-reason",
    }


def test_letters_made_for_measuring_come_in_every_kind_of_copy():
    texts, letters, kinds = campaigns._made()
    assert {*campaigns.CHANGES} < {*kinds}
    assert len(texts) == len(letters) == len(kinds) > campaigns.LETTERS * len(campaigns.CHANGES)


def test_where_many_answers_carry_two_codes_only_those_with_one_are_scored():
    answers = [Coded(str(at), f"text {at}", ("a",) if at % 2 else ("b",)) for at in range(4)]
    both = [Coded("x", "text x", ("a", "b")), Coded("y", "text y", ("b", "a"))]
    score = discovery.rate(Question("", (*answers, *both)), ["one", "two", "one", "two", "two", "one"])
    assert score.mutual == pytest.approx(1.0)
