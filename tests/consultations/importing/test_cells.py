"""What one cell means."""

from datetime import datetime, timedelta

import pytest

from webapp.consultations.importing.cells import (
    is_ticked,
    month_comes_first,
    order_of_scale,
    permission_of,
    read_moment,
    respondent_of,
)
from webapp.consultations.models import Part


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-04-05", datetime(2026, 4, 5)),
        ("2026-04-05 17:30", datetime(2026, 4, 5, 17, 30)),
        ("05/04/2026 17:30:10", datetime(2026, 4, 5, 17, 30, 10)),
        ("5.4.26", datetime(2026, 4, 5)),
        ("05/04/2026 5:30 pm", datetime(2026, 4, 5, 17, 30)),
        ("05/04/2026 12:10am", datetime(2026, 4, 5, 0, 10)),
    ],
)
def test_days_and_moments_are_read_as_people_here_write_them(text, moment):
    assert read_moment(text) == moment


def test_a_moment_with_a_zone_keeps_it():
    moment = read_moment("2026-04-05T17:30:00+02:00")
    assert moment is not None
    assert moment.utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize("text", ["", "soon", "31/02/2026", "2026-13-01", "05/04/2026 25:00", "05/04/1066", "9" * 400])
def test_what_is_no_date_is_none(text):
    assert read_moment(text) is None


def test_a_column_with_a_thirteenth_month_has_its_months_first():
    assert month_comes_first(["4/5/2026", "4/25/2026"])
    assert not month_comes_first(["4/5/2026", "25/4/2026"])
    assert read_moment("4/5/2026", month_first=True) == datetime(2026, 4, 5)


def test_a_scale_is_put_in_order_with_not_knowing_last():
    shuffled = ["Don’t know", "Disagree", "Strongly agree", "Neither agree nor disagree", "Tend to agree"]
    assert order_of_scale(shuffled) == (
        "Strongly agree", "Tend to agree", "Neither agree nor disagree", "Disagree", "Don’t know",
    )  # fmt: skip


def test_not_satisfied_stands_at_the_other_end_than_satisfied():
    assert order_of_scale(["Not satisfied", "Neutral", "Satisfied"]) == ("Satisfied", "Neutral", "Not satisfied")


def test_names_of_places_are_no_scale():
    assert order_of_scale(["Northgate", "Priory", "Foundry"]) is None


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("Yes, with my name", Part.PUBLISH_NAMED),
        ("Yes, without my name", Part.PUBLISH_UNNAMED),
        ("Anonymously", Part.PUBLISH_UNNAMED),
        ("Yes", Part.PUBLISH_UNNAMED),
        ("No", Part.ANALYSIS_ONLY),
        ("Please don’t publish my name or words", Part.ANALYSIS_ONLY),
        ("Not sure", Part.ANALYSIS_ONLY),
        ("Perhaps later", Part.ANALYSIS_ONLY),
        ("42", Part.ANALYSIS_ONLY),
    ],
)
def test_only_a_clear_permission_is_one(words, part):
    assert permission_of(words) is part


def test_who_answers_for_others_is_an_organisation():
    assert respondent_of("On behalf of a charity") is Part.ORGANISATION
    assert respondent_of("As a resident") is Part.PLAIN


def test_a_box_is_ticked_unless_it_says_no():
    assert is_ticked("Yes")
    assert is_ticked("x")
    assert not is_ticked(" No ")
