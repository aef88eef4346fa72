import json

from tests.documents.hostile import make_hostile_dataset, make_hostile_report
from tests.documents.samples import make_dataset, make_report
from webapp.documents.json_file import report_json, responses_json_lines


def test_every_figure_is_there_with_its_base_and_rows():
    content = json.loads(report_json(make_report()))
    figures = [figure for section in content["sections"] for figure in section["figures"]]
    assert [(one["key"], one["base"], len(one["rows"])) for one in figures] == [
        (one.key, one.base, len(one.rows)) for one in make_report().figures
    ]


def test_a_hidden_number_is_null():
    rows = json.loads(report_json(make_report()))["sections"][0]["figures"][0]["rows"]
    assert rows[-1]["cells"][0] == {"value": None, "text": "fewer than 5"}


def test_keys_stand_in_the_order_of_the_report():
    assert list(json.loads(report_json(make_report())))[:4] == ["format", "title", "subtitle", "authority"]


def test_the_same_report_gives_the_same_bytes():
    assert report_json(make_report()) == report_json(make_report())


def test_hostile_words_stay_words():
    assert json.loads(report_json(make_hostile_report()))["summary"][1] == "=1+1"


def test_responses_are_one_object_a_line():
    lines = b"".join(responses_json_lines(make_dataset(3))).splitlines()
    assert json.loads(lines[0])["minutes"] == -1.5
    assert len(lines) == 3


def test_a_number_that_is_none_is_null():
    rows = [json.loads(line) for line in responses_json_lines(make_hostile_dataset())]
    assert [row["n"] for row in rows[2:5]] == [None, None, None]
