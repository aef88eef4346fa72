"""What a title, a question and a whole sheet should be."""

import pytest

from webapp.consultations.drafting import (
    ChoiceWords,
    QuestionWords,
    advice_on,
    choice_of,
    line_of,
    minutes_of,
    next_key,
    why_not_ask,
)
from webapp.consultations.models import Kind
from webapp.consultations.sheet import Sheet, SheetItem, SheetQuestion, SheetSection


def a_question(kind=Kind.SINGLE, options=("Yes", "No"), **settings):
    return QuestionWords(**{"kind": kind, "text": "Well?", "choices": tuple(map(choice_of, options))} | settings)


def a_sheet(*questions):
    return Sheet((SheetSection(1, "Page", "", questions),))


def test_keys_go_on_from_the_highest_one():
    assert next_key(["Q1", "Q7", "A12", "Q2b"]) == "Q8"


def test_what_stands_behind_the_bar_is_the_options_detail():
    assert choice_of("Quiet streets | shared with cars") == ChoiceWords("Quiet streets", "shared with cars")


@pytest.mark.parametrize("line", ["Quiet streets | shared with cars", "Yes", "Either/or", "a|b"])
def test_an_option_is_read_as_it_was_written(line):
    choice = choice_of(line)
    assert line_of(choice.text, choice.detail) == line


def test_a_good_question_may_be_asked():
    assert why_not_ask(a_question()) is None


@pytest.mark.parametrize(
    ("question", "field"),
    [
        (a_question(text=""), "text"),
        (a_question(options=["Yes"]), "options"),
        (a_question(options=["Yes", "YES"]), "options"),
        (a_question(options=["Yes | a", "Yes | b"]), "options"),
        (a_question(Kind.RANKING, ["a", "b"], rank_top=3), "rank_top"),
        (a_question(Kind.RANKING, ["a", "b"], rank_top=0), "rank_top"),
        (a_question(Kind.MULTI, ["a", "b"], max_choices=3), "max_choices"),
        (a_question(Kind.MATRIX), "rows"),
        (a_question(Kind.MATRIX, items=("Work", "work")), "rows"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused_at_its_field(question, field):
    assert why_not_ask(question)[0] == field


def test_a_refusal_names_the_option_that_is_there_twice():
    assert why_not_ask(a_question(options=["Red", "Blue", "Red"]))[1] == "“Red” is there more than once."


def test_minutes_grow_with_the_rows_of_a_matrix():
    rows = tuple(SheetItem(number, str(number)) for number in range(12))
    assert minutes_of(a_sheet(SheetQuestion(1, "Q1", Kind.MATRIX, "?", items=rows))) == 2


def test_a_long_question_gets_a_gentle_word():
    sheet = a_sheet(SheetQuestion(1, "Q1", Kind.SINGLE, "x" * 201))
    assert advice_on(sheet, minutes=1) == ["Q1 is longer than 200 letters. Short questions get more answers."]


def test_four_long_texts_get_a_gentle_word():
    sheet = a_sheet(*(SheetQuestion(number, f"Q{number}", Kind.LONG_TEXT, "?") for number in range(4)))
    assert advice_on(sheet, minutes=5) == ["There are 4 long questions. More than 3 tire people."]


def test_telling_people_too_few_minutes_gets_a_gentle_word():
    sheet = a_sheet(*(SheetQuestion(number, f"Q{number}", Kind.LONG_TEXT, "?") for number in range(3)))
    assert advice_on(sheet, minutes=1) == ["Answering takes about 4 minutes. You tell people 1."]


def test_an_empty_page_is_pointed_out():
    assert "has no questions" in advice_on(a_sheet(), minutes=1)[0]
