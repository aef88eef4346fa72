"""Everything planted comes out exactly, and as the shared scenarios list it where that file is at hand."""

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from webapp.demonstration import planted
from webapp.demonstration.people import responses
from webapp.demonstration.place import DISTRICT_OF, SECTORS_OF
from webapp.demonstration.shapes import DemoResponse

SHARED = Path(os.environ.get("FOLKMOOT_SHARED", Path(__file__).resolve().parents[2] / ".." / "shared"))
BUSES = responses("buses-and-streets")
HOMES = responses("warm-homes-good-jobs")
HIGH_STREET = responses("our-high-street")
DISTRICT_OF_ANSWER = {**DISTRICT_OF, **{s: DISTRICT_OF[area] for area, sectors in SECTORS_OF.items() for s in sectors}}


@pytest.fixture(scope="module")
def in_the_file() -> dict[str, Any]:
    file = SHARED / "scenarios.json"
    if not file.exists():
        pytest.skip("scenarios.json is not beside this repository")
    return {s["slug"]: s["planted"] for s in json.loads(file.read_text(encoding="utf-8"))["scenarios"]}


def carried(crowd: tuple[DemoResponse, ...], question: str) -> Counter[str]:
    return Counter(theme for response in crowd for theme in response.truth.get(question, ()))


def carried_anywhere(crowd: tuple[DemoResponse, ...]) -> Counter[str]:
    return Counter(t for response in crowd for t in {t for themes in response.truth.values() for t in themes})


def channels(crowd: tuple[DemoResponse, ...]) -> Counter[str]:
    return Counter(response.channel for response in crowd)


def traps(crowd: tuple[DemoResponse, ...]) -> Counter[str]:
    return Counter(trap for response in crowd for trap in response.traps)


def with_trap(crowd: tuple[DemoResponse, ...], trap: str) -> list[DemoResponse]:
    return [response for response in crowd if trap in response.traps]


def test_the_counts_we_plant_are_those_of_the_file(in_the_file):
    buses = in_the_file["buses-and-streets"]
    ours = {"none of these": "X none of these", "no reason": "Y no reason"}
    assert {ours.get(theme, theme): count for theme, count in planted.BUSES_A7.items()} == buses["themes_A7"]
    assert buses["themes_A10"] == planted.BUSES_A10
    assert buses["channels"] == planted.BUSES_CHANNELS
    assert buses["traps"]["non_english"] == planted.BUSES_LANGUAGES
    homes = in_the_file["warm-homes-good-jobs"]
    assert (homes["themes_B8_B12"], homes["channels"]) == (planted.HOMES_B8_B12, planted.HOMES_CHANNELS)
    assert in_the_file["our-high-street"]["survey_responses"] == planted.HIGH_STREET_RECEIVED


def test_the_traps_we_plant_are_those_of_the_file(in_the_file):
    traps_there = in_the_file["buses-and-streets"]["traps"]
    singular = {
        "campaign_identical": "campaign identical",
        "campaign_adapted": "campaign adapted",
        "duplicates": "duplicate",
        "shared_ip_genuine": "shared address",
        "with_personal_data": "personal data",
        "late_accepted": "late",
        "abusive": "abusive",
        "defamatory": "defamatory",
        "threatening": "threatening",
    }
    assert {there: planted.BUSES_TRAPS[ours] for there, ours in singular.items()} == {
        t: traps_there[t] for t in singular
    }
    for count, words in (("petition_signatures", "petition signatures"), ("petition_valid", "petition valid")):
        assert f"{words} {traps_there[count]}" in planted.BUSES_TRAPS
    assert f"on behalf of {traps_there['org_on_behalf_of']}" in planted.BUSES_TRAPS


def test_640_answers_about_buses_arrive_by_the_planted_channels():
    assert (len(BUSES), channels(BUSES)) == (640, planted.BUSES_CHANNELS)


def test_607_people_and_33_organisations_answer_about_buses():
    kinds = Counter(response.answers["A1"] in ("An organisation or group", "A business") for response in BUSES)
    assert kinds == {False: 607, True: 33}
    assert len({response.organisation for response in BUSES} - {None}) == 33


@pytest.mark.parametrize(("question", "themes"), [("A7", planted.BUSES_A7), ("A10", planted.BUSES_A10)])
def test_every_theme_about_buses_is_carried_by_as_many_as_planted(question, themes):
    assert carried(BUSES, question) == themes


def test_every_trap_about_buses_is_set_as_often_as_planted():
    assert traps(BUSES) == planted.BUSES_TRAPS


def test_the_languages_about_buses_are_as_planted():
    assert Counter(r.language for r in BUSES if r.language != "en") == planted.BUSES_LANGUAGES


def test_the_campaigns_identical_copies_are_identical_and_the_adapted_ones_are_not():
    identical = {response.answers["A7"] for response in with_trap(BUSES, "campaign identical")}
    adapted = {response.answers["A7"] for response in with_trap(BUSES, "campaign adapted")}
    assert (len(identical), len(adapted), identical & adapted) == (1, 19, set())


def test_a_second_sending_has_the_same_words_a_few_minutes_later():
    for copy in with_trap(BUSES, "duplicate"):
        firsts = [r for r in BUSES if r.answers == copy.answers and r is not copy]
        assert [1 <= (copy.sent_after - first.sent_after).total_seconds() / 60 <= 10 for first in firsts] == [True]


def test_late_answers_come_by_post_after_the_close_and_no_others_do():
    after = [response for response in BUSES if response.sent_after.days >= 70]
    assert (len(after), {r.channel for r in after}) == (7, {"paper"})
    assert after == with_trap(BUSES, "late")


def test_personal_data_are_invented_ones():
    told = " ".join(str(response.answers["A7"]) for response in with_trap(BUSES, "personal data"))
    assert "01632 960" in told
    assert "example.org" in told


def test_410_answers_about_homes_arrive_by_the_planted_channels():
    assert (len(HOMES), channels(HOMES)) == (410, planted.HOMES_CHANNELS)


def test_372_people_and_38_organisations_answer_about_homes():
    people = {"Myself as a resident", "A landlord", "I am an elected representative"}
    assert Counter(response.answers["B1"] in people for response in HOMES) == {True: 372, False: 38}


def test_every_theme_about_homes_is_carried_by_as_many_as_planted_in_either_answer():
    assert carried_anywhere(HOMES) == planted.HOMES_B8_B12


def test_every_trap_about_homes_is_set_as_often_as_planted():
    assert traps(HOMES) == planted.HOMES_TRAPS


def test_fewer_than_ten_rent_privately_in_two_districts():
    renters = Counter(
        DISTRICT_OF_ANSWER.get(str(response.answers.get("B2")))
        for response in HOMES
        if response.answers.get("B3") == "Rent privately"
    )
    assert 0 < renters["Tarnford"] < 10
    assert 0 < renters["Oxmere"] < 10
    assert renters["Calderwick"] >= 10


def test_612_answers_about_the_high_street_arrive():
    assert (len(HIGH_STREET), channels(HIGH_STREET)) == (612, planted.HIGH_STREET_CHANNELS)


@pytest.mark.parametrize(("question", "themes"), [("C8", planted.HIGH_STREET_C8), ("C10", planted.HIGH_STREET_C10)])
def test_every_theme_about_the_high_street_is_carried_by_as_many_as_planted(question, themes):
    assert carried(HIGH_STREET, question) == themes
