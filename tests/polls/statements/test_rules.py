"""What is asked next, what may be added, when groups are found anew."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.polls.statements.likeness import find_alike
from webapp.polls.statements.rules import Asked, Run, enough_new, exact_twin, next_statement, why_not_add, why_not_say
from webapp.tally.opinions.facts import Tally


def run_of(values):
    return Run(tuple(Asked(id=number, number=number, text=f"Statement {number}.", value=value)
                     for number, value in enumerate(values, 1)))  # fmt: skip


def ask(run, *, tallies=(), extremity=(), seed="somebody"):
    return next_statement(run, tallies=dict(tallies), extremity=dict(extremity), seed=seed)


@settings(max_examples=40)
@given(values=st.lists(st.sampled_from([None, 1, 0, -1]), max_size=30), seed=st.text(max_size=8))
def test_what_was_answered_is_never_asked_again_and_all_is_asked_in_the_end(values, seed):
    asked = ask(run_of(values), seed=seed)
    assert (asked is None) == (None not in values)
    assert asked is None or values[asked.number - 1] is None


def test_the_same_page_opened_again_asks_the_same():
    run = run_of([None] * 20)
    assert {ask(run).number for _ in range(5)} == {ask(run).number}


def test_people_are_not_all_asked_in_the_same_order():
    run = run_of([None] * 20)
    assert len({ask(run, seed=f"person {number}").number for number in range(40)}) > 8


def test_what_few_have_seen_is_asked_more_than_what_everybody_has():
    seen = {number: Tally(60, 20, 100) for number in range(1, 10)}
    drawn = Counter(ask(run_of([None] * 10), tallies=seen, seed=f"person {number}").number for number in range(200))
    assert drawn[10] > 100


def test_what_everybody_passes_on_is_asked_less_than_what_sets_people_apart():
    tallies = {1: Tally(2, 2, 100), 2: Tally(50, 48, 100)}
    drawn = Counter(
        ask(run_of([None] * 2), tallies=tallies, extremity={2: 2.0}, seed=f"person {number}").number
        for number in range(100)
    )
    assert drawn[2] > 90


@pytest.mark.parametrize(
    ("facts", "may"),
    [
        ({"answered": 5, "left": 20, "added": 0, "most": 3}, True),
        ({"answered": 4, "left": 20, "added": 0, "most": 3}, False),
        ({"answered": 2, "left": 0, "added": 0, "most": 3}, True),  # there are only two
        ({"answered": 9, "left": 20, "added": 3, "most": 3}, False),
        ({"answered": 9, "left": 20, "added": 0, "most": 0}, False),
    ],
)
def test_somebody_may_add_once_they_know_what_was_said_and_not_without_end(facts, may):
    assert (why_not_add(**facts) is None) == may


@pytest.mark.parametrize(
    ("words", "right"),
    [("The play park needs more shade.", True), ("x" * 141, False), ("No.", False),
     ("See www.example.org for more", False), ("Write to somebody@example.org about it", False)],
)  # fmt: skip
def test_a_statement_is_one_sentence_without_links(words, right):
    assert (why_not_say(words) is None) == right


def test_groups_are_found_again_after_twenty_votes_and_a_twentieth_of_those_before():
    assert not enough_new(votes=19, counted=None)
    assert enough_new(votes=20, counted=None)
    assert not enough_new(votes=1_049, counted=1_000)
    assert enough_new(votes=1_050, counted=1_000)


def test_the_same_words_in_another_case_are_the_same_statement():
    assert exact_twin("more  TREES on the square!", [(1, "Benches."), (2, "More trees on the square.")]) == 2
    assert exact_twin("More trees on the lawn.", [(2, "More trees on the square.")]) is None


def test_what_reads_alike_is_found_and_what_does_not_is_not():
    asked = (*run_of([None]).asked, Asked(7, 7, "Street lights by the canal should stay on all night.", None))
    assert [one.number for one in find_alike("Lights by the canal must stay on all night", asked)] == [7]
    assert find_alike("Dogs should be on a lead in the park", asked) == []
