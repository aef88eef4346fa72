"""What the machine is shown of each theme when it reads again: excerpts that are under it now."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.themes.coding import direct_codes
from webapp.themes.models import CodeFrame, Excerpt
from webapp.themes.registry import SOURCES
from webapp.themes.rules import MOST_EXAMPLES


def read(session: Session, frame: CodeFrame) -> dict[int, list[str]]:
    """By theme id (before any merging): `MOST_EXAMPLES` excerpts at most, accepted ones first, then the surest."""
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
        .group_by(codes.c.theme_id, said)
        .subquery("different")
    )  # fmt: skip
    order = (different.c.accepted.desc(), different.c.sure.desc(), different.c.first)
    place = func.row_number().over(partition_by=different.c.theme_id, order_by=order).label("place")
    ranked = select(different.c.theme_id, different.c.said, place).subquery("ranked")
    chosen = select(ranked).where(ranked.c.place <= MOST_EXAMPLES).order_by(ranked.c.theme_id, ranked.c.place)
    found: dict[int, list[str]] = {}
    for theme_id, words_said, _place in session.execute(chosen):
        found.setdefault(theme_id, []).append(words_said)
    return found
