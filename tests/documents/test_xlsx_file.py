import io
import zipfile

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from tests.documents.hostile import WORDS, make_hostile_dataset, make_hostile_report
from tests.documents.samples import MADE_AT, make_dataset, make_report
from webapp.documents.report import Column, Dataset
from webapp.documents.words import clean
from webapp.documents.xlsx_file import write_xlsx


def written(report, dataset):
    out = io.BytesIO()
    write_xlsx(report, dataset, out)
    return out.getvalue()


@pytest.fixture(scope="module")
def data():
    return written(make_report(), make_dataset(600))


@pytest.fixture(scope="module")
def book(data):
    return load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def hostile():
    return load_workbook(io.BytesIO(written(make_hostile_report(), make_hostile_dataset())))


def test_the_workbook_has_four_sheets(book):
    assert book.sheetnames == ["Summary", "Figures", "Responses", "Codebook"]


def test_every_response_is_a_row(book):
    assert (book["Responses"].max_row, book["Responses"]["A2"].value) == (601, "R000000")


def test_numbers_are_numbers_below_zero_too(book):
    assert book["Responses"]["F2"].value == -1.5


def test_the_names_of_columns_stay_in_sight(book):
    assert (book["Responses"].freeze_panes, book["Codebook"].freeze_panes) == ("A2", "A2")


def test_every_figure_has_its_numbers(book):
    counts = {(row[0].value, row[1].value) for row in book["Figures"].iter_rows(max_col=2)}
    expected = {
        (row.label, row.cells[0].value)
        for figure in make_report().figures
        for row in figure.rows
        if row.cells[0].value is not None
    }
    assert expected <= counts


def test_a_hidden_number_says_so(book):
    assert ("Station", "fewer than 5") in {(row[0].value, row[1].value) for row in book["Figures"].iter_rows(max_col=2)}


def test_every_figure_prints_its_base(book):
    shown = {row[0].value for row in book["Figures"].iter_rows(max_col=1)}
    assert {figure.base_note for figure in make_report().figures} <= shown


def test_without_responses_there_are_two_sheets():
    assert load_workbook(io.BytesIO(written(make_report(), None))).sheetnames == ["Summary", "Figures"]


def test_no_responses_leave_a_sheet_with_its_header():
    empty = Dataset(make_dataset().columns, list)
    assert load_workbook(io.BytesIO(written(make_report(), empty)))["Responses"].max_row == 1


def test_no_cell_is_a_formula_or_a_link(hostile):
    cells = [cell for sheet in hostile for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


def test_hostile_words_come_back_as_they_were_cleaned(hostile):
    column = [row[0].value for row in hostile["Responses"].iter_rows(min_row=2, max_col=1)]
    assert [unescape(text or "") for text in column] == [clean(text) for text in WORDS]


def test_numbers_a_spreadsheet_cannot_hold_are_words(hostile):
    values = [row[1].value for row in hostile["Responses"].iter_rows(min_row=2, max_row=8)]
    assert values == [-5, 1.5, None, "nan", "inf", "1000000000000000000", 1]


def test_a_text_too_long_for_a_cell_says_that_it_was_cut():
    dataset = Dataset((Column("a", "a", "long_text"),), lambda: [("👍" * 40_000,)])
    value = load_workbook(io.BytesIO(written(make_report(), dataset)))["Responses"]["A2"].value
    assert value.endswith("(shortened: the CSV file has the whole text)")
    assert len(value.encode("utf-16-le")) // 2 <= 32_767


def test_the_same_report_gives_the_same_bytes(data):
    assert written(make_report(), make_dataset(600)) == data


def test_the_only_time_inside_is_that_of_the_report(book):
    assert {book.properties.created, book.properties.modified} == {MADE_AT.replace(tzinfo=None)}


def test_no_part_of_the_archive_carries_the_clock(data):
    assert {member.date_time[0] for member in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {1980}
