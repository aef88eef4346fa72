"""What the demonstration asks, held against the scenarios it follows where that file is at hand."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from webapp.demonstration.place import AREAS, GROUPS, MERESTONE, STAFF
from webapp.demonstration.questions.all import CONSULTATIONS, get_consultation
from webapp.demonstration.questions.buses import BUSES

SHARED = Path(os.environ.get("FOLKMOOT_SHARED", Path(__file__).resolve().parents[2] / ".." / "shared"))
LEFT_FOR_LATER = {"B11", "C6"}  # a number and an allocation: kinds that come later
KIND_OF = {"likert": "scale"}


@pytest.fixture(scope="module")
def scenarios() -> dict[str, Any]:
    file = SHARED / "scenarios.json"
    if not file.exists():
        pytest.skip("scenarios.json is not beside this repository")
    return json.loads(file.read_text(encoding="utf-8"))


def as_asked(question: dict[str, Any]) -> tuple[Any, ...]:
    return (
        question["id"],
        KIND_OF.get(question["type"], question["type"]),
        question["text"],
        question["required"],
        tuple(question.get("options", question.get("extra_options", ()))),
        tuple(question.get("rows", ())),
        question.get("max_choices"),
        question.get("rank_top"),
        question.get("max_chars"),
        question.get("other_option"),
        question.get("exclusive_option"),
        question.get("themed", False),
    )


def as_written(question: Any) -> tuple[Any, ...]:
    return (
        question.id,
        question.kind,
        question.text,
        question.required,
        question.options,
        question.rows,
        question.max_choices,
        question.rank_top,
        question.max_chars,
        question.other_option,
        question.exclusive_option,
        question.themed,
    )


@pytest.mark.parametrize("consultation", CONSULTATIONS, ids=lambda c: c.slug)
def test_every_question_is_asked_as_the_scenario_asks_it(consultation, scenarios):
    scenario = next(s for s in scenarios["scenarios"] if s["slug"] == consultation.slug)
    asked = [
        as_asked(q) for q in scenario["questions"] + scenario.get("end_module", []) if q["id"] not in LEFT_FOR_LATER
    ]
    assert [as_written(question) for question in consultation.questions] == asked


@pytest.mark.parametrize("consultation", CONSULTATIONS[:2], ids=lambda c: c.slug)
def test_what_is_decided_open_and_fixed_is_what_the_scenario_says(consultation, scenarios):
    scope = next(s for s in scenarios["scenarios"] if s["slug"] == consultation.slug)["scope"]
    assert [list(consultation.decided), list(consultation.open), list(consultation.fixed)] == list(scope.values())


def test_the_place_is_the_scenarios_place(scenarios):
    place = scenarios["place"]
    assert [{"code": a.code, "name": a.name, "district": a.district} for a in AREAS] == place["areas"]
    assert [group.name for group in GROUPS][: len(place["groups"])] == place["groups"]
    assert [{"name": person.name, "role": person.role} for person in STAFF] == place["staff"]
    assert MERESTONE.authority == place["authority"]


def test_every_postcode_sector_belongs_to_one_area(scenarios):
    sectors = [sector for area in AREAS for sector in area.sectors]
    assert sorted(sectors) == sorted(scenarios["place"]["postcode_sectors"])


def test_the_bus_consultation_asks_exactly_twelve_questions():
    assert [question.id for question in BUSES.questions] == [f"A{number}" for number in range(1, 13)]


@pytest.mark.parametrize("consultation", CONSULTATIONS, ids=lambda c: c.slug)
def test_no_page_asks_more_than_three_questions(consultation):
    assert max(len(section.questions) for section in consultation.sections) <= 3


@pytest.mark.parametrize("consultation", CONSULTATIONS, ids=lambda c: c.slug)
def test_the_background_can_be_read_in_a_minute(consultation):
    assert 120 <= len(consultation.why.split()) <= 200


@pytest.mark.parametrize("consultation", CONSULTATIONS, ids=lambda c: c.slug)
def test_every_choice_of_several_says_how_many(consultation):
    limited = [question for question in consultation.questions if question.max_choices]
    assert all(f"up to {question.max_choices}" in question.help for question in limited)


def test_every_kind_of_group_is_there():
    assert {group.kind for group in GROUPS} == {"community group", "council", "charity", "university", "business"}


def test_an_unknown_consultation_is_an_error():
    with pytest.raises(KeyError):
        get_consultation("no-such-thing")
