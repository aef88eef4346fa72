"""What a whole file will become."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.consultations.importing.survey import ZONE, survey, table_of
from webapp.consultations.importing.mapping import Setting, Use
from webapp.consultations.importing.planning import Plan, Terms, findings_from_json
from webapp.consultations.importing.profiling import look_at, suggest
from webapp.consultations.importing.telling import duplicates, headline, remarks
from webapp.consultations.models import Kind
from webapp.places.queries import Gazetteer
from webapp.refusals import Refused

CLOSED = datetime(2026, 4, 30, 23, 0, tzinfo=UTC)
PLACE = Gazetteer(names={1: "Northgate", 2: "Priory"}, districts={}, sectors={"ZZ1 2": 1})
TERMS = Terms(PLACE, ZONE, CLOSED)


def _plan(rows, settings=None, terms=TERMS):
    table = table_of(rows)
    return Plan(table, settings or suggest(look_at(table)), terms)


def _as(*uses, rows, **more):
    """A plan in which the columns of `rows` are used like this."""
    return _plan(rows, [Setting(name, use, **more) for name, use in zip(rows[0], uses, strict=True)])


def test_a_grid_is_one_question_with_a_row_for_each_column():
    grid = next(one for one in _plan(survey()).questions if one.kind is Kind.MATRIX)
    assert (grid.key, grid.text, grid.items) == ("Q3", "How would these change?", ["Fares", "Evening buses"])
    assert [text for text, _part in grid.choices] == ["Better", "The same", "Worse"]


def test_times_are_those_of_the_place():
    first = next(_plan(survey()).responses())
    assert first.sent_at == datetime(2026, 3, 31, 23, 30, tzinfo=UTC)  # 00:30 on 1 April in British summer time


def test_rows_without_an_answer_are_left_out_and_named():
    rows = [["Ref", "Why"], ["1", "Because"], ["2", " "], ["3", "So"]]
    found = _as(Use.REFERENCE, Use.SHORT_TEXT, rows=rows).look_through()
    assert (found.responses, found.empty.rows) == (2, [3])
    assert headline(found) == "3 rows will become 2 responses."


def test_dates_that_cannot_be_read_get_the_closing_date_and_are_named():
    rows = [["Sent", "Why"], ["31/02/2026", "Because"], ["05/04/2026", "So"], ["", "Yes"]]
    plan = _as(Use.SENT_AT, Use.SHORT_TEXT, rows=rows)
    moments = [one.sent_at for one in plan.responses()]
    assert plan.findings.dates.rows == [2, 4]
    assert moments[0] == moments[2] == CLOSED.replace(hour=22, minute=59, second=59)


def test_what_came_after_closing_counts_and_is_marked():
    plan = _as(
        Use.SENT_AT, Use.SHORT_TEXT, rows=[["Sent", "Why"], ["02/05/2026", "Late"], ["30/04/2026 23:50", "In time"]]
    )
    assert [one.late for one in plan.responses()] == [True, False]
    assert plan.findings.late.rows == [2]


def test_rows_that_repeat_a_reference_number_can_be_left_out():
    rows = [["Ref", "Why"], ["7", "One"], ["8", "Two"], ["7", "Three"]]
    settings = [Setting("Ref", Use.REFERENCE), Setting("Why", Use.SHORT_TEXT)]
    kept = _plan(rows, settings).look_through()
    left = _plan(rows, settings, replace(TERMS, leave_out_duplicates=True)).look_through()
    assert (kept.responses, left.responses) == (3, 2)
    assert duplicates(kept) == (
        "1 row repeats the reference number of an earlier row (row 4). Without them, 2 come in."
    )


def test_answers_that_are_not_listed_stay_empty_and_are_named():
    rows = [["Do you agree?"], ["Agree"], ["Agree!"], ["Disagree"]]
    found = _as(Use.SCALE, rows=rows, options=("Agree", "Disagree")).look_through()
    assert remarks(found)[0] == "1 answer in “Do you agree?” is not one we know and will be empty (row 3)."


def test_a_postcode_becomes_its_area_and_is_not_kept():
    plan = _as(Use.AREA, Use.SHORT_TEXT, rows=[["Where", "Why"], ["zz12ab", "Because"], ["Atlantis", "So"]])
    marks = [one.marks for one in plan.responses()]
    assert marks[0][0][1].area_id == 1
    assert plan.findings.unread["Where"].rows == [3]


def test_choices_in_one_cell_are_told_apart():
    rows = [["Why", "Pick"], ["a", "Cost; Time"], ["b", "Time;"], ["c", "Time;Time"]]
    plan = _as(Use.SHORT_TEXT, Use.MULTI, rows=rows, separator="semicolon")
    pick = plan.questions[1]
    assert [text for text, _part in pick.choices] == ["Time", "Cost"]
    assert [len(one.marks) for one in plan.responses()] == [3, 2, 2]


def test_boxes_become_one_question():
    plan = _as(Use.TICK, Use.TICK, rows=[["Q5 [Cost]", "Q5 [Time]"], ["Yes", "No"], ["", "Time"], ["No", "No"]])
    assert [text for text, _part in plan.questions[0].choices] == ["Cost", "Time"]
    assert [[mark.choice for _q, mark in one.marks] for one in plan.responses()] == [[0], [1]]


def test_too_many_choices_are_refused_at_their_column():
    rows = [["Pick"], *([f"{number};x"] for number in range(80))]
    with pytest.raises(Refused) as refusal:
        _as(Use.MULTI, rows=rows, separator="semicolon")
    assert refusal.value.field == "use-0"


def test_a_column_that_is_gone_is_named():
    with pytest.raises(Refused, match="“Gone” is not in the file any more"):
        _plan([["Why"], ["Because"]], [Setting("Gone", Use.SHORT_TEXT)])


def test_a_formula_stays_text():
    plan = _as(Use.SHORT_TEXT, rows=[["Why"], ["=1+1"]])
    assert next(plan.responses()).marks[0][1].text == "=1+1"


def test_questions_keep_their_own_numbers_and_others_get_free_ones():
    rows = [["Q1. What?", "How?", "7) When?", "Q1. Again?"], ["a", "b", "c", "d"]]
    plan = _as(*[Use.SHORT_TEXT] * 4, rows=rows)
    assert [(one.key, one.text) for one in plan.questions] == [
        ("Q1", "What?"), ("Q2", "How?"), ("7", "When?"), ("Q3", "Again?"),
    ]  # fmt: skip


def test_findings_are_kept_as_they_were():
    found = _as(Use.SENT_AT, Use.AREA, rows=[["Sent", "Where"], ["soon", "Atlantis"], ["now", "Priory"]]).look_through()
    assert findings_from_json(found.to_json()) == found
