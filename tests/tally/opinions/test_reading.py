"""Files of votes: every layout of the field, and how bad ones are refused."""

import pytest

from webapp.tally.ballots.papers import UnreadableBallots
from webapp.tally.opinions.polis import read_comments
from webapp.tally.opinions.reading import read_votes
from webapp.tally.opinions.tabulating import tabulate

WIDE = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,10\n"
TIMED = "timestamp,datetime,comment-id,voter-id,vote\n"


def cells(text, comments=None):
    """{(person, statement): vote}, the last of each."""
    content = text if isinstance(text, bytes) else text.encode()
    told = [read_comments(comments.encode())] if comments else []
    table = tabulate(read_votes(content, *told))
    return {
        (table.participants[row], table.statements[column]): int(value)
        for row, column, value in zip(table.rows, table.columns, table.values, strict=True)
    }


@pytest.mark.parametrize(
    "text",
    [
        "participant,statement,vote\nann,1,1\nbob,2,-1\nann,2,0\n",
        "participant,statement,vote\r\nann,1,1\r\nbob,2,-1\r\nann,2,0",
        "\ufeffParticipant;Statement;Vote\nann;1;agree\n\nbob;2;disagree\nann;2;pass\n",
        'vote,participant,statement\n1.0,"ann","1"\n-1.0,bob,2\n0.0,ann,2\n',
        "participant, statement, vote\nann, 1,+1\nbob, 2,-1\nann, 2,0\n",
        "participant\tstatement\tremark\tvote\nann\t1\tx\t1\nbob\t2\t\t-1\nann\t2\tx, y\t0\n",
    ],
    ids=["commas", "no last end of line", "semicolons and words", "quoted", "spaces", "tabs and other columns"],
)
def test_a_vote_a_line_is_read_however_it_was_saved(text):
    assert cells(text) == {("ann", "1"): 1, ("bob", "2"): -1, ("ann", "2"): 0}


def test_the_last_line_of_a_person_on_a_statement_counts():
    assert cells("participant,statement,vote\nann,1,1\nann,1,-1\n") == {("ann", "1"): -1}


def test_in_polis_own_votes_the_latest_counts_wherever_it_stands():
    assert cells(f"{TIMED}30,x,5,ann,-1\n10,x,5,ann,1\n20,x,5,ann,0\n") == {("ann", "5"): -1}


def test_a_person_a_line_leaves_out_what_is_blank():
    assert cells(f"{WIDE}7,,0,2,1,0,1,,0\n8,1,0,1,0,1,,-1,\n") == {("7", "0"): 1, ("7", "10"): 0, ("8", "1"): -1}


def test_the_files_own_counts_say_which_number_means_agreement():
    assert cells(f"{WIDE}7,,0,3,2,1,-1,-1,1\n") == {("7", "0"): 1, ("7", "1"): 1, ("7", "10"): -1}
    counts = "comment-id,agrees,disagrees,moderated\n5,2,0,1\n"
    votes = f"{TIMED}1,x,5,ann,-1\n2,x,5,bob,-1\n"
    assert cells(votes, counts) == {("ann", "5"): 1, ("bob", "5"): 1}
    assert cells(votes) == {("ann", "5"): -1, ("bob", "5"): -1}


def test_comments_say_what_moderators_took_out():
    text = 'comment-id,moderated,comment-body\n1,-1,"two\nlines"\n2,0,x\n3,1,x\n'
    assert read_comments(text.encode()).moderated == {"1"}


def test_ids_are_in_the_order_of_their_numbers():
    votes = read_votes(b"participant,statement,vote\n10,2,1\n9,10,1\nzoe,a,1\n")
    assert tabulate(votes).participants == ("9", "10", "zoe")
    assert tabulate(votes).statements == ("2", "10", "a")


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "participant, statement and vote"),
        ("name,vote\nann,1\n", 1, "participant, statement and vote"),
        ("participant,statement,vote\nann,1,1\nbob,1,2\n", 3, "not “2”"),
        ("participant,statement,vote\nann,1,1\nbob,1\n", 3, "3 cells"),
        ("participant,statement,vote\nann,1\nbob,1,1,1\n", 2, "3 cells"),
        ("participant,statement,vote\nann,1,\u0661\n", 2, "not “\u0661”"),
        ("participant,statement,vote\nann,1," + "9" * 5000 + "\n", 2, "not “99999999999999999999”"),
        ('participant,statement,vote\n"an\nn",1,1\n,1,1\n', 4, "no name"),
        ("participant,statement,vote\n" + "x" * 201 + ",1,1\n", 2, "longer than 200"),
        ("participant,statement,vote\nann,1,1\nb\0b,1,1\n", 3, "not a text file"),
        (b"participant,statement,vote\nann,1,1\n\xed\xa0\x80,1,1\n", 3, "UTF-8"),
        ('participant,statement,vote\n"' + "x" * 200_000 + '",1,1\n', 2, "separated values"),
        ("participant,statement,vote\nann,1,1\n" + "," * 5_000_001, 3, "longer than 5,000,000"),
        (f"{TIMED}noon,x,5,ann,1\n", 2, "timestamp"),
        (f"{TIMED}nan,x,5,ann,1\n", 2, "timestamp"),
        (f"{WIDE}7,,0,1,1,0,1,,3\n", 2, "not “3”"),
        (f"{WIDE}7,,0,1,1,0,1\n", 2, "9 cells"),
        ("participant,group-id,n-votes,0,0\n", 1, "same name"),
        ("participant,group-id,n-votes,0,,1\n", 1, "no name"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else None,
)
def test_what_cannot_be_read_is_refused_with_its_line(text, line, reason):
    with pytest.raises(UnreadableBallots) as refused:
        cells(text)
    assert refused.value.line == line
    assert reason in refused.value.reason


def test_more_statements_than_can_be_are_refused_where_they_begin(monkeypatch):
    monkeypatch.setattr("webapp.tally.opinions.votes.MOST_STATEMENTS", 2)
    with pytest.raises(UnreadableBallots, match="line 4: there are more than 2 statements"):
        cells("participant,statement,vote\na,1,1\na,2,1\na,3,1\n")
