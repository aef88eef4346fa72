"""Excerpts under themes, with the answers around them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from webapp.themes.coding import Effective, effective
from webapp.themes.models import CodeFrame, Excerpt, Theme
from webapp.themes.queries.families import family
from webapp.themes.queries.frames import list_themes, name_of
from webapp.themes.registry import SOURCES

PAGE = 50
Shown = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class ExcerptShown:
    """An excerpt under a theme, with the answer around it: the excerpt is `text[start:end]`.

    `confidence` is None where only a person said so; `accepted`: whether a person did. `copies`: how many say it in
    the same words because they sent the same letter, where a list shows those once.
    """

    excerpt_id: int
    theme_id: int
    item_id: int
    group: str
    text: str
    start: int
    end: int
    confidence: float | None
    accepted: bool
    campaign_id: int | None
    stance: str
    copies: int = 1

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class CodeOfAnswer:
    excerpt_id: int
    theme_id: int
    label: str
    special: str | None
    start: int
    end: int
    confidence: float | None
    accepted: bool


def excerpts_of_theme(
    session: Session, theme_id: int, *, after: int = 0, limit: int = PAGE, stance: str | None = None
) -> list[ExcerptShown]:
    """A page of the excerpts of a theme and its sub-themes by excerpt id, those after `after`. `stance` keeps those of
    people who ticked it.
    """
    theme = session.get(Theme, theme_id)
    if theme is None:
        return []
    frame = session.get_one(CodeFrame, theme.frame_id)
    themes = family(list_themes(session, frame), theme_id)
    shown, coding = shown_excerpts(frame)
    shown = shown.where(coding.rows.c.theme_id.in_(themes), coding.rows.c.excerpt_id > after)
    shown = shown.order_by(coding.rows.c.excerpt_id).limit(limit)
    stances = SOURCES[frame.source_kind].stance_select(frame.source_id)
    if stance is not None and stances is not None:
        ticked = stances.subquery("ticked")
        shown = shown.where(coding.rows.c.item_id.in_(select(ticked.c.item_id).where(ticked.c.stance == stance)))
    return read_excerpts(session, frame, shown)


def shown_excerpts(frame: CodeFrame) -> tuple[Shown, Effective]:
    """Every effective code with its excerpt's span and the words around it; to be narrowed, ordered and cut."""
    coding = effective(frame)
    rows, words = coding.rows, coding.words
    shown: Shown = (
        select(
            rows.c.excerpt_id, rows.c.theme_id, rows.c.item_id, words.c.group, words.c.text, Excerpt.start, Excerpt.end,
            rows.c.confidence, rows.c.accepted, rows.c.campaign_id,
        )
        .join(Excerpt, Excerpt.id == rows.c.excerpt_id)
        .join(words, words.c.item_id == rows.c.item_id)
    )  # fmt: skip
    return shown, coding


def read_excerpts(session: Session, frame: CodeFrame, shown: Shown) -> list[ExcerptShown]:
    rows = session.execute(shown).all()
    stances = stances_of(session, frame, {row.item_id for row in rows})
    return [
        ExcerptShown(
            excerpt_id=row.excerpt_id, theme_id=row.theme_id, item_id=row.item_id, group=row.group, text=row.text,
            start=row.start, end=row.end, confidence=row.confidence, accepted=bool(row.accepted),
            campaign_id=row.campaign_id, stance=stances.get(row.item_id, ""), copies=getattr(row, "copies", 1),
        )
        for row in rows
    ]  # fmt: skip


def stances_of(session: Session, frame: CodeFrame, items: Collection[int]) -> dict[int, str]:
    stances = SOURCES[frame.source_kind].stance_select(frame.source_id)
    if stances is None or not items:
        return {}
    ticked = stances.subquery("ticked")
    return dict(session.execute(select(ticked).where(ticked.c.item_id.in_(items))).all())


def codes_of_answers(session: Session, frame: CodeFrame, item_ids: Collection[int]) -> dict[int, list[CodeOfAnswer]]:
    """The codes of these answers, surest first. An answer that was not read yet is not in it."""
    rows = effective(frame).rows
    found = session.execute(
        select(rows, Excerpt.start, Excerpt.end, Theme)
        .join(Excerpt, Excerpt.id == rows.c.excerpt_id)
        .join(Theme, Theme.id == rows.c.theme_id)
        .where(rows.c.item_id.in_(item_ids))
        .order_by(rows.c.item_id, func.coalesce(rows.c.confidence, 1.0).desc(), Excerpt.start, Theme.id)
    )
    codes: dict[int, list[CodeOfAnswer]] = {}
    for row in found:
        name = name_of(row.Theme.special, row.Theme.name)
        code = CodeOfAnswer(row.excerpt_id, row.theme_id, name, row.Theme.special, row.start, row.end,
                            row.confidence, bool(row.accepted))  # fmt: skip
        codes.setdefault(row.item_id, []).append(code)
    return codes
