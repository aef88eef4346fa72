"""Which settings can be used, and what is said about the others."""

from webapp.consultations.importing.mapping import (
    Column,
    Setting,
    Use,
    columns_from_json,
    columns_to_json,
    find_wrong,
    settings_from_json,
    settings_to_json,
    split_name,
)
from webapp.consultations.models import Part


def _column(name="Q1", **facts):
    return Column(**({"name": name, "use": Use.SINGLE, "why": "", "filled": 3, "longest": 5,
                      "values": (("Yes", 2), ("No", 1))} | facts))  # fmt: skip


def _wrong(*pairs):
    columns, settings = zip(*((column, Setting(column.name, use)) for column, use in pairs), strict=True)
    return [(one.column, one.control, one.message) for one in find_wrong(columns, settings)]


def test_names_are_split_at_brackets_and_at_dashes():
    assert split_name("Q8 [Buses]") == ("Q8", "Buses")
    assert split_name("Q8 - Buses - late") == ("Q8", "Buses - late")
    assert split_name("Well-known") is None


def test_a_file_without_a_question_is_refused():
    assert _wrong((_column(), Use.REFERENCE)) == [(0, "use", "Choose at least one column that is a question.")]


def test_only_one_column_can_be_the_reference_number():
    found = _wrong((_column("A"), Use.REFERENCE), (_column("B"), Use.REFERENCE), (_column("C"), Use.SHORT_TEXT))
    assert found == [(1, "use", "Only one column can be “Reference number”, and “A” is already.")]


def test_a_column_with_too_many_answers_is_no_choice():
    assert "more than 60" in _wrong((_column(values=None), Use.SINGLE))[0][2]


def test_a_reference_number_is_short():
    found = _wrong((_column("A", longest=81), Use.REFERENCE), (_column(), Use.SINGLE))
    assert found[0][:2] == (0, "use")


def test_a_grid_needs_names_with_two_parts():
    assert "not named like" in _wrong((_column("Buses"), Use.GRID))[0][2]


def test_several_choices_need_a_sign_between_them():
    assert _wrong((_column(), Use.MULTI))[0][:2] == (0, "separator")


def test_a_scale_needs_two_different_steps():
    assert _wrong((_column(), Use.SCALE))[0][:2] == (0, "options")
    twice = Setting("Q1", Use.SCALE, options=("Yes", "No", "Yes"))
    assert find_wrong([_column()], [twice])[0].message == "“Yes” is there more than once."


def test_columns_and_settings_are_kept_as_they_were():
    column = _column(examples=("a",), options=("Yes", "No"))
    setting = Setting("Q1", Use.PERMISSION, ";", ("a",), {"Yes": Part.PUBLISH_NAMED})
    assert columns_from_json(columns_to_json([column])) == [column]
    assert settings_from_json(settings_to_json([setting])) == [setting]
