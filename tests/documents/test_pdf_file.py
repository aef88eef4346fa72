import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

from tests.documents.hostile import make_hostile_report
from tests.documents.samples import make_report
from webapp.documents.pdf_file import report_pdf, unshown_letters
from webapp.documents.report import Bar, Chart, ChartKind, Quote, Section


@pytest.fixture(scope="module")
def data():
    return report_pdf(make_report())


@pytest.fixture(scope="module")
def reader(data):
    return PdfReader(io.BytesIO(data))


@pytest.fixture(scope="module")
def words(reader):
    return squeezed("\n".join(page.extract_text() for page in reader.pages))


def squeezed(text):
    return re.sub(r"\s+", "", text)


def pdf_words(report):
    return squeezed("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(report_pdf(report))).pages))


def with_section(**more):
    return replace(make_report(), sections=(Section("One", 1, **more),))


def elements(reader, kind):
    """All elements of the structure tree with this tag."""
    found, waiting = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += node
        elif hasattr(node, "get"):
            found += [node] if node.get("/S") == kind else []
            waiting += [node["/K"]] if "/K" in node and not isinstance(node["/K"], int) else []
    return found


def test_the_file_says_that_it_is_accessible(reader):
    root = reader.trailer["/Root"]
    assert root["/Lang"].lower() == "en-gb"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()


def test_the_title_is_set(reader):
    assert reader.metadata.title == "Buses after eight: what people said"


def test_the_date_is_that_of_the_report(reader):
    assert reader.metadata.creation_date.isoformat() == "2026-06-12T09:30:00+00:00"


def test_every_picture_is_described(reader):
    pictures = elements(reader, "/Figure")
    assert len(pictures) == 11
    assert all(len(one["/Alt"]) > 30 for one in pictures)


def test_every_table_has_a_header_row(reader):
    assert len(elements(reader, "/THead")) == len(make_report().figures)


def test_every_number_and_base_is_printed(words):
    for figure in make_report().figures:
        assert squeezed(figure.base_note) in words
        assert all(squeezed(row.label + "".join(cell.text for cell in row.cells)) in words for row in figure.rows)


def test_pages_are_numbered(reader, words):
    assert squeezed(f"Page 1 of {len(reader.pages)}") in words


def test_letters_without_a_shape_are_named_and_a_note_says_so(words):
    assert "[Gurmukhiscript]" in words
    assert "[thumbsupsign]" in words
    assert squeezed(make_report().labels.unshown) in words


def test_arabic_that_the_fonts_have_is_shown():
    assert "[" not in pdf_words(with_section(quotes=(Quote("مرحبا", ""),))).split("One", 1)[1].split("Howthis")[0]


def test_letters_without_a_shape_can_be_asked_for():
    assert unshown_letters(with_section(paragraphs=("👍 fine",))) == "👍"


def test_a_report_in_plain_letters_has_no_note():
    assert squeezed(make_report().labels.unshown) not in pdf_words(with_section())


def test_markup_that_people_wrote_is_only_shown():
    words = pdf_words(with_section(paragraphs=('#read("/etc/passwd") $x^2$ *b* #panic("no")',)))
    assert '#read("/etc/passwd")$x^2$*b*#panic("no")' in words
    assert "root:" not in words


def test_no_words_break_the_document():
    assert report_pdf(make_hostile_report()).startswith(b"%PDF")


def test_headings_that_skip_a_level_are_drawn_together():
    report = replace(make_report(), sections=(Section("A", 3), Section("B", 4), Section("C", 1)))
    assert report_pdf(report).startswith(b"%PDF")


def test_an_empty_report_is_still_a_document():
    report = replace(make_report(), title="", summary=(), facts=(), sections=(), method=())
    assert len(PdfReader(io.BytesIO(report_pdf(report))).pages) == 1


def test_a_chart_of_sixty_bars_goes_over_several_pages():
    bars = tuple(Bar(f"Bar number {number}", (number,), f"{number}") for number in range(60))
    figure = replace(make_report().figures[1], chart=Chart(ChartKind.BARS, "Many", "Many bars.", bars))
    reader = PdfReader(io.BytesIO(report_pdf(with_section(figures=(figure,)))))
    assert len(elements(reader, "/Figure")) == 5


@pytest.mark.parametrize("language", ["ur-PK", "cy", "pa-Guru-IN", "ar"])
def test_a_report_may_be_in_another_language(language):
    reader = PdfReader(io.BytesIO(report_pdf(replace(make_report(), language=language))))
    assert reader.trailer["/Root"]["/Lang"].lower().startswith(language[:2])


def test_the_same_report_gives_the_same_bytes(data):
    assert report_pdf(make_report()) == data
