"""The page and all five formats carry the same numbers."""

import io
import json
import re
from collections import Counter
from typing import Any

import openpyxl
import pypdf
import pytest
from docx import Document

from tests.summaries.crowd import LABELS
from tests.summaries.downloads import Files, fetch, prepare

Counts = dict[str, list[tuple[str, list[str]]]]


@pytest.fixture(scope="module")
def once() -> dict[str, tuple[Any, Files]]:
    """Making the files takes seconds, and no test here changes them: they are made once."""
    return {}


@pytest.fixture
def shown(request: pytest.FixtureRequest, once: dict[str, tuple[Any, Files]]) -> tuple[Any, Files]:
    if not once:
        app, officer, buses = (request.getfixturevalue(name) for name in ("app", "as_officer", "buses"))
        page = prepare(app, officer, buses)
        once["made"] = page, fetch(page)
    return once["made"]


def on_the_page(page: Any) -> list[list[str]]:
    """Every line of every table of the page: its label, then its cells."""
    return [
        [_words(cell) for cell in row.xpath("th|td")]
        for row in page.all("//table[contains(@class,'fm-counts')]/tbody/tr")
    ]


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


def in_json(files: Files) -> list[list[str]]:
    report = json.loads(files.bodies["json"])
    figures = [figure for section in report["sections"] for figure in section["figures"]]
    return [[row["label"], *(cell["text"] for cell in row["cells"])] for figure in figures for row in figure["rows"]]


def in_word(files: Files) -> list[list[str]]:
    document = Document(io.BytesIO(files.bodies["docx"]))
    tables = [[[cell.text.strip() for cell in row.cells] for row in table.rows] for table in document.tables]
    return [line for table in tables for line in table[1:]]


def in_workbook(files: Files) -> list[list[str]]:
    book = openpyxl.load_workbook(io.BytesIO(files.bodies["xlsx"]), read_only=True)
    lines = (
        [_cell(value) for value in row if value is not None] for row in book["Figures"].iter_rows(values_only=True)
    )
    return [line for line in lines if line]


