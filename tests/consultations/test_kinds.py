"""Every kind of question: reads whatever a form holds, objects in words, and says back what was put."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from webapp.consultations import marks as marking
from webapp.consultations.kinds import registry
from webapp.consultations.kinds.base import LONGEST_OWN_WORDS, Malformed
from webapp.consultations.kinds.ranking import places_of
from webapp.consultations.models import Kind, Part
from webapp.consultations.sheet import SheetChoice, SheetItem, SheetQuestion
from webapp.places.queries import Gazetteer

PLACE = Gazetteer(names={1: "Foundry", 2: "Weavers"}, districts={1: "Calderwick", 2: "Tarnford"}, sectors={"ZZ1 2": 1})
PLAIN = (SheetChoice(11, "Cost"), SheetChoice(12, "Time"), SheetChoice(13, "Noise"))
OTHER, ALONE = SheetChoice(14, "Something else", part=Part.OTHER), SheetChoice(15, "None", part=Part.EXCLUSIVE)
PERMITS = (SheetChoice(21, "With my name", part=Part.PUBLISH_NAMED), SheetChoice(22, "No", part=Part.ANALYSIS_ONLY))
ROWS = (SheetItem(31, "Work"), SheetItem(32, "Health"))
QUESTIONS = {
    Kind.SINGLE: {"choices": (*PLAIN, OTHER)},
    Kind.SCALE: {"choices": PLAIN},
    Kind.PERMISSION: {"choices": PERMITS},
    Kind.MULTI: {"choices": (*PLAIN, OTHER, ALONE), "max_choices": 2},
    Kind.RANKING: {"choices": PLAIN, "rank_top": 2},
    Kind.MATRIX: {"choices": PLAIN, "items": ROWS},
    Kind.SHORT_TEXT: {"max_chars": 20},
    Kind.LONG_TEXT: {},
    Kind.AREA: {"choices": (SheetChoice(41, "Outside the area"),)},
}


def question(kind, **changes):
    return SheetQuestion(**{"id": 7, "key": "Q7", "kind": kind, "text": "?"} | QUESTIONS[kind] | changes)


def read(asked, **form):
    pairs = [(name.replace("_", "-"), value) for name, values in form.items() for value in listed(values)]
    return registry.read([asked], MultiDict(pairs), PLACE)[asked.id]


def listed(values):
    return values if isinstance(values, list) else [values]


def problems(asked, **form):
    return [(one.control, one.message) for one in registry.problems([asked], {7: read(asked, **form)})]


def says(asked, **form):
    return registry.say(asked, read(asked, **form), PLACE)


def test_every_kind_has_its_module_and_its_case_here():
    assert set(registry.KINDS) == set(Kind) == set(QUESTIONS)


controls = st.one_of(
    st.sampled_from(["q7", "q7-r1", "q7-r2", "q7-i31", "q7-postcode", "q7-words-14", "q7-words-21", "key", "go", "q8"]),
    st.from_regex(r"q[0-9]{1,30}(-[a-z0-9-]{0,9})?", fullmatch=True),
    st.text(max_size=9),
)
values = st.one_of(
    st.sampled_from(
        ["", "11", "14", "15", "a1", "a9", "a", "zz1 2", "-1", "1e309", "９", "٣", "1" * 400, "\x00", "11 "]
    ),
    st.text(max_size=40),
)
forms = st.lists(st.tuples(controls, values), max_size=12).map(MultiDict)


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=150, deadline=None)
@given(form=forms)
def test_whatever_a_form_holds_is_read_or_refused_as_malformed(kind, form):
    asked = question(kind)
    try:
        answers = registry.read([asked], form, PLACE)
    except Malformed:
        return
    registry.problems([asked], answers)
    assert all(isinstance(line, str) for line in registry.say(asked, answers[7], PLACE))
    assert marking.from_json(marking.to_json(answers)) == {key: value for key, value in answers.items() if value}


def choice_ids(asked):
    return st.sampled_from([str(choice.id) for choice in asked.choices])


def offered(asked):
    """Forms as the page itself would send them, filled as it asks."""
    plain = st.sampled_from([str(choice.id) for choice in asked.choices if choice.part is not Part.EXCLUSIVE] or [""])
    match asked.kind:
        case Kind.MULTI:
            return st.lists(plain, min_size=1, max_size=asked.max_choices, unique=True).map(lambda ids: {"q7": ids})
        case Kind.RANKING:
            places = [f"q7-r{rank}" for rank in places_of(asked)]
            return st.permutations([str(one.id) for one in asked.choices]).map(
                lambda ids: dict(zip(places, ids, strict=False))
            )
        case Kind.MATRIX:
            return st.fixed_dictionaries({f"q7-i{item.id}": plain for item in asked.items})
        case Kind.SHORT_TEXT | Kind.LONG_TEXT:
            return (
                st.text(min_size=1, max_size=20)
                .filter(lambda text: text.replace("\0", "").strip())
                .map(lambda text: {"q7": text})
            )
        case Kind.AREA:
            return st.sampled_from([{"q7": "a1"}, {"q7": "41"}, {"q7-postcode": "zz1 2ab"}, {"q7-postcode": "weavers"}])
        case _:
            return plain.map(lambda ident: {"q7": ident})


@pytest.mark.parametrize("required", [True, False])
@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_what_the_page_offers_has_no_problems_and_is_said_back(kind, required, data):
    asked = question(kind, required=required)
    form = data.draw(offered(asked)) | {"q7-words-14": "Dogs on board"}
    pairs = [(name, value) for name, values in form.items() for value in listed(values)]
    answers = registry.read([asked], MultiDict(pairs), PLACE)
    assert registry.problems([asked], answers) == []
    assert all(line.strip() for line in registry.say(asked, answers[7], PLACE))


@pytest.mark.parametrize("kind", Kind)
def test_an_empty_answer_is_a_problem_only_where_one_is_required(kind):
    assert problems(question(kind)) == []
    assert problems(question(kind, required=True)) != []


@pytest.mark.parametrize("kind", Kind)
def test_a_problem_leads_to_a_control_of_its_question(kind):
    assert all(control.startswith("q7") for control, _ in problems(question(kind, required=True)))


def test_something_else_needs_words():
    assert problems(question(Kind.SINGLE), q7="14") == [("q7-words-14", "Write a few words for “Something else”.")]


def test_words_beside_an_option_that_was_not_chosen_are_forgotten():
    assert says(question(Kind.SINGLE), q7="11", q7_words_14="Dogs") == ["Cost"]


def test_words_beside_an_option_are_kept_on_one_line():
    assert says(question(Kind.SINGLE), q7="14", q7_words_14=" Dogs\r\non board ") == ["Something else: Dogs on board"]


def test_words_beside_an_option_can_be_too_long():
    assert problems(question(Kind.SINGLE), q7="14", q7_words_14="x" * LONGEST_OWN_WORDS) == []
    assert len(problems(question(Kind.SINGLE), q7="14", q7_words_14="x" * (LONGEST_OWN_WORDS + 1))) == 1


def test_an_exclusive_option_stands_alone():
    assert problems(question(Kind.MULTI), q7=["15"]) == []
    assert problems(question(Kind.MULTI), q7=["11", "15"]) == [("q7-1", "Choose either “None” or the others.")]


def test_too_many_choices_are_counted_for_the_person():
    assert problems(question(Kind.MULTI), q7=["11", "12", "13"]) == [("q7-1", "Choose 2 at most. You chose 3.")]


def test_the_same_choice_twice_is_one():
    assert says(question(Kind.MULTI), q7=["12", "11", "12"]) == ["Cost", "Time"]


def test_a_ranking_with_a_gap_or_a_repetition_is_told_where_it_is():
    gap = problems(question(Kind.RANKING), q7_r2="11")
    twice = problems(question(Kind.RANKING), q7_r1="11", q7_r2="11")
    assert [control for control, _ in gap + twice] == ["q7-r1", "q7-r2"]


def test_a_ranking_is_said_in_order():
    assert says(question(Kind.RANKING), q7_r1="13", q7_r2="11") == ["1. Noise", "2. Cost"]


def test_a_row_of_a_matrix_that_was_left_out_is_named():
    found = problems(question(Kind.MATRIX, required=True), q7_i31="11")
    assert found == [("q7-i32-1", "Choose an answer for “Health”.")]


def test_a_text_is_measured_by_what_is_kept():
    assert problems(question(Kind.SHORT_TEXT), q7="  " + "x" * 20 + "\r\n") == []
    assert problems(question(Kind.SHORT_TEXT), q7="x" * 23)[0][1].startswith("Make this shorter by 3 letters.")


def test_a_text_keeps_its_lines_and_loses_only_null_bytes():
    assert says(question(Kind.LONG_TEXT), q7="one\r\n\r\ntwo\rthree\x00") == ["one\n\ntwo\nthree"]


def test_a_postcode_wins_over_the_list_and_is_forgotten():
    marks = read(question(Kind.AREA), q7="a2", q7_postcode="ZZ1 2AB")
    assert marks == (marking.Mark(area_id=1),)


@pytest.mark.parametrize("value", ["99", "a99", "-1", "1" * 400, "٣", "11x"])
@pytest.mark.parametrize("kind", [Kind.SINGLE, Kind.MULTI, Kind.AREA])
def test_an_option_of_another_page_is_malformed(kind, value):
    with pytest.raises(Malformed):
        read(question(kind), q7=value)


def test_an_answer_to_a_question_that_was_not_asked_is_malformed():
    with pytest.raises(Malformed):
        read(question(Kind.SINGLE), q8="11")
