"""What the columns of an export seem to be."""

from tests.consultations.importing.survey import COLUMNS, SUPPORT, survey, table_of
from webapp.consultations.importing.mapping import Use
from webapp.consultations.importing.profiling import look_at, suggest
from webapp.consultations.models import Part


def _uses(rows):
    return {column.name: column.use for column in look_at(table_of(rows))}


def test_every_column_of_an_export_is_known_in_any_order():
    uses = _uses(survey())
    assert [uses[name] for name in COLUMNS] == [
        Use.PERMISSION, Use.GRID, Use.LEAVE_OUT, Use.MULTI, Use.LONG_TEXT, Use.REFERENCE, Use.GRID, Use.AREA,
        Use.NUMBER, Use.SCALE, Use.SENT_AT, Use.WHO,
    ]  # fmt: skip


def test_the_scale_is_offered_in_its_order():
    setting = next(one for one in suggest(look_at(table_of(survey()))) if one.use is Use.SCALE)
    assert setting.options == SUPPORT


def test_permissions_and_respondents_are_offered_with_what_they_mean():
    settings = {one.use: one for one in suggest(look_at(table_of(survey())))}
    assert settings[Use.PERMISSION].meanings["No"] is Part.ANALYSIS_ONLY
    assert settings[Use.WHO].meanings["On behalf of a charity"] is Part.ORGANISATION


def test_the_column_that_says_why_gives_reasons_for_the_only_scale():
    setting = next(one for one in suggest(look_at(table_of(survey()))) if one.use is Use.LONG_TEXT)
    assert setting.explains == "Do you support a bus lane on Mill Road?"


def test_columns_with_dashes_in_their_names_are_a_grid_too():
    rows = [["Q8 - Trams", "Q8 - Buses"], *(["Good", "Poor"], ["Fair", "Good"]) * 6]
    assert set(_uses(rows).values()) == {Use.GRID}


def test_columns_that_hold_ticks_are_one_list_of_boxes():
    rows = [["Q5 [Cost]", "Q5 [Time]"], *(["Yes", ""], ["", "Yes"], ["Yes", "Yes"]) * 5]
    assert set(_uses(rows).values()) == {Use.TICK}


def test_a_second_permission_column_is_only_a_choice():
    rows = [["May we publish it?", "May we publish your name?"], *(["Yes", "No"], ["No", "Yes"]) * 6]
    assert list(_uses(rows).values()) == [Use.PERMISSION, Use.SINGLE]
