"""A table of values: told from a table of ranks, read from any spreadsheet, refused by its line."""

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.tally.ballots import recognising, values_csv
from webapp.tally.ballots.papers import Cardinal, UnreadableBallots


@pytest.mark.parametrize(
    "text",
    [
        "count,Park,Bridge\n3,5,\n1,0,-2\n",
        "\ufeffCount;Park;Bridge\r\n3;5;\r\n1; 0 ;-2\r\n\r\n",
        'count\tPark\t"Bridge"\n3\t5\t\n1\t0\t-2',
        "count,Park,Bridge\n1,5,\n2,5,\n,,\n1,0,-2\n",
    ],
)
def test_a_table_is_read_as_any_spreadsheet_writes_it(text):
    held = recognising.read(text.encode())
    assert held.options == ("Park", "Bridge")
    assert held.ballots == {((1, 5),): 3, ((1, 0), (2, -2)): 1}


def test_without_a_column_for_the_count_every_row_is_a_ballot():
    held = recognising.read(b"Park,Bridge\n5,0\n5,0\n,3\n", "values-csv")
    assert held.ballots == {((1, 5), (2, 0)): 2, ((2, 3),): 1}


def test_a_table_of_ranks_is_not_taken_for_one_of_values():
    assert recognising.recognise("count,rank1,rank2\n3,Ann,Bob\n") == "ranked-csv"
    assert recognising.recognise("count,Ann,Bob\n3,1,2\n") == "values-csv"
    assert not values_csv.looks_like("count\n3\n")
    assert values_csv.looks_like("count,First prize,Rank and file\n")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("count,a,b\n1,2,3\n1,2", "line 3: there should be 3 cells, not 2"),
        ("count,a,b\n1,2,3,4", "line 2: there should be 3 cells, not 4"),
        ("count,a,b\n1,2,x", "line 2: “x” is not a whole number"),
        ("count,a,b\n1,2,1.5", "line 2: “1.5” is not a whole number"),
        ("count,a,b\n1,2,٣", "line 2: “٣” is not a whole number"),
        ("count,a,b\n1,2," + "9" * 5000, "line 2: “99999999999999999999” is not"),
        ("count,a,b\n0,2,3", "line 2: a row should stand for one ballot"),
        ("count,a,b\n-1,2,3", "line 2: a row should stand for one ballot"),
        ("count,a,b\n,2,3", "line 2: “” is not a whole number"),
        ("count,a,a\n", "line 1: options 1 and 2 have the same name"),
        ("count,a,\n", "line 1: option 2 has no name"),
        ('count,a,"b\nc"\n', "line 2: the name of option 2 holds a character"),
        ('count,a,b\n1,2,"3', "this is not a table"),
        ("count,a,b\n1,2," + " " * 140_000, "line 2: this is not a table"),
        ("count,a,b\n" + "1," * 600_000, "line 2: this line is longer"),
        ("count" + ",a" * 1001, "not 1001"),
    ],
)
def test_a_table_that_cannot_be_counted_says_where_and_why(text, reason):
    with pytest.raises(UnreadableBallots) as refused:
        recognising.read(text.encode())
    assert reason in str(refused.value)


names = st.lists(
    st.text(st.sampled_from("ab,;\t\"'=+-@ é\u202e"), min_size=1, max_size=6).map(str.strip).filter(
        lambda name: name and "\t" not in name
    ),
    min_size=2,
    max_size=2,
    unique=True,
)  # fmt: skip
cells = st.lists(st.none() | st.integers(-9, 9), min_size=2, max_size=2)
values = cells.map(lambda cells: tuple((at, cell) for at, cell in enumerate(cells, start=1) if cell is not None))


@settings(max_examples=60, deadline=None)
@given(options=names, ballots=st.dictionaries(values, st.integers(1, 999), max_size=6))
def test_what_is_written_is_read_back_and_no_name_starts_a_formula(options, ballots):
    held = Cardinal(options=tuple(options), ballots=ballots)
    text = values_csv.write(held)
    assert values_csv.read(text) == held
    assert recognising.read(text.encode()) == held
    header = next(csv.reader([text.split("\n")[0]]))
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in header)
