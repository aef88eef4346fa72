"""`folkmoot count`: what a file from elsewhere gives, and how it is refused."""

import json

import pytest
from click.testing import CliRunner

from webapp.commands import main

CIRCLE = '3 1\n80 1 2 3 0\n50 2 3 1 0\n40 3 1 2 0\n0\n"a"\n"b"\n"c"\n"A circle"\n'


def count(tmp_path, text, *options):
    file = tmp_path / "votes.blt"
    file.write_text(text)
    return CliRunner().invoke(main, ["count", str(file), *options])


def test_a_file_is_counted_and_the_record_printed(tmp_path):
    said = count(tmp_path, CIRCLE, "--method", "ranked-pairs", "--json")
    record = json.loads(said.stdout)
    assert said.exit_code == 0
    assert (record["elected"], record["ballots"], record["valid"]) == ([1], 170, 170)
    assert record["pairwise"]["2"] == {"1": "50", "3": "130"}


def test_a_person_reads_every_round(tmp_path):
    said = count(tmp_path, CIRCLE, "--method", "stv-scottish", "--seats", "2")
    assert "A circle: stv-scottish, 170 ballots, 170 valid" in said.stdout
    assert "Round 1: first preferences (quota 57)" in said.stdout
    assert "Elected: 1 a; 2 b" in said.stdout


def test_what_cannot_be_counted_is_one_line_with_file_line_and_reason(tmp_path):
    said = count(tmp_path, "3 1\n80 1 2 9 0\n0\n", "--method", "schulze")
    assert said.exit_code == 2
    assert said.stdout == ""
    assert said.stderr.count("\n") == 1
    assert "votes.blt: line 2: option 9 is not on the ballot paper" in said.stderr


def test_more_seats_than_options_and_a_missing_file_are_refused(tmp_path):
    assert "cannot be filled" in count(tmp_path, CIRCLE, "--method", "schulze", "--seats", "4").stderr
    gone = CliRunner().invoke(main, ["count", str(tmp_path / "none"), "--method", "schulze"])
    assert (gone.exit_code, "No such file" in gone.stderr) == (2, True)


def test_what_a_method_does_not_know_is_refused_and_not_passed_over(tmp_path):
    said = count(tmp_path, CIRCLE, "--method", "schulze", "--option", "overvote=skip")
    assert (said.exit_code, "schulze knows no option 'overvote'" in said.stderr) == (2, True)
    assert "KEY=VALUE" in count(tmp_path, CIRCLE, "--method", "schulze", "--option", "overvote").stderr


RANKS = "count,rank1,rank2,rank3\n4,Ann,Bo,Cy\n3,Bo,Cy,\n2,Cy,!over:Ann|Bo,\n1,!uwi,Cy,\n"
WEIGHTS = '3 1\n40 1 2 0\n35 2 - 3 0\n25 3 1=2 0\n0\n"a"\n"b"\n"c"\n'
TIED = "# DATA TYPE: toi\n# NUMBER ALTERNATIVES: 3\n4: 1,{2,3}\n3: {1,2}\n2: 3\n"
RANKED = ["irv", "stv-scottish", "stv-meek", "borda", "schulze", "ranked-pairs"]


@pytest.mark.parametrize("method", RANKED)
@pytest.mark.parametrize("text", [RANKS, WEIGHTS, TIED], ids=["table", "blt", "preflib"])
def test_every_ranked_method_counts_every_ranked_format(tmp_path, text, method):
    record = json.loads(count(tmp_path, text, "--method", method, "--json").stdout)
    said = count(tmp_path, text, "--method", method)
    assert len(record["elected"]) == 1
    assert said.exit_code == 0
    assert f"Elected: {record['elected'][0]} " in said.stdout


def test_what_is_declared_changes_the_rounds(tmp_path):
    strict = count(tmp_path, RANKS, "--method", "irv", "--option", "overvote=exhaust", "--json")
    record = json.loads(strict.stdout)
    assert record["rounds"][0]["excluded"] == [4]
    assert record["inactive"][-1] == {"exhausted": 1, "overvote": 2, "skipped": 0, "repeated": 0}
    assert "overvote should be one of" in count(tmp_path, RANKS, "--method", "irv", "--option", "overvote=x").stderr


def test_instant_runoff_for_two_seats_is_refused(tmp_path):
    said = count(tmp_path, RANKS, "--method", "irv", "--seats", "2")
    assert (said.exit_code, said.stderr.count("\n"), "irv elects one option" in said.stderr) == (2, 1, True)


PARK = "count,Park,Bridge\n31,5,0\n22,1,5\n2,,\n"


def test_a_table_of_values_is_counted_and_the_means_are_said_with_their_base(tmp_path):
    said = count(tmp_path, PARK, "--method", "score")
    assert "Contest: score, 55 ballots, 53 valid" in said.stdout
    assert "1 Park: 3.34 over 53" in said.stdout
    assert "Ballots that do not count: 2: blank" in said.stdout
    assert "Elected: 1 Park" in said.stdout
    record = json.loads(count(tmp_path, PARK, "--method", "star", "--json").stdout)
    assert (record["elected"], record["rounds"][1]["totals"]) == ([1], {"1": "31", "2": "22"})
    assert count(tmp_path, PARK, "--method", "schulze").stdout.endswith("Elected: 1 Park\n")


def test_shares_outcomes_and_intervals_are_said(tmp_path):
    dots = count(tmp_path, PARK, "--method", "dots").stdout
    assert "Of 53 valid ballots" in dots
    assert "2 Bridge: 22 (42%)" in dots
    votes = "count,Close the road\n40,1\n20,-1\n5,0\n"
    said = count(tmp_path, votes, "--method", "agreement", "--option", "threshold=two-thirds").stdout
    assert "1 Close the road: carried (for 40, against 20, neither 5; for or against 60, for 40 (67%))" in said
    objected = count(tmp_path, votes, "--method", "consent").stdout
    assert "blocked by objections (consents 40, stand asides 5, objections 20)" in objected
    assert "Elected: nobody" in objected


def test_comparisons_are_counted_from_our_own_file(tmp_path):
    document = {
        "folkmoot": "ballots",
        "version": 1,
        "kind": "comparisons",
        "options": ["Park", "Bridge", "Road"],
        "people": 40,
        "ballots": [{"count": 30, "more": 1, "less": 2}, {"count": 10, "more": 2, "less": 1}],
    }
    said = count(tmp_path, json.dumps(document), "--method", "pairwise").stdout
    assert "1 Park: " in said
    assert "with 95 % intervals" in said
    assert "For every option 0.5 of a comparison won and 0.5 lost is added" in said


def test_ballots_that_a_method_cannot_count_are_refused_in_one_line(tmp_path):
    said = count(tmp_path, PARK, "--method", "pairwise")
    assert (said.exit_code, said.stdout, said.stderr.count("\n")) == (2, "", 1)
    assert "votes.blt: this file holds values; pairwise counts comparisons of pairs" in said.stderr