def _cell(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def test_json_says_what_the_page_says(shown):
    page, files = shown
    assert in_json(files) == on_the_page(page)


def test_the_workbook_says_what_the_page_says(shown):
    page, files = shown
    lines = in_workbook(files)
    assert [line for line in on_the_page(page) if line not in lines] == []


def test_the_word_file_says_what_the_page_says(shown):
    page, files = shown
    lines = in_word(files)
    assert [line for line in on_the_page(page) if line not in lines] == []


def test_the_pdf_says_what_the_page_says(shown):
    page, files = shown
    reader = pypdf.PdfReader(io.BytesIO(files.bodies["pdf"]))
    text = _squeezed(" ".join(one.extract_text() for one in reader.pages))
    assert [line for line in on_the_page(page) if _squeezed("".join(line)) not in text] == []


def _squeezed(text: str) -> str:
    """Without the blanks and line ends that a page of print puts anywhere."""
    return re.sub(r"[\s\u00ad\u200b-]+", "", text)


RECOUNTS = {
    "A1": lambda rows: Counter(row["A1"] for row in rows),
    "A2": lambda rows: Counter(row["A2"] for row in rows),
    "A3": lambda rows: Counter(row["A3"] for row in rows),
    "A6": lambda rows: Counter(row["A6"] for row in rows),
    "A9": lambda rows: Counter(row["A9"] for row in rows),
    "A12": lambda rows: Counter(row["A12"] for row in rows),
    "A4": lambda rows: Counter(
        name.removeprefix("A4 – ")
        for row in rows
        for name, value in row.items()
        if name.startswith("A4 – ") and value == "1"
    ),
    "A7": lambda rows: Counter(theme for row in rows for theme in row["A7 – themes"].split(";")),
}


def _figure(files: Files, key: str) -> dict[str, Any]:
    report = json.loads(files.bodies["json"])
    return next(figure for section in report["sections"] for figure in section["figures"] if figure["key"] == key)


@pytest.mark.parametrize("key", RECOUNTS)
def test_a_figure_can_be_counted_again_from_the_rows(shown, key):
    _page, files = shown
    counted = RECOUNTS[key](files.rows())
    rows = [
        row
        for row in _figure(files, key)["rows"]
        if not row["label"].startswith("All together") and "all areas" not in row["label"]
    ]
    assert {row["label"]: row["cells"][0]["value"] for row in rows} == {
        row["label"]: counted[row["label"].replace(";", ",")] for row in rows
    }


def test_an_order_can_be_counted_again_from_the_rows(shown):
    _page, files = shown
    for row in _figure(files, "A5")["rows"]:
        places = [sum(one[f"A5 – rank {place}"] == row["label"] for one in files.rows()) for place in (1, 2, 3)]
        assert [cell["value"] for cell in row["cells"][:3]] == places


def test_rows_and_columns_can_be_counted_again_from_the_rows(shown):
    _page, files = shown
    figure = _figure(files, "A8")
    for row in figure["rows"]:
        counted = Counter(one[f"A8 – {row['label']}"] for one in files.rows())
        assert [cell["value"] for cell in row["cells"][:-1]] == [counted[column] for column in figure["columns"][:-1]]


def _codes(files: Files) -> Counter[tuple[str, str, str]]:
    """(theme, where the words stand on it, how it was given) of every row of the file, counted."""
    parts = ("A7 – themes", "A7 – for or against", "A7 – confidence")
    return Counter(
        code
        for row in files.rows()
        if row[parts[0]]
        for code in zip(*(row[part].split(";") for part in parts), strict=True)
    )


def test_for_and_against_can_be_counted_again_from_the_rows(shown):
    _page, files = shown
    rows = _figure(files, "A7-told")["rows"]
    assert rows, "the crowd took sides"
    for row in rows:
        told = [
            sum(people for (theme, stance, _), people in _codes(files).items()
                if (theme, stance) == (row["label"].replace(";", ","), wanted))
            for wanted in ("for", "against", "mixed", "unclear", "–")
        ]  # fmt: skip
        assert [cell["value"] for cell in row["cells"]] == [sum(told), *told]


def test_what_people_decided_can_be_counted_again_from_the_rows(shown):
    _page, files = shown
    rows = {row["label"].replace(";", ","): row["cells"] for row in _figure(files, "A7-sureness")["rows"]}
    codes = _codes(files)
    assert sum(cells[1]["value"] for cells in rows.values()) > 10
    for label, cells in rows.items():
        given = [how for theme, _, how in codes.elements() if theme == label]
        decided = given.count("person")
        assert [cell["value"] for cell in cells[:3]] == [len(given), decided, len(given) - decided]


def test_the_workbook_holds_the_same_responses_as_the_csv(shown):
    _page, files = shown
    book = openpyxl.load_workbook(io.BytesIO(files.bodies["xlsx"]), read_only=True)
    rows = list(book["Responses"].iter_rows(values_only=True))
    assert list(rows[0]) == list(files.rows()[0])
    assert [str(row[0]) for row in rows[1:]] == [row["response"] for row in files.rows()]


def test_every_column_is_in_the_codebook(shown):
    _page, files = shown
    explained = {row["Column"] for row in files.rows("codebook")}
    assert explained == set(files.rows()[0])


def test_columns_are_fixed_and_in_the_order_of_the_questions(shown):
    _page, files = shown
    keys = [name.split(" ")[0] for name in files.rows()[0]]
    asked = list(dict.fromkeys(key for key in keys if key.startswith("A")))
    assert asked == [f"A{number}" for number in range(1, 13)]


def test_a_label_with_a_semicolon_stays_one_theme(shown):
    _page, files = shown
    assert LABELS[0].replace(";", ",") in {theme for row in files.rows() for theme in row["A7 – themes"].split(";")}


def test_words_that_look_like_formulas_are_only_words(shown):
    _page, files = shown
    assert all(not str(value).startswith(("=", "+", "@")) for row in files.rows() for value in row.values())
    book = openpyxl.load_workbook(io.BytesIO(files.bodies["xlsx"]))
    assert not any(cell.data_type == "f" for sheet in book for row in sheet for cell in row)
