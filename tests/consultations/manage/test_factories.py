"""The consultations that tests start from."""

import pytest

from tests.support.consultations import bus_consultation, find_question, make_consultation, make_question
from webapp import clock
from webapp.access import Stage
from webapp.consultations import queries
from webapp.consultations.models import Kind


@pytest.mark.parametrize("stage", Stage)
def test_a_consultation_is_made_at_the_stage_it_is_wanted_at(session, stage):
    assert queries.stage(make_consultation(session, stage=stage), now=clock.now()) is stage


@pytest.mark.parametrize(("sections", "pages"), [(1, 1), (6, 6)])
def test_the_bus_consultation_asks_twelve_questions_of_all_nine_kinds(session, sections, pages):
    sheet = queries.read_sheet(session, bus_consultation(session, sections=sections))
    assert [one.key for one in sheet.questions] == [f"A{number}" for number in range(1, 13)]
    assert ({one.kind for one in sheet.questions}, len(sheet.sections)) == (set(Kind), pages)


def test_a_reason_takes_its_stance_from_the_scale_before_it(session):
    buses = bus_consultation(session)
    assert find_question(buses, "A7").stance_question_id == find_question(buses, "A6").id


@pytest.mark.parametrize("kind", Kind)
def test_a_question_of_any_kind_is_made_in_one_line(session, kind):
    draft = make_consultation(session, stage=Stage.DRAFT)
    assert make_question(session, draft, kind).key == "Q1"
