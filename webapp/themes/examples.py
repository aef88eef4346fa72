"""Excerpts under themes: what the machine is shown when it reads again, and what may be shown to anybody."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session

from webapp.themes import kinship
from webapp.themes.coding import direct_codes, effective
from webapp.themes.models import CodeFrame, Excerpt, ThemedItem
from webapp.themes.registry import SOURCES
from webapp.themes.rules import MOST_EXAMPLES

_GOOD_LENGTH = (40, 320)


def read(session: Session, frame: CodeFrame) -> dict[int, list[str]]:
    """By theme id (before any merging): `MOST_EXAMPLES` excerpts at most, accepted ones first, then the surest.

    After the frame's own: those that came with a theme in a file, and those that people decided on or read elsewhere,
    under the same theme of a frame that was copied from this one or that this one was copied from.
    """
    own = _ranked(session, frame, decided=False)
    for more in (kinship.file_examples(session, frame), _of_relatives(session, frame)):
        for theme, said in more.items():
            own[theme] = list(dict.fromkeys([*own.get(theme, []), *said]))[:MOST_EXAMPLES]
    return own


def _of_relatives(session: Session, frame: CodeFrame) -> dict[int, list[str]]:
    twins = kinship.twins(session, frame)
    found: dict[int, list[str]] = {}
    for other in kinship.related_frames(session, twins):
        for theme, said in _ranked(session, other, decided=True).items():
            if theme in twins:
                found.setdefault(twins[theme], []).extend(said)
    return found


def _ranked(session: Session, frame: CodeFrame, *, decided: bool) -> dict[int, list[str]]:
    """With `decided` only what people accepted, and what stands on answers they read in full."""
    codes = direct_codes(frame)
    words = SOURCES[frame.source_kind].words(frame.source_id).subquery("words")
    said = func.substr(words.c.text, Excerpt.start + 1, Excerpt.end - Excerpt.start).label("said")
    different = (
        select(
            codes.c.theme_id, said, func.max(codes.c.accepted).label("accepted"),
            func.max(func.coalesce(codes.c.confidence, 1.0)).label("sure"), func.min(codes.c.excerpt_id).label("first"),
        )
        .join(Excerpt, Excerpt.id == codes.c.excerpt_id)
        .join(words, words.c.item_id == codes.c.item_id)
        .join(ThemedItem, and_(ThemedItem.frame_id == frame.id, ThemedItem.item_id == codes.c.item_id))
        .where(or_(literal(not decided), codes.c.accepted == 1, ThemedItem.read_at.is_not(None)))
        .group_by(codes.c.theme_id, said)
        .subquery("different")
    )  # fmt: skip
    order = (different.c.accepted.desc(), different.c.sure.desc(), different.c.first)
    return _grouped(session, _best(different, order, MOST_EXAMPLES))


def publishable(session: Session, frame: CodeFrame, *, most: int) -> dict[int, list[str]]:
    """By theme id: excerpts whose writers allow that they are published, no two alike, the most typical first. One
    statement for all themes.
    """
    coding = effective(frame)
    rows, words = coding.rows, coding.words
    allowed = SOURCES[frame.source_kind].quotable(frame.source_id).subquery("quotable")
    said = func.trim(func.substr(words.c.text, Excerpt.start + 1, Excerpt.end - Excerpt.start)).label("said")
    fits = case((func.length(said).between(*_GOOD_LENGTH), 0), else_=1)
    different = (
        select(
            rows.c.theme_id, said, func.min(func.coalesce(rows.c.rank, 99)).label("rank"), func.min(fits).label("fits"),
            func.max(rows.c.accepted).label("accepted"), func.max(func.coalesce(rows.c.confidence, 1.0)).label("sure"),
            func.min(rows.c.excerpt_id).label("first"),
        )
        .join(Excerpt, Excerpt.id == rows.c.excerpt_id)
        .join(words, words.c.item_id == rows.c.item_id)
        .join(allowed, allowed.c.item_id == rows.c.item_id)
        .group_by(rows.c.theme_id, said)
        .subquery("different")
    )  # fmt: skip
    order = (
        different.c.rank,
        different.c.fits,
        different.c.accepted.desc(),
        different.c.sure.desc(),
        different.c.first,
    )
    found = _grouped(session, _best(different, order, most))
    return {theme: [" ".join(one.split()) for one in texts] for theme, texts in found.items()}


def _best(different: Any, order: tuple[ColumnElement[Any], ...], most: int) -> Select[*tuple[Any, ...]]:
    """(theme_id, said): the first `most` of each theme in this order."""
    place = func.row_number().over(partition_by=different.c.theme_id, order_by=order).label("place")
    ranked = select(different.c.theme_id, different.c.said, place).subquery("ranked")
    chosen = select(ranked.c.theme_id, ranked.c.said).where(ranked.c.place <= most)
    return chosen.order_by(ranked.c.theme_id, ranked.c.place)


def _grouped(session: Session, chosen: Select[*tuple[Any, ...]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for theme_id, words_said in session.execute(chosen):
        found.setdefault(theme_id, []).append(words_said)
    return found
