import csv
import json

import pytest
from click.testing import CliRunner

from tests.text.bus_crowd import LETTER, crowd, said
from webapp.commands.theme import share_of, theme

ROWS = [(answer.id, answer.text) for answer in crowd(2)]


@pytest.fixture
def answers(tmp_path):
    path = tmp_path / "answers.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        more = [("quiet", "no comment"), ("sum", "=1+1 is what the fares do")]
        csv.writer(file).writerows([("ref", "comment"), *ROWS, *more])
    return path


@pytest.fixture
def frame(tmp_path):
    path = tmp_path / "frame.json"
    path.write_text(json.dumps([{"id": "late", "label": "Late buses", "examples": said("late")[:5]}]), encoding="utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(theme, [str(argument) for argument in arguments])


def refused(*arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    return result.stderr


def test_json_names_every_row_and_gives_each_at_least_one_code(answers):
    data = json.loads(run(answers, "--column", "comment", "--id", "ref", "--json").stdout)
    assert [row["id"] for row in data["rows"]] == [*(name for name, _ in ROWS), "quiet", "sum"]
    assert all(row["codes"] and row["stance"] is None for row in data["rows"])
    assert data["rows"][-2]["codes"][0]["theme"] == "no-reason"


def test_without_an_id_column_rows_are_numbered_from_nought(answers):
    data = json.loads(run(answers, "--column", "comment", "--json").stdout)
    assert [row["id"] for row in data["rows"]] == [str(number) for number in range(len(ROWS) + 2)]


def test_the_same_file_gives_the_same_bytes(answers):
    once, twice = (run(answers, "--column", "comment", "--json").stdout_bytes for _ in range(2))
    assert once == twice


def test_the_number_of_themes_can_be_fixed(answers):
    data = json.loads(run(answers, "--column", "comment", "--themes", 4, "--json").stdout)
    assert sum(one["origin"] == "found" for one in data["frame"]) == 4


def test_a_frame_that_is_given_is_the_only_one(answers, frame):
    data = json.loads(run(answers, "--column", "comment", "--frame", frame, "--json").stdout)
    assert [one["id"] for one in data["frame"]] == ["late", "none", "no-reason"]
    assert data["frame"][0]["size"] >= 30


def test_the_table_shows_people_shares_and_two_quotes_and_progress_stays_apart(answers):
    result = run(answers, "--column", "comment", "--themes", 4)
    assert "None of these themes" in result.stdout
    assert result.stdout.count("“") >= 8
    assert "Finished" in result.stderr
    assert "Finished" not in result.stdout


def test_the_folder_holds_a_frame_that_can_be_used_again_and_no_live_formula(answers, tmp_path):
    out = tmp_path / "new" / "folder"
    assert run(answers, "--column", "comment", "--id", "ref", "--out", out).exit_code == 0
    with (out / "rows.csv").open(encoding="utf-8-sig", newline="") as file:
        excerpts = [row["excerpt"] for row in csv.DictReader(file)]
    assert "'=1+1 is what the fares do" in excerpts
    assert (out / "themes.csv").read_text(encoding="utf-8-sig").startswith("id,label,description,origin,people,share")
    assert run(answers, "--column", "comment", "--frame", out / "frame.json").exit_code == 0


def test_campaigns_are_numbered_in_the_json_and_told_in_the_table(tmp_path):
    path = tmp_path / "letters.jsonl"
    texts = [LETTER, *said("fares")[::9], LETTER]
    path.write_text("\n".join(json.dumps({"comment": text}) for text in texts), encoding="utf-8")
    rows = json.loads(run(path, "--column", "comment", "--json").stdout)["rows"]
    assert [rows[0]["campaign"], rows[1]["campaign"], rows[-1]["campaign"]] == [1, None, 1]
    assert "2 answers are copies of a letter; campaigns: 1." in run(path, "--column", "comment").stdout


def test_coded_rows_keep_their_codes_and_teach_the_others(tmp_path):
    path = tmp_path / "coded.csv"
    rows = [(text, "late" if at % 2 else "") for at, text in enumerate(said("late")[:30])]
    rows += [(text, "fares" if at % 2 else "") for at, text in enumerate(said("fares")[:30])]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("comment", "codes"), *rows])
    data = json.loads(run(path, "--column", "comment", "--coded", "codes", "--json").stdout)
    assert [row["codes"][0]["theme"] for row in data["rows"]] == ["late"] * 30 + ["fares"] * 30
    assert [row["codes"][0]["confidence"] for row in data["rows"][1::2]] == [1.0] * 30
    assert {int(name) % 2 for name in data["next_to_read"]} == {0}


def test_a_column_of_codes_without_any_is_refused(answers):
    path = answers.with_name("uncoded.csv")
    path.write_text("comment,codes\nlate again,\ntoo dear,\n", encoding="utf-8")
    assert "nothing to learn from" in refused(path, "--column", "comment", "--coded", "codes")


def test_a_missing_column_is_named_with_the_columns_there_are(answers):
    assert "no column “Comment”; the columns are “ref”, “comment”" in refused(answers, "--column", "Comment")


def test_a_missing_file_is_named(tmp_path):
    assert "none.csv" in refused(tmp_path / "none.csv", "--column", "x")


def test_a_file_that_is_no_table_is_refused(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_bytes(b"%PDF-1.7 nothing to see")
    assert "PDF" in refused(path, "--column", "x")


def test_an_id_that_two_rows_share_is_refused_with_both_rows(tmp_path):
    path = tmp_path / "twice.csv"
    path.write_text("ref,comment\na,late\nb,dear\na,dark\n", encoding="utf-8")
    assert "rows 1 and 3 have the same “a”" in refused(path, "--column", "comment", "--id", "ref")


def test_an_empty_id_is_refused_with_its_row(tmp_path):
    path = tmp_path / "blank.csv"
    path.write_text("ref,comment\na,late\n,dear\n", encoding="utf-8")
    assert "row 2" in refused(path, "--column", "comment", "--id", "ref")


@pytest.mark.parametrize(("content", "reason"), [(b"{", "line 1"), (b"\xff\xfe\xff", "byte 0"), (b"[]", "a list of 1")])
def test_a_frame_that_cannot_be_used_is_refused(answers, tmp_path, content, reason):
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    message = refused(answers, "--column", "comment", "--frame", path)
    assert "bad.json" in message
    assert reason in message


def test_a_folder_that_cannot_be_made_is_named(answers):
    result = run(answers, "--column", "comment", "--out", answers / "below a file")
    assert (result.exit_code, "cannot be written" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("people", "base", "shown"), [(5, 29, ""), (10, 30, "33 %"), (50, 199, "25 %"), (50, 201, "24.9 %"), (0, 0, "")]
)
def test_small_bases_get_no_per_cent_and_no_decimals(people, base, shown):
    assert share_of(people, base) == shown
