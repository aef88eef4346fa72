import pytest

from webapp.tables.reading import Limits, UnreadableTable, read_table

TEXT = "id,comment\n1,“Später” – café\n2,ŵ\n"


def read(data, **more):
    return read_table(data if isinstance(data, bytes) else data.encode(), name="answers.csv", **more)


def refusal(data, **more):
    with pytest.raises(UnreadableTable) as refused:
        read(data, **more)
    return str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_text_comes_back_whole_in_every_unicode_encoding(encoding):
    table = read(TEXT.encode(encoding))
    assert table.rows == [("1", "“Später” – café"), ("2", "ŵ")]


def test_what_old_excel_saves_is_read_as_windows_1252():
    table = read("id;comment\n1;It’s £5 – café\n".encode("cp1252"))
    assert (table.encoding, table.rows) == ("windows-1252", [("1", "It’s £5 – café")])


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_each_separator_is_recognised(separator):
    table = read(separator.join("ab") + "\n" + separator.join("12") + "\n")
    assert (table.columns, table.rows) == (("a", "b"), [("1", "2")])


def test_commas_in_the_words_do_not_hide_semicolons_between_cells():
    table = read("id;what, if anything\n1;buses, trains, trams\n2;nothing, thanks\n")
    assert table.columns == ("id", "what, if anything")


def test_a_plain_list_of_comments_may_hold_commas():
    assert read("comment\nBuses, please\nTrains; trams\n").rows == [("Buses, please",), ("Trains; trams",)]


def test_a_quoted_answer_may_hold_lines_and_quotation_marks():
    assert read('id,comment\n1,"One\nTwo ""three"""\n').rows == [("1", 'One\nTwo "three"')]


def test_blank_lines_and_short_lines_are_kind():
    assert read("a,b\n\n1\n,\n2,3\n").rows == [("1", ""), ("2", "3")]


def test_empty_columns_at_the_end_of_lines_are_dropped():
    assert read("a,b,,\n1,2,,\n").columns == ("a", "b")


def test_two_columns_of_one_name_are_numbered_and_noted():
    table = read("comment,comment,\n1,2,\n")
    assert table.columns == ("comment", "comment (2)")
    assert table.notes == ("Column 2 had the same name as another; it is now called “comment (2)”.",)


def test_a_column_without_a_name_gets_its_number():
    assert read("id,,comment\n1,x,y\n").columns == ("id", "Column 2", "comment")


def test_json_lines_take_every_key_and_flatten_objects():
    table = read('{"id": 1, "who": {"age": 30.0}}\n{"id": 2, "tags": ["a", "b"], "ok": true, "no": null}\n')
    assert table.columns == ("id", "who.age", "tags", "ok", "no")
    assert table.rows == [("1", "30", "", "", ""), ("2", "", "a; b", "TRUE", "")]


def test_a_file_is_read_from_its_path(tmp_path):
    (tmp_path / "answers.csv").write_text(TEXT, encoding="utf-8")
    assert len(read_table(tmp_path / "answers.csv", name="answers.csv").rows) == 2


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UnreadableTable, match=r"“gone\.csv” cannot be opened"):
        read_table(tmp_path / "gone.csv", name="gone.csv")


def test_a_folder_is_refused_kindly(tmp_path):
    with pytest.raises(UnreadableTable, match="cannot be opened"):
        read_table(tmp_path, name="folder")


REFUSALS = {
    "nothing": ("", "“answers.csv” is empty."),
    "only blanks": (" \n \n", "“answers.csv” is empty."),
    "only separators": (",,\n,,\n", "no column names and no rows"),
    "no rows": ("a,b\n", "no rows below"),
    "no header": ("1,2\n3,4\n", "Line 1 holds only numbers and dates"),
    "a wide row": ('a,b\n"x\ny",1\n1,2,3\n', "Line 4 has 3 cells, but only 2 columns"),
    "an open quotation mark": ('a,b\n1,2\n3,"x\n', "Line 3 opens a quotation mark"),
    "a stray quotation mark": ('a,b\n1,"x"y\n', "Line 2 has a quotation mark out of place"),
    "a null character": ("a,b\n1,x\0y\n", "Line 2 holds a null character"),
    "a control character": ("a,b\n1,x\x01y\n", "Line 2 holds a control character"),
    "bytes of no encoding": (b"a,b\n1,\x81\x8d\n", "Line 2 holds bytes that are not text"),
    "one bad byte in UTF-8": ("a,b\n1,é\n2,".encode() + b"\xff\n", "Line 3 holds a damaged letter"),
    "half of UTF-16": ("a,b\n1,x\n".encode("utf-16") + b"\x00", "not text"),
    "a lone surrogate": ('{"a": "x"}\n{"a": "\\ud800"}\n', "Line 2, column “a”, holds half a character"),
    "a null in JSON": ('{"a": "x\\u0000"}\n', "Line 1, column “a”, holds a null character"),
    "broken JSON": ('{"a": 1}\n{"a": \n', "Line 2 is not JSON"),
    "not a number": ('{"a": NaN}\n', "Line 1 is not JSON"),
    "a bare JSON value": ('{"a": 1}\n3\n', "Line 2 is not a JSON object"),
    "a JSON list": ('[{"a": 1}]', "one JSON list"),
    "lists in lists": ('{"a": [[1]]}\n', "Line 1, “a”, holds a list of lists"),
    "deep JSON": ('{"a":' + "[" * 100_000 + "]" * 100_000 + "}", "Line 1"),
    "a PDF": (b"%PDF-1.7\n", "This is a PDF"),
    "a web page": ("<!DOCTYPE html><p>", "web page"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "picture"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "save it as .xlsx"),
    "a locked workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "locked with a password",
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_what_cannot_be_read_is_refused_in_a_sentence_that_says_where(case):
    data, words = REFUSALS[case]
    assert words in refusal(data)


LIMITS = {
    "bytes": ("a,b\n" + "1,2\n" * 500, Limits(bytes=1000), "at most 0 MB"),
    "rows": ("a,b\n" + "1,2\n" * 11, Limits(rows=10), "more than 10 rows"),
    "columns": (",".join("abcdef") + "\n1\n", Limits(columns=5), "Line 1 has 6 columns; at most 5"),
    "cell": ("a,b\n1," + "x" * 2000 + "\n", Limits(cell=1000), "Line 2"),
    "cells": ("a,b\n" + "1,2\n" * 11, Limits(cells=20), "more than 10 rows of 2 columns"),
}


@pytest.mark.parametrize("limit", LIMITS)
def test_each_limit_is_kept_and_named(limit):
    data, limits, words = LIMITS[limit]
    assert words in refusal(data, limits=limits)


def test_a_cell_of_more_than_a_million_letters_is_refused_as_the_rule_stands():
    assert "Line 2" in refusal("a,b\n1," + "x" * 1_000_001 + "\n")


def test_a_cell_of_a_million_letters_is_read():
    assert len(read("a,b\n1," + "x" * 1_000_000 + "\n").rows[0][1]) == 1_000_000
