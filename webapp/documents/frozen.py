"""A figure read back from a report's JSON, so that a frozen record can be drawn again exactly as it was."""

from collections.abc import Mapping, Sequence
from typing import Any

from webapp.documents.report import Bar, Cell, Chart, ChartKind, Figure, FigureKind, Row


def figure_from(kept: Mapping[str, Any]) -> Figure:
    """The figure as it was given to `json_file.report_json`."""
    return Figure(
        key=kept["key"], title=kept["title"], kind=FigureKind(kept["kind"]), base=kept["base"],
        base_note=kept["base_note"], columns=tuple(kept["columns"]),
        rows=tuple(Row(row["label"], _cells(row["cells"]), row["indent"]) for row in kept["rows"]),
        notes=tuple(kept["notes"]), chart=_chart(kept["chart"]), row_title=kept["row_title"],
    )  # fmt: skip


def _cells(kept: Sequence[Mapping[str, Any]]) -> tuple[Cell, ...]:
    return tuple(Cell(cell["value"], cell["text"]) for cell in kept)


def _chart(kept: Mapping[str, Any] | None) -> Chart | None:
    if kept is None:
        return None
    return Chart(
        kind=ChartKind(kept["kind"]), title=kept["title"], description=kept["description"],
        bars=tuple(_bar(bar) for bar in kept["bars"]), parts=tuple(kept["parts"]), maximum=kept["maximum"],
        mark=kept["mark"], mark_text=kept["mark_text"],
    )  # fmt: skip


def _bar(kept: Mapping[str, Any]) -> Bar:
    low_high = kept["span"]
    return Bar(
        kept["label"], tuple(kept["values"]), kept["text"], tuple(kept["part_texts"]),
        (low_high[0], low_high[1]) if low_high else None,
    )  # fmt: skip
