"""The report as a Word file: real headings, repeating table headers, described pictures, fields for page numbers.

Same report, same bytes: the times inside the archive and its properties come from the report.
"""

import io
import zipfile
from collections.abc import Iterable
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt

from webapp.documents.charts import alt_text, draw, in_pages
from webapp.documents.docx_styles import TEXT_WIDTH, apply_styles, colour_of
from webapp.documents.docx_tables import add_figure_table, add_pairs
from webapp.documents.outline import Numbered, bullet_text, in_order
from webapp.documents.palette import PAPER, QUIET
from webapp.documents.pictures import fitted, picture_png
from webapp.documents.report import Chart, Figure, Quote, Report
from webapp.documents.unshown import FONTS
from webapp.documents.words import clean, heading, one_line

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CHART_WIDTH = 560
_BARS_A_PAGE = 12
_PICTURE_HEIGHT = Mm(190)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def report_docx(report: Report) -> bytes:
    """The whole document."""
    document = Document()
    apply_styles(document, report.language)
    _set_properties(document, report)
    _add_running_lines(document, report)
    _add_front(document, report)
    for numbered in in_order(report):
        _add_section(document, numbered, report)
    if report.method:
        document.add_heading(report.labels.method, 1)
        add_pairs(document, report.method)
    return _packed(document)


def _set_properties(document: DocumentType, report: Report) -> None:
    properties = document.core_properties
    made_at = report.made_at.replace(tzinfo=None)
    properties.title, properties.author = one_line(report.title)[:255], one_line(report.authority)[:255]
    properties.last_modified_by = properties.author
    properties.subject, properties.language = one_line(report.subtitle)[:255], report.language
    properties.comments, properties.keywords = "", ""
    properties.version = one_line(report.version)[:255]
    properties.created = properties.modified = made_at
    properties.revision = 1


def _add_running_lines(document: DocumentType, report: Report) -> None:
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].add_run(f"{one_line(report.title)[:80]}\t{one_line(report.authority)[:60]}")
    for footer in (section.footer, section.first_page_footer):
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles["Footer"]
        paragraph.add_run(f"{_imprint(report)}\t")
        _add_page_number(paragraph, report.labels.page)


def _imprint(report: Report) -> str:
    return one_line(f"{report.labels.made % report.made_on} · {report.labels.version % report.version}")


def _add_page_number(paragraph: Any, words: str) -> None:
    before, _, rest = words.partition("%s")
    between, _, after = rest.partition("%s")
    for text, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        paragraph.add_run(text)
        if field:
            _add_field(paragraph, field)


def _add_field(paragraph: Any, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _add_front(document: DocumentType, report: Report) -> None:
    authority = document.add_paragraph(one_line(report.authority), style="Subtitle")
    authority.runs[0].bold = True
    authority.runs[0].font.size = Pt(11)
    document.add_paragraph(heading(report.title), style="Title")
    document.add_paragraph(one_line(report.subtitle), style="Subtitle")
    for paragraph in document.paragraphs[-3:]:
        for run in paragraph.runs:
            run.font.color.rgb = colour_of(PAPER)
    made = document.add_paragraph(_imprint(report), style="Caption")
    made.paragraph_format.space_before = Pt(16)
    if report.summary:
        document.add_heading(report.labels.summary, 1)
        _add_prose(document, report.summary)
    if report.facts:
        document.add_heading(report.labels.facts, 1)
        add_pairs(document, report.facts)


def _add_prose(document: DocumentType, paragraphs: Iterable[str]) -> None:
    for text in paragraphs:
        bullet = bullet_text(text)
        if bullet is None:
            document.add_paragraph(clean(text))
        else:
            document.add_paragraph(clean(bullet), style="List Bullet")


def _add_section(document: DocumentType, numbered: Numbered, report: Report) -> None:
    section = numbered.section
    document.add_heading(heading(section.heading), numbered.level)
    _add_prose(document, section.paragraphs)
    for number, figure in enumerate(section.figures, start=numbered.first_figure):
        _add_figure(document, figure, numbered.level + 1, report.labels.figure % number)
    if section.quotes:
        document.add_heading(report.labels.quotes, numbered.level + 1)
        for quote in section.quotes:
            _add_quote(document, quote)


def _add_figure(document: DocumentType, figure: Figure, level: int, number: str) -> None:
    document.add_heading(f"{number}. {one_line(figure.title)}", level)
    base = document.add_paragraph(one_line(figure.base_note), style="Caption")
    base.paragraph_format.keep_with_next = True
    if figure.chart is not None and figure.chart.bars:
        _add_chart(document, figure.chart)
    add_figure_table(document, figure)
    for note in figure.notes:
        paragraph = document.add_paragraph(one_line(note), style="Caption")
        paragraph.paragraph_format.space_before = Pt(4)


def _add_chart(document: DocumentType, chart: Chart) -> None:
    for piece in in_pages(chart, most_bars=_BARS_A_PAGE):
        drawing = draw(piece, width=_CHART_WIDTH, font=FONTS[0])
        width, height = fitted(drawing, width=TEXT_WIDTH, height=_PICTURE_HEIGHT)
        picture = document.add_picture(io.BytesIO(picture_png(drawing)), Emu(int(width)), Emu(int(height)))
        for side in ("distT", "distB", "distL", "distR"):
            picture._inline.set(side, "0")  # left out, some programs take an eighth of an inch
        described = picture._inline.docPr
        described.set("descr", alt_text(piece))
        described.set("title", one_line(piece.title)[:120])


def _add_quote(document: DocumentType, quote: Quote) -> None:
    paragraph = document.add_paragraph(f"“{clean(quote.text)}”", style="Quote")
    if quote.attribution:
        paragraph.add_run().add_break()
        named = paragraph.add_run(f"— {one_line(quote.attribution)}")
        named.italic, named.font.size, named.font.color.rgb = False, Pt(9.5), colour_of(QUIET)


def _packed(document: DocumentType) -> bytes:
    """The archive again with every time in it the same: the library stamps its members with the clock."""
    written, fixed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w") as target:
        for member in source.infolist():
            plain = zipfile.ZipInfo(member.filename, _ZIP_TIME)
            plain.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(plain, source.read(member))
    return fixed.getvalue()
