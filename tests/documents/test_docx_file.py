import io
import struct
import zipfile
from itertools import pairwise

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.documents.hostile import make_hostile_report
from tests.documents.samples import MADE_AT, make_report
from webapp.documents.docx_file import report_docx


@pytest.fixture(scope="module")
def data():
    return report_docx(make_report())


@pytest.fixture(scope="module")
def document(data):
    return Document(io.BytesIO(data))


@pytest.fixture(scope="module")
def hostile():
    return Document(io.BytesIO(report_docx(make_hostile_report())))


def levels_of(document):
    return [int(one.style.name[-1]) for one in document.paragraphs if one.style.name.startswith("Heading")]


def table_texts(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_title_and_the_language_are_set(document):
    assert document.core_properties.title == "Buses after eight: what people said"
    assert document.core_properties.language == "en-GB"
    languages = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_headings_never_skip_a_level(document, hostile):
    for one in (document, hostile):
        levels = [0, *levels_of(one)]
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_figure_has_its_table_with_the_same_numbers(document):
    tables = [table_texts(table) for table in document.tables]
    for figure in make_report().figures:
        expected = [[figure.row_title, *figure.columns]]
        expected += [[row.label, *(cell.text for cell in row.cells)] for row in figure.rows]
        assert expected in tables


def test_header_rows_repeat_on_every_page(document):
    repeating = [table for table in document.tables if table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None]
    assert len(repeating) == len(make_report().figures)


def test_how_to_read_it_does_not_leave_its_last_line_alone_on_a_page(document):
    *_, before, last = document.tables[-1].rows
    assert all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in before.cells)
    assert not any(cell.paragraphs[0].paragraph_format.keep_with_next for cell in last.cells)


def test_every_picture_is_described(document):
    pictures = [shape._inline.docPr for shape in document.inline_shapes]
    assert len(pictures) == 11
    assert all(len(one.get("descr")) > 30 for one in pictures)


def test_pictures_are_sharp_enough_to_print(data):
    images = [one for one in zipfile.ZipFile(io.BytesIO(data)).namelist() if one.endswith(".png")]
    header = zipfile.ZipFile(io.BytesIO(data)).read(images[0])[16:24]
    assert struct.unpack(">II", header)[0] >= 1200


def test_quotes_have_a_style_of_their_own(document):
    quotes = [one.text for one in document.paragraphs if one.style.name == "Quote"]
    assert len(quotes) == 4
    assert quotes[0].endswith("— A resident of Canal Side")


def test_bullets_are_a_list(document):
    assert len([one for one in document.paragraphs if one.style.name == "List Bullet"]) == 3


def test_every_base_is_printed(document):
    shown = {one.text for one in document.paragraphs}
    assert {figure.base_note for figure in make_report().figures} <= shown


def test_pages_are_numbered_by_word_itself(data):
    footer = zipfile.ZipFile(io.BytesIO(data)).read("word/footer1.xml").decode()
    assert "PAGE" in footer
    assert "NUMPAGES" in footer


def test_hostile_words_are_shown_as_words(hostile):
    shown = "\n".join(one.text for one in hostile.paragraphs)
    assert "<script>alert(1)</script> & </w:t> ]]> <!-- -->" in shown
    assert "ਸਾਨੂੰ ਬੱਸ ਚਾਹੀਦੀ ਹੈ। 👍🏽" in shown


def test_the_same_report_gives_the_same_bytes(data):
    assert report_docx(make_report()) == data


def test_the_only_time_inside_is_that_of_the_report(document):
    properties = document.core_properties
    assert {properties.created, properties.modified} == {MADE_AT}


def test_no_part_of_the_archive_carries_the_clock(data):
    assert {member.date_time[0] for member in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {1980}
