import io
import zipfile
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from tests.tables.workbooks import archive_of, saved, with_member, workbook_of
from webapp.tables.reading import Limits, UnreadableTable, read_table

ROWS = [["id", "comment"], [1, "Good"], [2, "Bad"]]


def read(data, **more):
    return read_table(data, name="answers.xlsx", **more)


def refusal(data, **more):
    with pytest.raises(UnreadableTable) as refused:
        read(data, **more)
    return str(refused.value)


def test_a_workbook_is_read_as_text():
    table = read(workbook_of(ROWS))
    assert (table.form, table.columns, table.rows) == ("xlsx", ("id", "comment"), [("1", "Good"), ("2", "Bad")])


def test_numbers_dates_and_truth_come_as_people_type_them():
    row = [3.0, 0.1 + 0.2, -2, datetime(2026, 5, 31, 14, 30), date(2026, 5, 31), time(9, 5), True, None, "x"]
    table = read(workbook_of([list("abcdefghi"), row]))
    assert table.rows == [("3", "0.3", "-2", "2026-05-31 14:30:00", "2026-05-31", "09:05:00", "TRUE", "", "x")]


def test_the_sheet_that_is_named_is_read():
    book = Workbook()
    book.active.append(["wrong"])
    for row in ROWS:
        book.create_sheet("Right").append(row) if "Right" not in book.sheetnames else book["Right"].append(row)
    assert read(saved(book), sheet="Right").columns == ("id", "comment")


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are():
    assert "no sheet called “B”; it has Answers" in refusal(workbook_of(ROWS), sheet="B")


def test_a_hidden_sheet_is_passed_over():
    book = Workbook()
    book.active.sheet_state = "hidden"
    book.create_sheet("Shown").append(["a"])
    book["Shown"].append(["1"])
    assert read(saved(book)).columns == ("a",)


def test_a_formula_without_a_value_is_an_empty_cell_and_never_run():
    assert read(workbook_of([["a", "b"], ["x", "=1+1"]])).rows == [("x", "")]


def test_a_row_that_is_too_wide_is_named_by_its_number():
    assert "Row 3 has 3 cells" in refusal(workbook_of([["a", "b"], [1, 2], [1, 2, 3]]))


def test_a_part_that_unpacks_a_thousandfold_is_a_bomb():
    bomb = with_member(workbook_of(ROWS), "xl/media/big.bin", bytes(50_000_000))
    assert len(bomb) < 100_000
    assert "zip bomb" in refusal(bomb)


def test_a_workbook_that_unpacks_beyond_the_limit_is_refused_unopened():
    assert "at most 0 MB" in refusal(workbook_of(ROWS), limits=Limits(unpacked=1000))


def test_a_workbook_of_thousands_of_parts_is_refused():
    parts = {f"xl/{number}.xml": "<a/>" for number in range(2001)}
    assert "2,001 parts" in refusal(archive_of(parts))


def test_parts_that_lie_on_top_of_each_other_are_a_bomb():
    data = bytearray(workbook_of(ROWS))
    directory = data.index(b"PK\x01\x02")
    data[directory + 20 : directory + 24] = (len(data) + 1).to_bytes(4, "little")
    assert "overlap" in refusal(bytes(data)) or "damaged" in refusal(bytes(data))


def test_entities_declared_in_a_sheet_are_refused_before_they_expand():
    bad = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'
    assert "XML entities" in refusal(with_member(workbook_of(ROWS), "xl/worksheets/sheet1.xml", bad))


def test_entities_in_a_sheet_of_another_name_are_refused():
    bad = '<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'
    assert "XML entities" in refusal(with_member(workbook_of(ROWS), "xl/worksheets/sheet1.png", bad))


def test_entities_hidden_in_utf_16_are_refused_too():
    bad = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode("utf-16")
    assert "XML entities" in refusal(with_member(workbook_of(ROWS), "xl/sharedStrings.xml", bad))


def test_a_row_numbered_beyond_the_last_of_excel_is_refused_in_time():
    bad = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row><row r="99999999999"><c><v>1</v></c></row>'
        "</sheetData></worksheet>"
    )
    assert "beyond 1,048,576" in refusal(with_member(workbook_of(ROWS), "xl/worksheets/sheet1.xml", bad))


def test_a_sheet_that_understates_its_size_is_read_whole():
    data = workbook_of(ROWS)
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").replace(b'ref="A1:B3"', b'ref="A1:A2"')
    assert read(with_member(data, "xl/worksheets/sheet1.xml", sheet)).rows == [("1", "Good"), ("2", "Bad")]


@pytest.mark.parametrize("keep", [100, 1000, 3000])
def test_a_workbook_cut_short_is_called_damaged(keep):
    assert "damaged" in refusal(workbook_of(ROWS)[:keep])


def test_a_sheet_of_nonsense_is_called_damaged():
    assert "damaged" in refusal(with_member(workbook_of(ROWS), "xl/worksheets/sheet1.xml", b"\x00\x01nonsense"))


@pytest.mark.parametrize(
    ("member", "words"),
    [("word/document.xml", "Word document"), ("content.xml", "OpenDocument"), ("answers.csv", "zip file")],
)
def test_an_archive_of_something_else_is_called_by_its_name(member, words):
    assert words in refusal(archive_of({member: "<a/>"}))


def test_a_part_with_a_password_is_refused():
    data = bytearray(workbook_of(ROWS))
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    assert "password" in refusal(bytes(data))


def test_an_empty_workbook_has_nothing_to_read():
    assert "empty" in refusal(workbook_of([]))


def test_the_members_of_a_good_workbook_are_left_as_they_were():
    data = workbook_of(ROWS)
    read(data)
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
