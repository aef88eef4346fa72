import os
from pathlib import Path

import pytest

from webapp.tables.guessing import ColumnKind, guess_columns
from webapp.tables.reading import Table, read_table

SHARED = Path(os.environ.get("FOLKMOOT_SHARED") or Path(__file__).resolve().parents[2] / ".." / "shared")
LONG = "I would use the bus in the evening if it ran until eleven, because I finish work at ten on most days, week {}."

COLUMNS = {
    ColumnKind.ID: ("Response ID", [f"R{number:04}" for number in range(60)]),
    ColumnKind.SENT_AT: ("Submitted", [f"{1 + number % 28:02}/05/2026 14:{number:02}" for number in range(60)]),
    ColumnKind.SINGLE: ("How do you travel?", ["Bus", "Car, mostly", "On foot"] * 20),
    ColumnKind.MULTI: ("Which of these?", ["Bus; Train", "Train; Tram", "Bus; Tram; Train", "Bus"] * 15),
    ColumnKind.SCALE: ("Later buses", ["Strongly agree", "Agree", "Disagree", "Don't know"] * 15),
    ColumnKind.NUMBER: ("How many children?", [str(number % 7) for number in range(60)]),
    ColumnKind.SHORT_TEXT: ("One word", [f"word{number} or so" for number in range(60)]),
    ColumnKind.LONG_TEXT: ("Why?", [LONG.format(number) for number in range(60)]),
    ColumnKind.AREA: ("Home", [f"ZZ{1 + number % 5} {number % 10}" for number in range(60)]),
    ColumnKind.PERMISSION: ("May we publish your words?", ["Yes, without my name", "No"] * 30),
    ColumnKind.IGNORE: ("E-mail", [f"person{number}@example.org" for number in range(60)]),
}


def table_of(columns):
    return Table(
        columns=tuple(name for name, _ in columns),
        rows=list(zip(*(cells for _, cells in columns), strict=True)),
        form="csv",
        encoding="utf-8",
    )


def guess_one(name, cells):
    return guess_columns(table_of([(name, cells)]))[0]


@pytest.mark.parametrize("kind", COLUMNS)
def test_each_kind_of_column_is_recognised(kind):
    assert guess_one(*COLUMNS[kind]).kind is kind


def test_the_columns_of_one_table_are_guessed_side_by_side():
    assert [guess.kind for guess in guess_columns(table_of(list(COLUMNS.values())))] == list(COLUMNS)


def test_the_reason_says_how_many_answers_and_how_long():
    guess = guess_one("Why?", [LONG.format(number) for number in range(60)])
    assert guess.reason == "It has 60 different answers, most longer than 60 letters."


def test_grades_from_one_to_five_are_a_scale():
    assert guess_one("How good was it?", ["1", "2", "3", "4", "5"] * 10).kind is ColumnKind.SCALE


def test_a_choice_with_a_comma_in_it_is_one_choice():
    assert guess_one("Well?", ["Yes, a lot", "Yes, a little", "No"] * 20).kind is ColumnKind.SINGLE


def test_lists_with_commas_are_lists_when_they_mix():
    answers = ["Bus, Train", "Train, Tram", "Bus, Tram", "Bus, Train, Tram", "Tram"] * 10
    assert guess_one("Which?", answers).kind is ColumnKind.MULTI


def test_answers_with_commas_in_them_are_not_a_list():
    assert guess_one("Why?", [f"{LONG.format(number)}, and more" for number in range(60)]).kind is ColumnKind.LONG_TEXT


def test_an_empty_column_is_left_out_with_the_reason():
    assert guess_one("Notes", [" ", ""]).reason == "It holds nothing in any row."


def test_telephone_numbers_and_computer_addresses_are_left_out():
    assert guess_one("Contact", [f"07700 900{number:03}" for number in range(40)]).kind is ColumnKind.IGNORE
    assert guess_one("From", [f"192.0.2.{number}" for number in range(40)]).kind is ColumnKind.IGNORE


def test_only_one_column_is_taken_for_the_time():
    times = [f"2026-05-{1 + number % 28:02} 10:00" for number in range(30)]
    kinds = [guess.kind for guess in guess_columns(table_of([("Started", times), ("Sent", times)]))]
    assert kinds == [ColumnKind.SENT_AT, ColumnKind.IGNORE]


def test_examples_and_counts_come_with_the_guess():
    guess = guess_one("How?", ["Bus"] * 5 + ["Car"] * 4 + [""])
    assert (guess.examples, guess.distinct, guess.filled) == (("Bus", "Car"), 2, 9)


def test_a_long_hostile_cell_takes_no_time_to_guess():
    cells = ["a" * 50_000 + "!", "1" * 50_000, "1," * 25_000, "strongly " * 5_000] * 5
    assert guess_one("What?", cells).kind is ColumnKind.SINGLE or guess_one("What?", cells).filled == 20


def test_real_arguments_are_long_text_under_an_id():
    path = SHARED / "data" / "argkp" / "data.jsonl"
    if not path.exists():
        pytest.skip("the shared data are not here")
    kinds = {guess.name: guess.kind for guess in guess_columns(read_table(path, name=path.name))}
    assert (kinds["id"], kinds["text"], kinds["group"]) == (ColumnKind.ID, ColumnKind.LONG_TEXT, ColumnKind.SINGLE)
