"""Tables of the Word file: a coloured header row that repeats on every page, thin lines, numbers on the right."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Pt

from webapp.documents.docx_styles import TEXT_WIDTH, colour_of, shade
from webapp.documents.palette import GREEN, PAPER, TRACK
from webapp.documents.report import Figure
from webapp.documents.words import clean

_LETTERS = Pt(9.5)
_SMALL_LETTERS = Pt(8.5)
_USUAL_COLUMNS = 4
_LINE = "d5d0c6"
_FIRST_SHARE = {1: 0.7, 2: 0.64, 3: 0.52, 4: 0.44}
_KEPT_TOGETHER = 16
_PADDING = 80  # twentieths of a point, left and right of the words in a cell


def add_figure_table(document: Document, figure: Figure) -> None:
    """The figure's table. Short ones stay on one page; the header row repeats on every page of long ones."""
    table = _new_table(document, len(figure.rows) + 1, _widths(len(figure.columns)))
    rows = list(table.rows)
    size = _LETTERS if len(figure.columns) <= _USUAL_COLUMNS else _SMALL_LETTERS
    _fill(rows[0], (figure.row_title, *figure.columns), bold=True, colour=PAPER, size=size)
    _make_header(rows[0])
    for row, line in zip(rows[1:], figure.rows, strict=True):
        cells = _fill(row, (line.label, *(cell.text for cell in line.cells)), size=size)
        cells[0].paragraphs[0].paragraph_format.left_indent = Pt(10 * line.indent)
    if len(rows) <= _KEPT_TOGETHER:
        _keep_together(rows)


def add_pairs(document: Document, pairs: Sequence[tuple[str, str]]) -> None:
    """Labels and their values, two columns."""
    table = _new_table(document, len(pairs), [int(TEXT_WIDTH * 0.38), int(TEXT_WIDTH * 0.62)])
    for row, (label, value) in zip(table.rows, pairs, strict=True):
        label_cell, value_cell = _fill(row, (label, value), size=None)
        shade(label_cell._tc.get_or_add_tcPr(), TRACK)
        value_cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.LEFT
        label_cell.paragraphs[0].runs[0].bold = True
    for cell in table.rows[-2].cells if len(pairs) > 1 else ():
        cell.paragraphs[0].paragraph_format.keep_with_next = True  # the last is not left alone on a page


def _widths(columns: int) -> list[int]:
    first = _FIRST_SHARE.get(columns, 0.3)
    return [int(TEXT_WIDTH * first), *[int(TEXT_WIDTH * (1 - first) / max(1, columns))] * columns]


def _new_table(document: Document, rows: int, widths: list[int]) -> Any:
    table = document.add_table(rows, len(widths))
    table.autofit = False
    properties = table._tbl.tblPr
    indent = OxmlElement("w:tblInd")
    indent.set(qn("w:w"), str(_PADDING))
    indent.set(qn("w:type"), "dxa")
    # In the order of the schema: indent, borders, layout (there already), margins, look.
    for element, *followers in ((indent, "w:tblLayout", "w:tblLook"), (_borders(), "w:tblLayout", "w:tblLook")):
        properties.insert_element_before(element, *followers)
    properties.insert_element_before(_margins(), "w:tblLook")
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(width)
    return table


def _fill(
    row: Any, texts: Sequence[str], *, bold: bool = False, colour: str = "", size: Any = _LETTERS
) -> tuple[Any, ...]:
    cells: tuple[Any, ...] = row.cells
    for place, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if place else WD_ALIGN_PARAGRAPH.LEFT
        run = paragraph.add_run(clean(text))
        run.font.size, run.bold = size, bold or None
        if colour:
            run.font.color.rgb = colour_of(colour)
    _set_flag(row, "w:cantSplit")
    return cells


def _make_header(row: Any) -> None:
    _set_flag(row, "w:tblHeader")
    for cell in row.cells:
        shade(cell._tc.get_or_add_tcPr(), GREEN)


def _set_flag(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _keep_together(rows: Sequence[Any]) -> None:
    for row in rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _borders() -> Any:
    borders = OxmlElement("w:tblBorders")
    for side in ("bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for key, value in {"val": "single", "sz": "4", "space": "0", "color": _LINE}.items():
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    return borders


def _margins() -> Any:
    margins = OxmlElement("w:tblCellMar")
    for side, width in {"top": "50", "left": str(_PADDING), "bottom": "50", "right": str(_PADDING)}.items():
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), width)
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    return margins
