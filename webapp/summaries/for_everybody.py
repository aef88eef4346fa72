"""What of a summary is published as a frozen record: every figure, and nobody's words.

Words belong to whoever wrote them and can be taken back; a file on somebody else's computer cannot. So the words that
may be shown stand in rows of their own (`PublishedQuote`) and on the page, and the record holds numbers and the names
that officers gave. See decision 0028.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from webapp.documents.report import Figure
from webapp.i18n import _
from webapp.summaries.figures.shapes import Part, Summary, Traced

BY_PLACE = "-places"


def without_words(summary: Summary, *, before: Mapping[str, Any] | None, threshold: int) -> Summary:
    """The summary with no words of anybody who answered.

    `before`: the figures of the last publication, None for the first. A table of places that differs from the one
    published before by fewer than `threshold` people is left out, because the difference would show what these few
    answered (a cell that was never published could be worked out from the two).
    """
    known = _tables(before) if before else {}
    parts = tuple(_bare(part, known, threshold) for part in summary.questions)
    left_out = sum(len(part.figures) for part in summary.questions) - sum(len(part.figures) for part in parts)
    return replace(summary, questions=parts, method=(*summary.method, *_said(left_out)))


def _bare(part: Part, known: Mapping[str, Mapping[str, Sequence[Any]]], threshold: int) -> Part:
    figures = tuple(_unnamed(one) for one in part.figures if not _tells_of_few(one.figure, known, threshold))
    small = tuple(replace(one, quote=None) for one in part.small)
    return replace(part, quotes=(), own_words=(), small=small, figures=figures)


def _unnamed(traced: Traced) -> Traced:
    """A campaign is shown by its number: its first words are somebody's."""
    if not traced.figure.key.endswith("-campaigns"):
        return traced
    rows = tuple(
        replace(row, label=_("Campaign %(number)s", number=number)) for number, row in enumerate(traced.figure.rows, 1)
    )
    return replace(traced, figure=replace(traced.figure, rows=rows))


def _tells_of_few(figure: Figure, known: Mapping[str, Mapping[str, Sequence[Any]]], threshold: int) -> bool:
    if figure.key not in known:
        return False
    before = known[figure.key]
    now = {row.label: [cell.value for cell in row.cells] for row in figure.rows}
    if before == now:
        return False
    return 0 < abs(sum(_people(now)) - sum(_people(before))) < threshold or _few_differ(before, now, threshold)


def _few_differ(before: Mapping[str, Sequence[Any]], now: Mapping[str, Sequence[Any]], threshold: int) -> bool:
    """Whether some number that was shown before is now different by fewer than `threshold`."""
    pairs = ((old, new) for label in before.keys() & now.keys() for old, new in zip(before[label], now[label],
                                                                                   strict=False))  # fmt: skip
    return any(_whole(old) and _whole(new) and 0 < abs(old - new) < threshold for old, new in pairs)


def _people(rows: Mapping[str, Sequence[Any]]) -> Iterator[int]:
    return (value for cells in rows.values() for value in cells if _whole(value))


def _whole(value: object) -> bool:
    return isinstance(value, int)


def _tables(before: Mapping[str, Any]) -> dict[str, dict[str, list[Any]]]:
    """The tables of places of a frozen record: key → line → values."""
    return {
        figure["key"]: {row["label"]: [cell["value"] for cell in row["cells"]] for row in figure["rows"]}
        for section in before["sections"]
        for figure in section["figures"]
        if figure["key"].endswith(BY_PLACE)
    }


def _said(left_out: int) -> Iterator[tuple[str, str]]:
    yield (
        _("People's own words"),
        _("This record holds numbers and the names of themes. Words of people stand on the page only, so that whoever "
          "wrote them can still take them back."),
    )  # fmt: skip
    yield (
        _("More than one version"),
        " ".join((
            _("A later version may count a few answers more or fewer. Tables of places that changed by only a few are "
              "left out of the later one, so that two versions side by side do not show a number that was hidden."),
            _("How many raised a theme is always shown, so a single answer that came or went can be seen there."),
            *([_("Tables left out for this reason: %(count)s.", count=left_out)] if left_out else []),
        )),
    )  # fmt: skip
