"""`folkmoot opinions`: what a file of votes gives, and how it is refused."""

import json

from click.testing import CliRunner

from tests.support.opinions import camps
from webapp.commands import main


def opinions(tmp_path, text, *options):
    file = tmp_path / "votes.csv"
    file.write_text(text)
    return CliRunner().invoke(main, ["opinions", str(file), *options])


def lines(rows):
    votes = {"+": 1, "-": -1, "o": 0}
    said = [f"{name},{at},{votes[sign]}" for name, row in rows.items() for at, sign in enumerate(row, start=1)]
    return "\n".join(["participant,statement,vote", *said])


def test_the_groups_are_printed_with_what_they_stand_for(tmp_path):
    said = opinions(tmp_path, lines(camps()), "--json")
    record = json.loads(said.stdout)
    assert said.exit_code == 0
    assert set(record) == {"participants", "groups", "consensus", "divisive", "statements", "method"}
    assert record["participants"][0].keys() == {"id", "group", "x", "y"}
    assert {(one["id"].split()[0], one["group"]) for one in record["participants"]} in (
        {("left", 0), ("right", 1)},
        {("left", 1), ("right", 0)},
    )
    first = record["groups"][0]
    assert (first["id"], first["size"]) == (0, 12)
    assert {"statement", "side", "agree", "seen", "repness"} <= first["representative"][0].keys()
    assert [(one["statement"], one["side"], one["agree"], one["seen"]) for one in record["consensus"]] == [
        ("9", "agree", 24, 24)
    ]
    assert (record["method"]["groups"], record["method"]["groups_given"]) == (2, False)


def test_a_person_reads_the_groups_in_words(tmp_path):
    said = opinions(tmp_path, lines(camps()), "--groups", "3").stdout
    assert "24 people voted 216 times on 9 statements." in said
    assert "24 voted on at least 7 of them and are in 3 groups." in said
    assert "Most people\n  agree    9: 24 of 24" in said


def test_what_moderators_took_out_is_left_out(tmp_path):
    comments = tmp_path / "comments.csv"
    comments.write_text("comment-id,moderated\n9,-1\n")
    said = opinions(tmp_path, lines(camps()), "--comments", str(comments), "--json")
    assert json.loads(said.stdout)["consensus"] == []


def test_what_cannot_be_read_is_one_line_with_file_line_and_reason(tmp_path):
    said = opinions(tmp_path, "participant,statement,vote\nann,1,2\n", "--json")
    assert (said.exit_code, said.stdout, said.stderr.count("\n")) == (2, "", 1)
    assert "votes.csv: line 2: a vote should be 1 (agree), 0 (pass) or -1 (disagree), not “2”" in said.stderr
    gone = CliRunner().invoke(main, ["opinions", str(tmp_path / "none.csv")])
    assert (gone.exit_code, "No such file" in gone.stderr) == (2, True)
    (tmp_path / "comments.csv").write_text("a,b\n")
    said = opinions(tmp_path, lines(camps()), "--comments", str(tmp_path / "comments.csv"))
    assert (said.exit_code, "comments.csv: line 1" in said.stderr) == (2, True)
