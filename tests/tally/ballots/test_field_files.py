"""BLT and PrefLib as other programs write them: remarks, marks of papers, old headers; and what is refused."""

import pytest

from webapp.tally.ballots import blt, recognising
from webapp.tally.ballots.papers import Contest, UnreadableBallots

OPAVOTE = """\
# an election
4 2  # four candidates, two seats
-2   # Basil withdrew
-3
3 1 3 4 0
4 1 - 2 0  # a place left out
2 4 1=3 0
(A-17) 2 0
1 0  # a blank paper
0  # no more papers
"Adam"  # the first
"Basil "the brush" Brown"
"Charlotte #3"
Donald
"Title"
"A source"
"A comment"
"""


def test_a_file_as_opavote_writes_it_is_read_whole():
    contest = recognising.read(OPAVOTE.encode())
    assert contest.options == ("Adam", 'Basil "the brush" Brown', "Charlotte #3", "Donald")
    assert (contest.seats, contest.title, contest.withdrawn) == (2, "Title", frozenset({2, 3}))
    assert contest.ballots == {
        ((1,), (3,), (4,)): 3,
        ((1,), (), (2,)): 4,
        ((4,), (1, 3)): 2,
        ((2,),): 1,
        (): 1,
    }


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_may_end_as_on_other_machines(end):
    assert recognising.read(("\ufeff" + OPAVOTE.replace("\n", end)).encode()).total == 11


def test_a_name_may_hold_what_only_some_take_for_the_end_of_a_line():
    assert recognising.read(b'1 1\n1 1 0\n0\n"A\x85b"\n').options == ("A\x85b",)


def test_undeclared_write_ins_are_written_as_withdrawn():
    held = Contest(options=("a", "b"), ballots={((2,), (1,)): 2}, write_ins=frozenset({2}))
    assert blt.read(blt.write(held)).withdrawn == {2}


OLD = """\
4
1,Robert Bonnie, G.P.
2,Joan Burton Lab
3,Sheila Terry F.G.
4,None
6,6,3
3,2,1,{3,4}
2, 1
1,4,3
"""


@pytest.mark.parametrize("text", [OLD, OLD.replace("\n", "\r\n"), "\ufeff" + OLD])
def test_preflibs_old_files_are_read(text):
    contest = recognising.read(text.encode())
    assert contest.options[:2] == ("Robert Bonnie, G.P.", "Joan Burton Lab")
    assert contest.ballots == {((2,), (1,), (3, 4)): 3, ((1,),): 2, ((4,), (3,)): 1}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (OLD.replace("6,6,3", "7,7,3"), "says it holds 7 ballots, but holds 6"),
        (OLD.replace("3,Sheila", "2,Sheila"), "line 4: a line should give"),
        (OLD.replace("4,None", "None"), "line 5: a line should give"),
        (OLD.replace("1,4,3", "1,4,5"), "line 9: an option should be"),
        (OLD.replace("1,4,3", "x,4,3"), "line 9: a line should begin"),
        ("2\n1,a", "line 2: the file ends before"),
        ("# DATA TYPE: cat\n# NUMBER ALTERNATIVES: 2\n1: {1},{2}", "no orders of options but “cat”"),
        ("2 1\n(A 1 0\n0\na\nb", "line 2: “\\(A” is not a whole number"),
        ("2 1\n1 1 0\n0\na\nb\nt\ns\nc\nmore", "line 9: 2 names"),
        ("2 1\n-3 # gone\n1 1 0\n0\na\nb", "line 2: a withdrawn option"),
    ],
)
def test_a_file_that_cannot_be_counted_says_where_and_why(text, reason):
    with pytest.raises(UnreadableBallots, match=reason):
        recognising.read(text.encode())


@pytest.mark.parametrize("text", ["5" + "\n" * 300_000, " " * 300_000, "(" * 300_000, '"' * 300_000, "1," * 300_000])
def test_what_looks_like_no_format_is_refused_at_once(text):
    with pytest.raises(UnreadableBallots, match="looks like none"):
        recognising.read(text.encode())
