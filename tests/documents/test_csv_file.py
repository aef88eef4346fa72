import csv
import io

import pytest

from tests.documents.hostile import WORDS, make_hostile_dataset
from tests.documents.samples import make_dataset, make_report
from webapp.documents.codebook import codebook_csv
from webapp.documents.csv_file import figures_csv, guard, responses_csv
from webapp.documents.report import Dataset


def rows_of(pieces):
    return list(csv.reader(io.StringIO(b"".join(pieces).decode("utf-8-sig"), newline="")))


def test_excel_is_told_that_the_file_is_utf_8():
    assert next(iter(responses_csv(make_dataset(1)))) == b"\xef\xbb\xbf"


def test_every_response_is_a_row_under_the_names_of_the_columns():
    rows = rows_of(responses_csv(make_dataset(600)))
    assert (rows[0], len(rows)) == (["id", "sent_at", "area", "q1", "q8_a", "minutes", "q9"], 601)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1 2", "-1+2", "@a", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＠a", "-", "- good"]
)
def test_what_could_start_a_formula_gets_an_apostrophe(text):
    assert guard(text).startswith("'")


@pytest.mark.parametrize("value", [-5, -1.5, 0, "-5", "-1.50", "7"])
def test_a_number_stays_a_number_even_below_zero(value):
    assert guard(value) == value


def test_nothing_given_is_an_empty_cell():
    assert guard(None) == ""


def test_no_cell_of_a_hostile_file_is_a_formula():
    cells = [cell for row in rows_of(responses_csv(make_hostile_dataset())) for cell in row]
    assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+@＝") and cell]


def test_words_with_quotes_lines_and_commas_come_back_whole():
    text = 'one, "two"\nthree'
    dataset = Dataset(make_dataset().columns[:1], lambda: [(text,)])
    assert rows_of(responses_csv(dataset))[1] == [text]


def test_figures_are_a_line_for_each_cell_with_their_base():
    rows = rows_of(figures_csv(make_report()))
    assert rows[1] == [
        "areas",
        "Where people live",
        "areas",
        "600",
        "Base: 600 people.",
        "Northgate",
        "People",
        "120",
        "120",
    ]


def test_a_hidden_number_has_no_value_in_the_file():
    station = [row for row in rows_of(figures_csv(make_report())) if row[5] == "Station"]
    assert [row[7] for row in station] == ["", ""]


def test_the_codebook_names_each_value_a_column_may_hold():
    rows = rows_of(codebook_csv(make_dataset()))
    assert ["q1", "How often do you use the bus now?", "single", "5", "Never", ""] in rows


def test_a_column_of_free_text_has_one_line_in_the_codebook():
    assert len([row for row in rows_of(codebook_csv(make_dataset())) if row[0] == "q9"]) == 1


def test_the_file_comes_in_pieces_so_that_a_large_one_streams():
    pieces = list(responses_csv(make_dataset(5_000)))
    assert len(pieces) > 5
    assert max(map(len, pieces)) < 200_000


def test_the_same_rows_give_the_same_bytes():
    assert b"".join(responses_csv(make_hostile_dataset())) == b"".join(responses_csv(make_hostile_dataset()))


def test_every_hostile_word_has_its_row():
    assert len(rows_of(responses_csv(make_hostile_dataset()))) == len(WORDS) + 1
