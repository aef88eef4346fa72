import json

import pytest

from tests.text.bus_crowd import LETTER, QUESTION, crowd
from webapp.text.exchange import (
    UnreadableCodes,
    UnreadableFrame,
    frame_as_json,
    read_coded,
    read_frame,
    theming_as_json,
)
from webapp.text.pipeline import Answer, KnownTheme, theme

ANSWERS = [*crowd(), *(Answer(f"letter {number}", LETTER) for number in range(5)), Answer("quiet", "-")]


@pytest.fixture(scope="module")
def themed():
    return theme(ANSWERS, question=QUESTION, themes=4)


def refusal(text):
    with pytest.raises(UnreadableFrame) as refused:
        read_frame(text)
    return str(refused.value)


def test_a_theming_can_be_written_as_json_in_the_agreed_shape(themed):
    data = json.loads(json.dumps(theming_as_json(themed, ANSWERS)))
    assert [*data] == ["frame", "rows", "next_to_read", "method"]
    assert [*data["frame"][0]] == ["id", "label", "description", "size", "origin"]
    assert [*data["rows"][0]] == ["id", "campaign", "codes", "stance"]
    assert [*data["rows"][0]["codes"][0]] == ["theme", "confidence", "excerpt", "stance"]


def test_nobody_is_asked_to_read_what_gives_no_reason_or_a_campaign_twice(themed):
    ids = theming_as_json(themed, ANSWERS)["next_to_read"]
    assert len(ids) == len({*ids}) > 50
    assert sum(name.startswith("letter") for name in ids) <= 1
    assert "quiet" not in ids


def test_codes_are_read_from_cells_with_a_dash_for_none_and_nothing_for_not_yet_read():
    coded = read_coded(["a", "b", "c"], [" late ; fares;late ", "-", " "], [])
    assert [(one.id, one.themes) for one in coded] == [("a", ("late", "fares")), ("b", ("none",))]


def test_a_code_that_the_frame_does_not_have_is_named_with_its_row():
    with pytest.raises(UnreadableCodes, match="row 2 names “lete”"):
        read_coded(["a", "b"], ["late", "lete"], [KnownTheme("late", "Late buses")])


def test_a_frame_that_was_written_can_be_read_again(themed):
    known = read_frame(json.dumps(frame_as_json(themed, ANSWERS)))
    assert [one.id for one in known] == [one.id for one in themed.frame if one.origin != "special"]
    assert all(one.examples for one in known)


def test_a_frame_may_be_wrapped_in_an_object_and_have_numbers_for_ids():
    known = read_frame('{"frame": [{"id": 3, "label": " Fares "}]}')
    assert [(one.id, one.label, one.description, one.examples) for one in known] == [("3", "Fares", "", ())]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "line 1, column 1"),
        ('[{"id": "a",}]', "line 1, column 13"),
        ("[" * 100_000, "not JSON"),
        ("[]", "a list of 1 to"),
        ('{"themes": []}', "a list of 1 to"),
        ("[3]", "theme 1"),
        ('[{"id": "a", "label": "A"}, {"id": "b"}]', "theme 2: “label”"),
        ('[{"label": "A"}]', "theme 1: “id”"),
        ('[{"id": "a", "label": "A", "examples": "x"}]', "“examples”"),
        ('[{"id": "a", "label": "A", "description": 5}]', "“description”"),
        ('[{"id": "a", "label": "A"}, {"id": "a", "label": "B"}]', "two themes have the id “a”"),
    ],
)
def test_a_frame_that_cannot_be_used_is_refused_with_the_place_and_the_reason(text, reason):
    assert reason in refusal(text)
