"""The explained score, and the order that it and people make together."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from webapp.agenda.rules.ordering import Facts, Heard, Part, Placed, Source, Weights, in_order, score

TODAY = date(2026, 6, 1)
WEIGHTS = Weights(of={Part.BREADTH: 25, Part.STRENGTH: 20, Part.FAIRNESS: 20, Part.URGENCY: 20, Part.EVIDENCE: 15})
BUSES = Source(key="publication 1", people=73, base=607, supporting=61, opposing=9, frozen=True)
EVENING = Facts(people=73, sources=(BUSES,), today=TODAY)


def parts(facts, weights=WEIGHTS):
    return {one.part: one for one in score(facts, weights).parts}


def test_every_part_says_where_it_comes_from():
    said = parts(replace(EVENING, urgency=2, urgency_reason="The contract ends", small_voices=True))
    assert said[Part.BREADTH].words == "73 people of 607"
    assert said[Part.STRENGTH].words == ("61 of 70 with a side are for it; 73 of the 607 who were asked raise it")
    assert said[Part.FAIRNESS].words == "It names views of few that could be lost"
    assert said[Part.URGENCY].words == "2 of 3: The contract ends"
    assert said[Part.EVIDENCE].words == "1 source, published figures"


def test_a_score_is_a_whole_number_out_of_a_hundred():
    total = score(EVENING, WEIGHTS).total
    assert isinstance(total, int)
    assert 0 <= total <= 100


def test_what_weighs_nothing_changes_nothing():
    weights = Weights(of={**WEIGHTS.of, Part.URGENCY: 0})
    assert score(EVENING, weights).total == score(replace(EVENING, urgency=3, urgency_reason="Now"), weights).total


def test_without_any_weight_everything_is_equal():
    assert score(EVENING, Weights(of={})).total == 0


def test_a_place_that_answers_less_than_others_counts_as_heard_less():
    heard = (Heard(name="Foundry", raising=9, answering=20, population=8000),
             Heard(name="Canal Side", raising=1, answering=80, population=8000))  # fmt: skip
    fair = parts(replace(EVENING, heard=heard))[Part.FAIRNESS]
    assert fair.value == 0.9
    assert fair.words == "9 of 10 come from places that answer less than others: Foundry"


def test_where_nobody_knows_how_many_live_there_no_place_is_heard_less():
    heard = (Heard(name="Foundry", raising=9, answering=20, population=0),)
    assert parts(replace(EVENING, heard=heard))[Part.FAIRNESS].value == 0


def test_a_legal_deadline_presses_the_nearer_it_is():
    values = [parts(replace(EVENING, deadline_on=TODAY + timedelta(days=days)))[Part.URGENCY].value
              for days in (400, 200, 28, -3)]  # fmt: skip
    assert values == sorted(values)
    assert (values[0], values[2], values[3]) == (0, 1, 1)


def test_what_is_not_known_counts_for_neither_side():
    unknown = parts(Facts(people=12, today=TODAY))[Part.STRENGTH]
    assert (unknown.value, unknown.words) == (0.5, "Not known; counted as half")


FACTS = st.builds(
    Facts,
    people=st.integers(0, 100_000),
    sources=st.lists(
        st.builds(Source, key=st.sampled_from("abcd"), people=st.integers(0, 500), base=st.integers(500, 5000),
                  supporting=st.integers(0, 300), opposing=st.integers(0, 300), frozen=st.booleans(),
                  agreement=st.none() | st.floats(-1, 1)), max_size=4,
    ),
    small_voices=st.booleans(),
    urgency=st.integers(0, 3),
    urgency_reason=st.just("Soon"),
    today=st.just(TODAY),
)  # fmt: skip


@given(FACTS, st.integers(1, 10_000))
@settings(max_examples=80)
def test_more_people_never_lower_a_score(facts, more):
    assert score(replace(facts, people=facts.people + more), WEIGHTS).total >= score(facts, WEIGHTS).total


@given(FACTS, st.integers(0, 3), st.integers(1, 50))
@settings(max_examples=80)
def test_more_support_never_lowers_a_score(facts, which, more):
    assume(any(one.supporting + one.opposing for one in facts.sources))
    at = which % len(facts.sources)
    raised = [replace(one, supporting=one.supporting + more * (place == at)) for place, one in enumerate(facts.sources)]
    assert score(replace(facts, sources=raised), WEIGHTS).total >= score(facts, WEIGHTS).total


@given(FACTS)
@settings(max_examples=80)
def test_another_source_without_figures_never_lowers_a_score(facts):
    more = replace(facts, sources=[*facts.sources, Source(key="another")])
    assert score(more, WEIGHTS).total >= score(facts, WEIGHTS).total


def order(*items):
    return [one.id for one in in_order([Placed(id=ident, total=total, position=at) for ident, total, at in items])]


def test_the_highest_score_comes_first_and_of_equals_the_older():
    assert order((1, 40, None), (2, 70, None), (3, 40, None)) == [2, 1, 3]


def test_a_person_puts_an_item_where_it_belongs_and_the_others_follow_their_score():
    assert order((1, 90, None), (2, 70, None), (3, 10, 1)) == [3, 1, 2]
    assert order((1, 90, 3), (2, 70, None), (3, 10, None)) == [2, 3, 1]
    assert order((1, 90, 9), (2, 70, None)) == [2, 1]


@given(st.lists(st.tuples(st.integers(0, 100), st.none() | st.integers(1, 12)), max_size=10))
def test_an_order_loses_nothing_and_doubles_nothing(items):
    listed = order(*[(number, total, at) for number, (total, at) in enumerate(items)])
    assert sorted(listed) == list(range(len(items)))
