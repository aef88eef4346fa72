"""Rules of issues and replies, on facts alone."""

from datetime import date

import pytest

from webapp.agenda.likeness import find_alike, telling
from webapp.agenda.models import Outcome
from webapp.agenda.rules import issues as rules
from webapp.agenda.rules.issues import State
from webapp.agenda.rules.replies import why_not_reply

pytestmark = pytest.mark.once
TODAY = date(2026, 6, 1)


def test_people_of_several_sources_are_not_added_up():
    by_source = {("consultation", 1): 73, ("poll", 4): 40}
    assert rules.count_people(by_source) == 73
    assert "At least 73 people" in rules.counted_words(73, len(by_source))


def test_people_of_one_source_are_counted_exactly():
    assert rules.counted_words(73, 1) == "73 people. Each is counted once."


@pytest.mark.parametrize(
    ("people", "typical", "supporting", "opposing", "strong"),
    [
        (73, 58, 60, 5, True),
        (73, 58, 30, 31, False),  # more against than for
        (73, 58, 5, 5, False),
        (58, 58, 50, 0, False),  # no more than the one in the middle
        (73, 58, None, None, True),  # nobody was asked
        (73, None, 60, 0, False),  # nothing to compare with
        (None, 58, 60, 0, False),
    ],
)
def test_support_is_strong_where_it_is_broad_and_more_are_for_than_against(
    people, typical, supporting, opposing, strong
):
    assert rules.is_strong(people=people, typical=typical, supporting=supporting, opposing=opposing) is strong


def test_the_middle_of_an_even_number_is_the_lower_one():
    assert rules.middle([4, 1, 9, 6]) == 4
    assert rules.middle([]) is None


@pytest.mark.parametrize(
    ("sentence", "pieces", "field"),
    [
        ("Buses stop early", 1, None), ("Buses stop early", rules.MOST_EVIDENCE, None), ("", 1, "sentence"),
        ("b" * rules.LONGEST_SENTENCE, 1, None), ("b" * (rules.LONGEST_SENTENCE + 1), 1, "sentence"),
        ("Buses stop early", 0, "evidence"), ("Buses stop early", rules.MOST_EVIDENCE + 1, "evidence"),
    ],
)  # fmt: skip
def test_an_issue_is_one_sentence_that_rests_on_something(sentence, pieces, field):
    problem = rules.why_not_raise(sentence=sentence, pieces=pieces)
    assert (problem and problem[0]) == field


def test_an_issue_that_is_public_stays_as_it_is():
    assert rules.why_not_change(State.DRAFT) is None
    assert "withdraw it with a reason" in rules.why_not_change(State.PUBLIC)


@pytest.mark.parametrize(
    ("one", "other", "together", "direct", "words"),
    [
        (1, 1, [1], False, "to itself"),
        (1, 2, [1, 2], True, "linked already"),
        (1, 3, [1, 2, 3], False, "round in a circle"),
    ],
)
def test_a_link_to_itself_twice_or_in_a_circle_is_refused(one, other, together, direct, words):
    assert words in rules.why_not_link(one=one, other=other, together=together, direct=direct)


def test_two_issues_that_do_not_stand_together_can_be_linked():
    assert rules.why_not_link(one=1, other=4, together=[1, 2], direct=False) is None


RIGHT = {
    "state": State.PUBLIC, "outcome": Outcome.ACCEPTED, "reason": "There is money.", "changed": "It runs later.",
    "owner": "R. Okafor", "next_news_on": None, "today": TODAY,
}  # fmt: skip


def test_a_reply_with_all_it_needs_is_given():
    assert why_not_reply(**RIGHT) is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"outcome": Outcome.NOT_ACCEPTED, "reason": ""}, "reason"),
        ({"changed": ""}, "changed"),
        ({"outcome": Outcome.PART_ACCEPTED, "changed": ""}, "changed"),
        ({"owner": ""}, "owner"),
        ({"outcome": Outcome.NEEDS_EVIDENCE}, "next_news_on"),
        ({"outcome": Outcome.NEEDS_EVIDENCE, "next_news_on": TODAY}, "next_news_on"),
        ({"state": State.DRAFT}, ""),
    ],
)
def test_a_reply_that_lacks_something_is_refused_at_its_field(wrong, field):
    assert why_not_reply(**RIGHT | wrong)[0] == field


def test_what_is_not_accepted_need_not_say_what_changed():
    assert why_not_reply(**RIGHT | {"outcome": Outcome.NOT_ACCEPTED, "changed": ""}) is None


# Pairs as officers of different places and years write the same matter, and sentences of other matters.
SAME = [
    ("Buses stop before the last hospital shift ends", "The last bus leaves before hospital shifts end"),
    ("Renters fear higher rents once their home is warmer", "Higher rents are feared by renters after insulation"),
    ("There are no public toilets on the High Street", "The High Street needs public toilets"),
    ("Cars are parked on the pavement outside the school", "Parking on pavements near the school"),
    ("A family pays more for the bus than for a taxi", "Families find a taxi cheaper than the bus"),
    ("Street lights are off on the path to the station", "The station path has no lights"),
    ("Damp homes make children ill", "Children fall ill in homes with damp"),
    ("Wheelchair users cannot board when the ramp is broken", "Broken ramps leave wheelchair users behind"),
    ("Young people have nowhere to go after school", "Nowhere for young people to go in the evening"),
    ("Litter is left in the park after markets", "The park is full of litter on market days"),
]


def test_the_same_matter_in_other_words_is_found():
    found = [bool(find_alike(one, {1: other})) for one, other in SAME]
    assert sum(found) >= 9


def test_other_matters_are_not_suggested():
    wrong = [
        (one, SAME[place][1]) for number, (one, _other) in enumerate(SAME) for place in range(len(SAME))
        if place != number and find_alike(one, {1: SAME[place][1]})
    ]  # fmt: skip
    assert len(wrong) <= 2


def test_likeness_is_the_same_each_time_the_nearest_first():
    others = dict(enumerate((other for _one, other in SAME), 1))
    found = find_alike(SAME[0][0], others)
    assert found == find_alike(SAME[0][0], dict(reversed(others.items())))
    assert found[0].issue_id == 1


def test_words_that_say_nothing_are_like_nothing():
    assert telling("We all want it to be like this") == ""
    assert find_alike("We all want it to be like this", {1: "We all want it to be like this"}) == []
