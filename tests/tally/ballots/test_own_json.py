"""Our own file of ballots: what is written is read back, and nothing is guessed."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.tally.ballots import own_json, recognising
from webapp.tally.ballots.papers import UNREADABLE, Cardinal, Comparisons, Contest, UnreadableBallots

VALUES = {
    "folkmoot": "ballots",
    "version": 1,
    "kind": "values",
    "title": "Where the money goes",
    "options": ["Park", "Bridge"],
    "seats": 1,
    "ballots": [{"count": 3, "values": [5, None]}, {"count": 1, "values": [0, -2]}],
}
RANKED = VALUES | {
    "kind": "ranked",
    "ballots": [{"count": 3, "ranking": [2, [1]]}, {"count": 1, "ranking": [[], None]}],
}
COMPARED = {
    "folkmoot": "ballots",
    "version": 1,
    "kind": "comparisons",
    "options": ["Park", "Bridge"],
    "people": 4,
    "skipped": 2,
    "ballots": [{"count": 3, "more": 2, "less": 1}],
}


def read(document):
    return recognising.read(json.dumps(document).encode())


def with_ballot(document, **keys):
    return document | {"ballots": [document["ballots"][0], document["ballots"][0] | keys]}


def test_each_kind_is_read_as_what_it_says():
    values = read(VALUES)
    assert values.ballots == {((1, 5),): 3, ((1, 0), (2, -2)): 1}
    assert (values.title, values.options, values.seats) == ("Where the money goes", ("Park", "Bridge"), 1)
    ranked = read(RANKED | {"withdrawn": [1]})
    assert ranked.ballots == {((2,), (1,)): 3, ((), UNREADABLE): 1}
    assert ranked.standing == (2,)
    compared = read(COMPARED)
    assert (compared.wins, compared.ballots, compared.skipped) == ({(2, 1): 3}, 4, 2)


def test_ballots_that_are_the_same_are_added_up():
    assert read(VALUES | {"ballots": VALUES["ballots"] * 2}).ballots == {((1, 5),): 6, ((1, 0), (2, -2)): 2}


names = st.lists(
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=9).filter(str.strip),
    min_size=3,
    max_size=3,
    unique=True,
)
cells = st.lists(st.none() | st.integers(-9, 9), min_size=3, max_size=3)
values = cells.map(lambda cells: tuple((at, cell) for at, cell in enumerate(cells, start=1) if cell is not None))
ranks = st.sampled_from([(1,), (2, 3), (1, 2, 3), (3,), (), UNREADABLE])
pairs = st.tuples(st.integers(1, 3), st.integers(1, 3)).filter(lambda pair: pair[0] != pair[1])


def of_them(ballot):
    return st.dictionaries(ballot, st.integers(1, 10**9), max_size=6)


@settings(max_examples=50, deadline=None)
@given(options=names, seats=st.integers(1, 3), cardinal=of_them(values), ranked=of_them(st.lists(ranks).map(tuple)),
       wins=of_them(pairs), withdrawn=st.frozensets(st.integers(1, 3)))  # fmt: skip
def test_what_is_written_is_read_back_and_the_same_ballots_give_the_same_text(
    options, seats, cardinal, ranked, wins, withdrawn
):
    named = {"options": tuple(options), "title": options[0]}
    for held in (
        Cardinal(ballots=cardinal, seats=seats, **named),
        Contest(ballots=ranked, seats=seats, withdrawn=withdrawn, write_ins=frozenset({3}), **named),
        Comparisons(wins=wins, ballots=9, skipped=2, **named),
    ):
        text = own_json.write(held)
        assert own_json.read(text) == held
        assert own_json.write(own_json.read(text)) == text


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ({"folkmoot": "votes"}, 'does not begin with {"folkmoot": "ballots"'),
        ({"options": ["a"]}, 'does not begin with {"folkmoot": "ballots"'),
        (VALUES | {"version": 2}, "version should be 1"),
        (VALUES | {"version": True}, "version should be 1"),
        (VALUES | {"kind": ["values"]}, "kind should be one of ranked, values, comparisons"),
        (VALUES | {"colour": 1}, "the file has a key that is not known here, “colour”"),
        (VALUES | {"people": 1}, "a key that is not known here, “people”"),
        ({key: VALUES[key] for key in VALUES if key != "options"}, "the file lacks the key “options”"),
        ({key: COMPARED[key] for key in COMPARED if key != "people"}, "the file lacks the key “people”"),
        (VALUES | {"options": ["Park", "Park"]}, "options 1 and 2 have the same name"),
        (VALUES | {"options": ["Park", " "]}, "option 2 has no name"),
        (VALUES | {"options": ["Park", "\ud800"]}, "option 2 holds a character that cannot be shown"),
        (VALUES | {"options": ["Park", "\x1b[31m"]}, "option 2 holds a character that cannot be shown"),
        (VALUES | {"options": []}, "there should be 1 to 1000 options, not 0"),
        (VALUES | {"options": [str(number) for number in range(1001)]}, "not 1001"),
        (VALUES | {"options": ["a" * 1001, "b"]}, "longer than 1000 characters"),
        (VALUES | {"options": ["a", 2]}, "should be texts"),
        (VALUES | {"title": 5}, "should be texts"),
        (VALUES | {"seats": 3}, "seats should be a whole number from 1 to 2"),
        (VALUES | {"seats": True}, "seats should be a whole number"),
        (VALUES | {"ballots": {}}, "ballots should be a list"),
        (VALUES | {"ballots": [[1]]}, "ballot 1 should be in braces"),
        (with_ballot(VALUES, count=0), "ballot 2: count should be"),
        (with_ballot(VALUES, count=True), "ballot 2: count should be"),
        (with_ballot(VALUES, count=10**10), "ballot 2: count should be"),
        (with_ballot(VALUES, count="3"), "ballot 2: count should be"),
        (with_ballot(VALUES, values=[1]), "ballot 2: there are 2 options, but 1 values"),
        (with_ballot(VALUES, values=[1, True]), "ballot 2: a value should be"),
        (with_ballot(VALUES, values=[1, "5"]), "ballot 2: a value should be"),
        (with_ballot(VALUES, values={"1": 5}), "ballot 2: values should be a list"),
        (with_ballot(VALUES, voter="Ann"), "ballot 2 has a key that is not known here, “voter”"),
        (with_ballot(RANKED, ranking=[3]), "ballot 2: an option should be a whole number from 1 to 2"),
        (with_ballot(RANKED, ranking=[[1, 1]]), "ballot 2: one place holds the same option twice"),
        (RANKED | {"withdrawn": [0]}, "an option of withdrawn should be a whole number from 1 to 2"),
        (with_ballot(RANKED, ranking=[[[1]]]), "ballot 2: an option should be"),
        (with_ballot(COMPARED, less=2), "ballot 2: an option cannot be put before itself"),
        (COMPARED | {"seats": 1}, "a key that is not known here, “seats”"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_place(document, reason):
    with pytest.raises(UnreadableBallots) as refused:
        read(document)
    assert reason in str(refused.value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"folkmoot": "ballots",\n"version": 1,,', "line 2: this is not JSON"),
        ('{"folkmoot": "ballots", "folkmoot": "ballots"}', "the key “folkmoot” is there twice"),
        ('{"folkmoot": ' + "[" * 100_000, "nested too deeply"),
        ('{"folkmoot": ' + "9" * 5_000 + "}", "a number of 5000 digits"),
        ('{"folkmoot": 1e999}', "1e999 is not a whole number"),
        ('{"folkmoot": 1.5}', "1.5 is not a whole number"),
        ('{"folkmoot": NaN}', "NaN is not a whole number"),
        ("{", "line 1: this is not JSON"),
        ("{}", "line 1: this JSON does not begin"),
    ],
)
def test_text_that_is_no_such_file_is_refused(text, reason):
    with pytest.raises(UnreadableBallots) as refused:
        recognising.read(text.encode())
    assert reason in str(refused.value)
