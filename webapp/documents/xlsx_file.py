"""A workbook: the summary, all figures, the responses and their codebook. Rows are written as they come, none are kept.

Nothing in it is ever a formula or a link. Same report and rows, same bytes.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import IO, Any

import xlsxwriter

from webapp.documents.codebook import codebook_header, codebook_rows
from webapp.documents.palette import GREEN, PAPER, QUIET
from webapp.documents.report import Cell, Dataset, Figure, Labels, Report, Value
from webapp.documents.words import clean, one_line

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_CELL = 32_767  # UTF-16 units, set by Excel
_LARGEST_WHOLE = 10**15  # beyond it a spreadsheet rounds whole numbers, and an id would change
_ROWS_A_SHEET = 1_000_000
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
_WIDTHS = {"id": 12, "sent_at": 18, "number": 12, "long_text": 60, "short_text": 30}


def write_xlsx(report: Report, dataset: Dataset | None, out: IO[bytes]) -> None:
    """Write the workbook to an open binary file. Without a dataset it holds the summary and the figures only."""
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        book.set_properties(
            {
                "title": one_line(report.title),
                "author": one_line(report.authority),
                "comments": one_line(report.labels.version % report.version),
                "created": report.made_at.replace(tzinfo=None),
            }
        )
        looks = _Looks(book)
        _write_summary(_Sheet(book, report.labels.summary, looks, report.labels), report)
        _write_figures(_Sheet(book, report.labels.figures, looks, report.labels), report)
        if dataset is not None:
            _write_responses(book, looks, report.labels, dataset)
            _write_codebook(_Sheet(book, report.labels.codebook, looks, report.labels), dataset)


class _Looks:
    """The few formats of the workbook."""

    def __init__(self, book: Any) -> None:
        wrapped = {"text_wrap": True, "valign": "top"}
        self.plain = book.add_format(wrapped)
        self.title = book.add_format({"bold": True, "font_size": 16, "font_color": GREEN})
        self.heading = book.add_format({"bold": True, "font_size": 12, "font_color": GREEN})
        self.quiet = book.add_format({"font_color": QUIET, "italic": True})
        self.label = book.add_format({**wrapped, "bold": True})
        self.header = book.add_format({**wrapped, "bold": True, "font_color": PAPER, "bg_color": GREEN})
        self.part = book.add_format({**wrapped, "indent": 1})
        self.count = book.add_format({"valign": "top", "align": "right", "num_format": "#,##0"})
        self.share = book.add_format({"valign": "top", "align": "right"})


class _Sheet:
    """A sheet written from the top downwards, which is all that a workbook in constant memory allows."""

    def __init__(self, book: Any, name: str, looks: _Looks, labels: Labels) -> None:
        self.sheet = book.add_worksheet(_sheet_name(name))
        self.looks = looks
        self.labels = labels
        self.row = 0
        self._cut_note = f" … {labels.shortened}"

    def write(self, cells: Iterable[Value], look: Any = None) -> None:
        for place, value in enumerate(cells):
            self.cell(place, value, look or self.looks.plain)
        self.row += 1

    def cell(self, place: int, value: Value, look: Any) -> None:
        if isinstance(value, int | float) and math.isfinite(value) and abs(value) < _LARGEST_WHOLE:
            self.sheet.write_number(self.row, place, value, look)
        elif value is not None and value != "":
            self.sheet.write_string(self.row, place, self._fitted(clean(str(value))), look)

    def _fitted(self, text: str) -> str:
        if len(text) * 2 <= _LONGEST_CELL or len(text.encode("utf-16-le")) // 2 <= _LONGEST_CELL:
            return text
        room = (_LONGEST_CELL - len(self._cut_note)) * 2
        return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + self._cut_note


def _sheet_name(name: str) -> str:
    return "".join(" " if letter in "[]:*?/\\'" else letter for letter in one_line(name))[:31] or "Sheet"


def _write_summary(page: _Sheet, report: Report) -> None:
    page.sheet.set_column(0, 0, 34)
    page.sheet.set_column(1, 1, 90)
    page.write([one_line(report.title)], page.looks.title)
    page.write([one_line(report.subtitle)], page.looks.quiet)
    page.write([one_line(report.authority)], page.looks.quiet)
    page.write([report.labels.made % report.made_on, report.labels.version % report.version], page.looks.quiet)
    _write_pairs(page, report.labels.facts, report.facts)
    page.row += 1
    page.write([report.labels.summary], page.looks.heading)
    for paragraph in report.summary:
        page.write([None, paragraph])
    _write_pairs(page, report.labels.method, report.method)


def _write_pairs(page: _Sheet, heading: str, pairs: Iterable[tuple[str, str]]) -> None:
    page.row += 1
    page.write([heading], page.looks.heading)
    for label, value in pairs:
        page.cell(0, label, page.looks.label)
        page.cell(1, value, page.looks.plain)
        page.row += 1


def _write_figures(page: _Sheet, report: Report) -> None:
    page.sheet.set_column(0, 0, 60)
    page.sheet.set_column(1, 20, 16)
    for number, figure in enumerate(report.figures, start=1):
        _write_figure(page, figure, report.labels.figure % number)


def _write_figure(page: _Sheet, figure: Figure, number: str) -> None:
    page.write([f"{number}. {one_line(figure.title)}"], page.looks.heading)
    page.write([one_line(figure.base_note)], page.looks.quiet)
    page.write([figure.row_title, *figure.columns], page.looks.header)
    for row in figure.rows:
        page.cell(0, row.label, page.looks.part if row.indent else page.looks.plain)
        for place, cell in enumerate(row.cells, start=1):
            shown = _shown(cell)
            page.cell(place, shown, page.looks.count if isinstance(shown, int) else page.looks.share)
        page.row += 1
    for note in figure.notes:
        page.write([one_line(note)], page.looks.quiet)
    page.row += 1


def _shown(cell: Cell) -> Value:
    """A number where the cell shows just that number, so that it can be added up; else what people see."""
    return cell.value if cell.value is not None and cell.text.replace(",", "") == str(cell.value) else cell.text


def _write_responses(book: Any, looks: _Looks, labels: Labels, dataset: Dataset) -> None:
    rows = iter(dataset.rows())
    for count in range(1, 1000):
        name = labels.responses if count == 1 else f"{labels.responses} {count}"
        _write_response_sheet(_Sheet(book, name, looks, labels), dataset, islice(rows, _ROWS_A_SHEET))
        following = next(rows, None)
        if following is None:
            return
        rows = chain([following], rows)


def _write_response_sheet(page: _Sheet, dataset: Dataset, rows: Iterator[Sequence[Value]]) -> None:
    for place, column in enumerate(dataset.columns):
        page.sheet.set_column(place, place, _WIDTHS.get(column.kind, 22))
    page.sheet.freeze_panes(1, 0)
    page.write([column.name for column in dataset.columns], page.looks.header)
    for row in rows:
        page.write(row)
    page.sheet.autofilter(0, 0, max(1, page.row - 1), max(0, len(dataset.columns) - 1))


def _write_codebook(page: _Sheet, dataset: Dataset) -> None:
    for place, width in enumerate((24, 60, 16, 24, 50, 50)):
        page.sheet.set_column(place, place, width)
    page.sheet.freeze_panes(1, 0)
    page.write(codebook_header(page.labels), page.looks.header)
    for row in codebook_rows(dataset):
        page.write(row)
