"""Tables of ranks: what offices and spreadsheets write, what is refused and where, and that nothing gets lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.tally.ballots import ranked_csv, recognising
from webapp.tally.ballots.papers import UNREADABLE, Contest, UnreadableBallots


def read(text):
    return recognising.read(text.encode())


def test_options_are_numbered_as_they_first_appear_and_equal_rows_are_added_up():
    contest = read("count,rank1,rank2\n3,Bo,Ann\n2,Ann,\n1,Bo,Ann\n")
    assert contest.options == ("Bo", "Ann")
    assert contest.ballots == {((1,), (2,)): 4, ((2,),): 2}


def test_options_that_are_declared_come_first_whether_anybody_ranks_them_or_not():
    contest = ranked_csv.read("count,rank1\n3,Bo\n1,Cy\n", declared=["Ann", "Bo"])
    assert (contest.options, contest.ballots) == (("Ann", "Bo", "Cy"), {((2,),): 3, ((3,),): 1})
    assert read("count,rank1\n0,Ann\n3,Bo\n").options == ("Ann", "Bo")


def test_marks_that_are_no_name_are_told_apart():
    contest = read("count,rank1,rank2,rank3\n1,Ann,,Bo\n1,!overvote,!over:Bo|Ann,Ann\n1,!uwi,Ann,\n1,,,\n")
    assert set(contest.ballots) == {((1,), (), (2,)), (UNREADABLE, (1, 2), (1,)), ((3,), (1,)), ()}
    assert (contest.options[2], contest.write_ins, contest.standing) == ("Undeclared write-ins", frozenset({3}), (1, 2))


def test_the_words_of_election_offices_are_understood():
    contest = read("count,rank1,rank2,rank3\n1,Overvote,undervote,UWI\n1,Ann,skipped,Ann\n")
    assert set(contest.ballots) == {(UNREADABLE, (), (1,)), ((2,), (), (2,))}
    assert contest.write_ins == {1}


@pytest.mark.parametrize(
    "text",
    [
        '\ufeffcount,rank1,rank2\r\n2,"Frey, Jo",Bo\r\n',
        '"Votes";"Rank 1";"Rank 2"\n2;Frey, Jo;Bo\n',
        "Rank_2\tprecinct\tRank_1\tBallots\nBo\tW-1\tFrey, Jo\t2\n",
        'choice1,choice2\n"Frey, Jo",Bo\n"Frey, Jo",Bo\n',
        '\n1st choice,2nd choice\n"Frey,  Jo", Bo \n\n"Frey, Jo",Bo\n',
        'count,rank1,rank2,rank3\n2,"Frey, Jo",Bo\n,,,\n',
        'count,rank1,rank2\r2,"Frey,\nJo",Bo\r',
    ],
)
def test_tables_from_many_hands_say_the_same(text):
    contest = read(text)
    assert {contest.options[rank[0] - 1] for rank in next(iter(contest.ballots))} == {"Frey, Jo", "Bo"}
    assert (contest.total, len(contest.ballots), len(contest.options)) == (2, 1, 2)


def test_without_a_count_a_row_of_blanks_is_a_blank_ballot():
    assert read("rank1,rank2\nAnn,\n,\n").ballots == {((1,),): 1, (): 1}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("count,rank1\n-1,Ann\n", "line 2: “-1” is not a number of ballots"),
        ("count,rank1\n1,Ann\n1.5,Ann\n", "line 3: “1.5” is not"),
        ("count,rank1\n\u0661,Ann\n", "line 2: .* is not a number of ballots"),
        ("count,rank1\n" + "9" * 5000 + ",Ann\n", "line 2: “9{20}” is not"),
        ("count,rank1\n,Ann\n", "line 2: “” is not"),
        ("count,rank1\n1,Ann,Bo\n", "line 2: this row has more cells"),
        ("count,rank1\n1,!unknown\n", "line 2: “!unknown” means nothing"),
        ('count,rank1\n1,"Ann\n', "line 2: this is not a table"),
        ('count,rank1\n1,"Ann"x\n', "line 2: this is not a table"),
        ("count,rank1\n1,\n", "line 2: no ballot names an option"),
        ("count,rank1,votes\n1,Ann,2\n", "line 1: two columns"),
        ("count,rank1,rank1\n1,Ann,Bo\n", "line 1: this looks like"),
        ("count,rank1,rank3\n1,Ann,Bo\n", "line 1: this looks like"),
        ("count,rank1\n" + "".join(f"1,{n}\n" for n in range(1001)), "line 1002: there are more than 1000"),
        ("count,rank1\n1," + "x" * 200_000, "line 2: this is not a table"),
    ],
)
def test_a_table_that_cannot_be_counted_names_the_line_and_the_reason(text, reason):
    with pytest.raises(UnreadableBallots, match=reason) as refusal:
        read(text)
    assert len(str(refusal.value)) < 200


def test_a_table_that_is_forced_and_is_none_is_refused():
    with pytest.raises(UnreadableBallots, match="line 1: the first row should name"):
        recognising.read(b"", "ranked-csv")
    with pytest.raises(UnreadableBallots, match="line 2: the first row should name"):
        recognising.read(b"\n2 1\n", "ranked-csv")


names = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
odd = st.sampled_from(["", "!over:a|b", "!uwi", "UWI", "overvote", "a|b", "=1+1", "'=1+1", "a", "a", '"', "a,b\nc"])
ranks = st.sampled_from([(), (1,), (2,), (3,), (1, 3), UNREADABLE])
papers = st.dictionaries(st.lists(ranks, max_size=4).map(tuple), st.integers(1, 9), max_size=6)


def trimmed(ballots):
    """Places left out at the end say nothing, and a table does not keep them."""
    kept = {}
    for ranking, many in ballots.items():
        end = max((at for at, rank in enumerate(ranking, start=1) if rank), default=0)
        kept[ranking[:end]] = kept.get(ranking[:end], 0) + many
    return kept


@settings(max_examples=60, deadline=None)
@given(st.lists(names | odd, min_size=3, max_size=3), papers, st.sampled_from([frozenset(), frozenset({2})]))
def test_whatever_options_are_called_a_table_reads_back_as_the_same_ballots(options, ballots, write_ins):
    held = Contest(options=tuple(options), ballots=ballots, write_ins=write_ins)
    written = ranked_csv.write(held)
    back = read(written)
    assert (back.ballots, back.write_ins, len(back.options)) == (trimmed(ballots), write_ins, 3)
    assert ranked_csv.write(back) == written


def test_plain_names_stay_as_they_are_and_none_becomes_a_formula():
    held = Contest(options=("Ann", "=SUM(A1)"), ballots={((2,), (1,)): 3})
    assert ranked_csv.write(held) == "count,rank1,rank2\n0,Ann,'=SUM(A1)\n3,'=SUM(A1),Ann\n"
    assert read(ranked_csv.write(held)).options == ("Ann", "=SUM(A1)")


def test_options_that_withdrew_are_left_out_of_a_table():
    held = Contest(options=("a", "b", "c"), ballots={((2,), (1,), (2, 3)): 1}, withdrawn=frozenset({2}))
    assert read(ranked_csv.write(held)).ballots == {((1,), (2,)): 1}
