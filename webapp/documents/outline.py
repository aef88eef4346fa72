"""The order of a document, the same in print and in Word: headings that never skip a level, bullets told from prose."""

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.documents.report import Report, Section

BULLET = "• "


@dataclass(frozen=True)
class Numbered:
    """A section at its true level, and the number of its first figure, counted through the document from 1."""

    section: Section
    level: int
    first_figure: int


def in_order(report: Report) -> Iterator[Numbered]:
    """The sections in order. A section is at most one level below the one before it, so that none is skipped."""
    level, figure = 0, 1
    for section in report.sections:
        level = max(1, min(section.level, level + 1, 4))
        yield Numbered(section=section, level=level, first_figure=figure)
        figure += len(section.figures)


def bullet_text(paragraph: str) -> str | None:
    """The words of a bullet without its sign; None for a plain paragraph."""
    return paragraph.removeprefix(BULLET) if paragraph.startswith(BULLET) else None
