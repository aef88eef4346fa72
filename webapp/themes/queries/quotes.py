"""Excerpts that speak for a theme."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, and_, case, func, select
from sqlalchemy.orm import Session

from webapp.themes.coding import Effective
from webapp.themes.models import CodeFrame, Excerpt, Theme
from webapp.themes.queries.excerpts import Shown, shown_excerpts, stances_of
from webapp.themes.registry import SOURCES

_GOOD_QUOTE = (40, 320)
"""Letters: shorter excerpts say little, longer ones nobody reads."""


@dataclass(frozen=True, slots=True)
class Quote:
    """An excerpt fit to be quoted. `name` is empty where none may be published; `stance` where none was ticked."""

    excerpt_id: int
    item_id: int
    group: str
    words: str
    name: str
    stance: str


def typical_excerpts(session: Session, theme_id: int, n: int = 3, *, publishable_only: bool = True) -> list[Quote]:
    """Up to `n` excerpts that speak for a theme, no two alike: those people accepted and the most typical first.

    With `publishable_only` none whose writer did not allow it; a name only where they allowed that too.
    """
    theme = session.get(Theme, theme_id)
    if theme is None:
        return []
    frame = session.get_one(CodeFrame, theme.frame_id)
    shown, coding = shown_excerpts(frame)
    allowed = SOURCES[frame.source_kind].quotable(frame.source_id).subquery("quotable")
    shown = shown.join(allowed, allowed.c.item_id == coding.rows.c.item_id, isouter=not publishable_only)
    shown = shown.add_columns(func.coalesce(allowed.c.name, "").label("name"))
    ordered = _best_first(shown.where(coding.rows.c.theme_id == theme_id), coding).limit(4 * n)
    chosen = _without_echoes(session.execute(ordered).all())[:n]
    stances = stances_of(session, frame, {row.item_id for row in chosen})
    return [
        Quote(row.excerpt_id, row.item_id, row.group, _words(row), row.name, stances.get(row.item_id, ""))
        for row in chosen
    ]


def _best_first(shown: Shown, coding: Effective) -> Shown:
    """One excerpt a campaign; typical ones first, then those of a length that reads well, then the surest."""
    rows = coding.rows
    letter = func.coalesce(rows.c.campaign_id, -rows.c.item_id)
    span = Excerpt.end - Excerpt.start
    fit = case((and_(span >= _GOOD_QUOTE[0], span <= _GOOD_QUOTE[1]), 0), else_=1)
    order = (
        func.coalesce(rows.c.rank, 99),
        fit,
        rows.c.accepted.desc(),
        func.coalesce(rows.c.confidence, 1.0).desc(),
        rows.c.excerpt_id,
    )
    ranked = shown.add_columns(
        func.row_number().over(partition_by=letter, order_by=order).label("of_letter"),
        func.row_number().over(order_by=order).label("place"),
    ).subquery("ranked")
    return select(*ranked.c).where(ranked.c.of_letter == 1).order_by(ranked.c.place)


def _without_echoes(rows: Collection[Row[*tuple[Any, ...]]]) -> list[Row[*tuple[Any, ...]]]:
    said: dict[str, Row[*tuple[Any, ...]]] = {}
    for row in rows:
        said.setdefault(" ".join(_words(row).casefold().split()), row)
    return list(said.values())


def _words(row: Row[*tuple[Any, ...]]) -> str:
    words: str = row.text[row.start : row.end]
    return words.strip()
