"""In which figures one response is counted: each count is asked whether the response is among those behind it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, defer

from webapp.consultations.models import Answer, Response
from webapp.summaries.figures.shapes import Summary
from webapp.summaries.models import Snapshot
from webapp.summaries.queries.behind import Behind, matching
from webapp.summaries.queries.themed import find_frames
from webapp.summaries.traces import UNTOLD, Trace
from webapp.themes.coding import effective, one_stance
from webapp.themes.queries import list_themes
from webapp.themes.queries.families import parents, with_parents

_AT_ONCE = 40
"""Counts asked about in one statement."""


@dataclass(frozen=True, slots=True)
class CountedIn:
    """One count that a response is part of: the figure, line and column it stands in, and how many it counts."""

    figure: str
    line: str
    column: str
    shown: str
    trace: Trace


def counts_with(session: Session, summary: Summary, response: Response, *, zone: str) -> list[CountedIn]:
    """Every count of the summary that this response is one of, in the order of the summary."""
    cells = list(_cells(summary))
    raised = _raised(session, response.id, {one.trace.question for one in cells if one.trace.theme is not None})
    asked = [one for one in dict.fromkeys(cell.trace for cell in cells) if _on_theme(one, raised)]
    found: set[Trace] = set()
    for at in range(0, len(asked), _AT_ONCE):
        found |= _true_of(session, response, asked[at : at + _AT_ONCE], zone)
    return [one for one in cells if one.trace in found]


def _cells(summary: Summary) -> Iterator[CountedIn]:
    for traced in summary.figures:
        figure = traced.figure
        for row, traces in zip(figure.rows, traced.traces, strict=True):
            for column, cell, trace in zip(figure.columns, row.cells, traces, strict=True):
                if trace is not None and cell.value:
                    yield CountedIn(figure.title, row.label, column, cell.text, trace)


def _raised(
    session: Session, response_id: int, question_ids: Collection[int | None]
) -> dict[tuple[int, int], tuple[str, bool]]:
    """By question and theme that the response counts under: where its words stand on it, and whether a person decided
    it. One statement a question, by the rule of `themed.people_of_theme`."""
    found: dict[tuple[int, int], tuple[str, bool]] = {}
    for frame in find_frames(session, [one for one in question_ids if one is not None]):
        rows = with_parents(effective(frame).rows, parents(list_themes(session, frame)))
        themes = session.execute(
            select(rows.c.theme_id, one_stance(rows.c.stance), func.max(rows.c.accepted))
            .join(Answer, Answer.id == rows.c.item_id)
            .where(Answer.response_id == response_id)
            .group_by(rows.c.theme_id)
        )
        found |= {(frame.source_id, theme): (stance or UNTOLD, accepted == 1) for theme, stance, accepted in themes}
    return found


def _on_theme(trace: Trace, raised: Mapping[tuple[int, int], tuple[str, bool]]) -> bool:
    """Whether the part of the trace that names a theme is true of the response; of one that names none it is."""
    if trace.theme is None:
        return True
    told, decided = raised.get((trace.question or 0, trace.theme), (None, False))
    return told is not None and trace.told in ("", told) and (decided or not trace.decided)


def _true_of(session: Session, response: Response, asked: Sequence[Trace], zone: str) -> set[Trace]:
    """Those of these traces that are true of the response but for their themes. One statement."""
    without = [replace(trace, theme=None, told="", decided=False) for trace in asked]
    meant = [Behind(response.consultation_id, trace, zone) for trace in without]
    columns = [exists().where(Response.id == response.id, *matching(one)) for one in meant]
    row = session.execute(select(*(column.label(f"c{at}") for at, column in enumerate(columns)))).one()
    return {trace for trace, there in zip(asked, row, strict=True) if there}


def snapshots_with(session: Session, response: Response, *, most: int = 20) -> list[Snapshot]:
    """Frozen summaries made while this response counted, newest first: it was sent by then, and neither taken back nor
    set aside before."""
    if response.sent_at is None:
        return []
    made = select(Snapshot).where(
        Snapshot.consultation_id == response.consultation_id, Snapshot.made_at >= response.sent_at
    )
    for ended in (response.withdrawn_at, response.excluded_at):
        if ended is not None:
            made = made.where(Snapshot.made_at < ended)
    return list(session.scalars(made.order_by(Snapshot.id.desc()).limit(most).options(defer(Snapshot.figures))))
