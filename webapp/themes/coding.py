"""Effective coding, in SQL and in this one place: which excerpt counts under which theme.

1. An excerpt has a code when the machine suggested it and nobody rejected it, or when a person accepted it.
2. A code of a merged theme counts under the theme it went into.
3. A dropped (or retired) theme has no codes. An answer with no other theme left counts under "None of these themes",
   or under "No reason given" when that is what was coded. These two count only where no theme does, so every answer
   that was read has at least one code, always.
4. Only answers that count in their source count here.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    ScalarSelect,
    Select,
    Subquery,
    and_,
    case,
    exists,
    func,
    literal,
    null,
    select,
    union_all,
)

from webapp.text.shapes import MIXED
from webapp.themes.models import CodeFrame, Decision, Excerpt, Special, Suggestion, Theme, ThemedItem, Verdict
from webapp.themes.registry import SOURCES
from webapp.themes.rules import LIKELY


@dataclass(frozen=True, slots=True)
class Effective:
    """`rows`: one a theme and excerpt: item_id, excerpt_id, theme_id, confidence (null when only a person said so),
    accepted (0 or 1), campaign_id, rank, stance (null when not told). `words`: the source's words that count.
    """

    rows: CTE
    words: Subquery


def is_live() -> ColumnElement[bool]:
    """Whether a theme counts as itself (`rules.ThemeFacts.live`)."""
    return and_(Theme.merged_into_id.is_(None), Theme.dropped_at.is_(None), Theme.retired_at.is_(None))


def one_stance(column: ColumnElement[str | None]) -> ColumnElement[str | None]:
    """Of several stances in a group: the one all of them are, or "mixed". Null where none was told."""
    return case((func.min(column) == func.max(column), func.min(column)), (func.min(column).is_not(None), MIXED))


def waits(rows: CTE) -> ColumnElement[bool]:
    """Whether a code waits for somebody to look at it."""
    return and_(rows.c.accepted == 0, rows.c.confidence < LIKELY)


def destinations(frame_id: int) -> CTE:
    """(theme_id, final_id): where the codes of each theme count, following merges."""
    start = select(
        Theme.id.label("theme_id"), Theme.id.label("final_id"), Theme.merged_into_id.label("onward")
    ).where(Theme.frame_id == frame_id)  # fmt: skip
    way = start.cte("way", recursive=True)
    onward = select(way.c.theme_id, Theme.id, Theme.merged_into_id).join(Theme, Theme.id == way.c.onward)
    way = way.union_all(onward)
    return select(way.c.theme_id, way.c.final_id).where(way.c.onward.is_(None)).cte("destinations")


def direct_codes(frame: CodeFrame) -> CTE:
    """Rules 1 and 4, before merging: (item_id, campaign_id, excerpt_id, theme_id, confidence, rank, accepted, stance).

    A person's word on the stance goes before the machine's. Every join is on an indexed column of a table, so that no
    database has to compare all codes with all answers.
    """
    words = _words(frame)
    decided = and_(Decision.excerpt_id == Suggestion.excerpt_id, Decision.theme_id == Suggestion.theme_id)
    accepted = case((Decision.verdict == Verdict.ACCEPTED, 1), else_=0).label("accepted")
    stance = func.coalesce(Decision.stance, Suggestion.stance).label("stance")
    found = (ThemedItem.item_id, ThemedItem.campaign_id, Excerpt.id.label("excerpt_id"))
    item = and_(ThemedItem.frame_id == Excerpt.frame_id, ThemedItem.item_id == Excerpt.item_id)
    suggested = (
        select(*found, Suggestion.theme_id, Suggestion.confidence, Suggestion.rank, accepted, stance)
        .join(ThemedItem, item)
        .join(words, words.c.item_id == Excerpt.item_id)
        .join(Suggestion, Suggestion.excerpt_id == Excerpt.id)
        .outerjoin(Decision, decided)
        .where(Excerpt.frame_id == frame.id, Decision.verdict.is_(None) | (Decision.verdict == Verdict.ACCEPTED))
    )
    by_people = (
        select(*found, Decision.theme_id, null(), null(), literal(1), Decision.stance)
        .join(ThemedItem, item)
        .join(words, words.c.item_id == Excerpt.item_id)
        .join(Decision, Decision.excerpt_id == Excerpt.id)
        .where(Excerpt.frame_id == frame.id, Decision.verdict == Verdict.ACCEPTED, ~exists().where(decided))
    )
    return union_all(suggested, by_people).cte("codes")


def effective(frame: CodeFrame) -> Effective:
    """Rules 1 to 4 for one frame."""
    codes, ends = direct_codes(frame), destinations(frame.id)
    placed = (
        select(
            codes.c.item_id,
            codes.c.excerpt_id,
            ends.c.final_id.label("theme_id"),
            func.max(codes.c.confidence).label("confidence"),
            func.max(codes.c.accepted).label("accepted"),
            func.max(codes.c.campaign_id).label("campaign_id"),
            func.min(codes.c.rank).label("rank"),
            one_stance(codes.c.stance).label("stance"),
        )
        .join(ends, ends.c.theme_id == codes.c.theme_id)
        .join(Theme, Theme.id == ends.c.final_id)
        .where(is_live(), Theme.special.is_(None))
        .group_by(codes.c.item_id, codes.c.excerpt_id, ends.c.final_id)
        .cte("placed")
    )
    every = select(placed).union_all(_special_codes(frame, codes, placed)).cte("effective")
    return Effective(every, _words(frame))


def _words(frame: CodeFrame) -> Subquery:
    return SOURCES[frame.source_kind].words(frame.source_id).subquery("words")


def _special_codes(frame: CodeFrame, codes: CTE, placed: CTE) -> Select[*tuple[Any, ...]]:
    """Rule 3: one row for each answer that no theme holds, on the excerpt that says so (or on its first)."""
    words = _words(frame)
    coded = (
        select(codes, Theme.special)
        .join(Theme, Theme.id == codes.c.theme_id)
        .where(Theme.special.is_not(None))
        .subquery("coded")
    )
    first = select(func.min(Excerpt.id)).where(
        Excerpt.frame_id == frame.id, Excerpt.item_id == ThemedItem.item_id
    ).scalar_subquery()  # fmt: skip
    silent = func.max(case((coded.c.special == Special.NO_REASON, 1), else_=0)) == 1
    return (
        select(
            ThemedItem.item_id,
            func.coalesce(func.min(coded.c.excerpt_id), first),
            case((silent, _special(frame.id, Special.NO_REASON)), else_=_special(frame.id, Special.NONE)),
            func.max(coded.c.confidence),
            func.coalesce(func.max(coded.c.accepted), 0),
            func.max(ThemedItem.campaign_id),
            func.min(coded.c.rank),
            one_stance(coded.c.stance),
        )
        .join(words, words.c.item_id == ThemedItem.item_id)
        .outerjoin(coded, coded.c.item_id == ThemedItem.item_id)
        .where(ThemedItem.frame_id == frame.id, ThemedItem.item_id.not_in(select(placed.c.item_id)))
        .group_by(ThemedItem.item_id)
    )


def _special(frame_id: int, special: Special) -> ScalarSelect[int]:
    return select(Theme.id).where(Theme.frame_id == frame_id, Theme.special == special).scalar_subquery()
