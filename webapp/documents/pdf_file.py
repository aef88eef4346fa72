"""The report as a tagged PDF (PDF/UA-1): title, language, headings in order, described pictures, table headers.

Only fonts that come with the typesetter (or folders that are handed in) are used, so that the same report gives the
same bytes on every machine.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from webapp.documents.charts import alt_text, draw, in_pages
from webapp.documents.outline import Numbered, bullet_text, in_order
from webapp.documents.print_template import TEMPLATE
from webapp.documents.printing import printed, texts_in
from webapp.documents.report import Chart, Figure, Report
from webapp.documents.unshown import FONTS, find_unshown, rare_letters
from webapp.documents.words import heading, one_line

MEDIA_TYPE = "application/pdf"
_CHART_WIDTH = 620  # pixels of the drawing
_PRINT_WIDTH = 470.0  # points on the page, 166 mm
_PRINT_HEIGHT = 600.0
_BARS_A_PAGE = 12


def report_pdf(report: Report, *, fonts: Sequence[str] = (), font_folders: Sequence[Path] = ()) -> bytes:
    """The whole document. `fonts` are families to try after our own, found in `font_folders`.

    Letters that no font has are named in square brackets and a note at the end says so (`unshown_letters`).
    """
    content = _content(report, [*FONTS, *fonts])
    at = int(report.made_at.timestamp())
    return printed(TEMPLATE, "report", content, note=report.labels.unshown, folders=font_folders, at=at)


def unshown_letters(report: Report, *, fonts: Sequence[str] = (), font_folders: Sequence[Path] = ()) -> str:
    """The letters of a report that its PDF would name in brackets instead of showing; "" when it shows all."""
    families = [*FONTS, *fonts]
    return "".join(
        sorted(find_unshown(rare_letters(texts_in(_content(report, families))), fonts=families, folders=font_folders))
    )


def _content(report: Report, families: list[str]) -> dict[str, Any]:
    """Everything the template shows, as plain data."""
    language, _, region = report.language.partition("-")
    labels = report.labels
    return {
        "fonts": families,
        "language": language.lower(),
        "region": region.upper() if len(region) == 2 else None,
        "title": heading(report.title),
        "short_title": one_line(report.title)[:90],
        "subtitle": one_line(report.subtitle),
        "authority": one_line(report.authority),
        "imprint": f"{labels.made % report.made_on} · {labels.version % report.version}",
        "summary": [_paragraph(text) for text in report.summary],
        "facts": report.facts,
        "sections": [_section(numbered, labels.figure) for numbered in in_order(report)],
        "method": report.method,
        "listed": report.listed,
        "note": "",
        "words": {
            "summary": labels.summary,
            "facts": labels.facts,
            "contents": labels.contents,
            "quotes": labels.quotes,
            "method": labels.method,
            "page": labels.page,
        },
    }


def _paragraph(text: str) -> dict[str, Any]:
    bullet = bullet_text(text)
    return {"bullet": bullet is not None, "text": text if bullet is None else bullet}


def _section(numbered: Numbered, figure_label: str) -> dict[str, Any]:
    section = numbered.section
    return {
        "heading": heading(section.heading),
        "level": numbered.level,
        "paragraphs": [_paragraph(text) for text in section.paragraphs],
        "figures": [
            _figure(figure, numbered.level + 1, figure_label % number)
            for number, figure in enumerate(section.figures, start=numbered.first_figure)
        ],
        "quotes": [{"text": f"“{quote.text}”", "attribution": quote.attribution} for quote in section.quotes],
    }


def _figure(figure: Figure, level: int, number: str) -> dict[str, Any]:
    return {
        "title": f"{number}. {one_line(figure.title)}",
        "level": level,
        "base_note": figure.base_note,
        "pictures": list(_pictures(figure.chart)),
        "row_title": figure.row_title,
        "columns": figure.columns,
        "rows": [
            {"label": row.label, "indent": row.indent, "cells": [cell.text for cell in row.cells]}
            for row in figure.rows
        ],
        "notes": figure.notes,
    }


def _pictures(chart: Chart | None) -> Iterator[dict[str, Any]]:
    if chart is None or not chart.bars:
        return
    for piece in in_pages(chart, most_bars=_BARS_A_PAGE):
        drawing = draw(piece, width=_CHART_WIDTH, font=FONTS[0])
        scale = min(_PRINT_WIDTH / drawing.width, _PRINT_HEIGHT / drawing.height)
        yield {
            "svg": drawing.svg,
            "alt": alt_text(piece),
            "width": round(drawing.width * scale, 2),
            "height": round(drawing.height * scale, 2),
        }
