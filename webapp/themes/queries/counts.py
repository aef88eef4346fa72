"""Counting people under themes."""

from dataclasses import dataclass

from sqlalchemy import case, distinct, func, select
from sqlalchemy.orm import Session

from webapp.themes.coding import effective, is_live, waits
from webapp.themes.models import Theme
from webapp.themes.queries.frames import find_frame, name_of
from webapp.themes.registry import SOURCES


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """`people`: answers under the theme, copies of campaigns in full; `campaign_people`: those that are such copies;
    `waiting`: those under it only as a less sure suggestion nobody looked at. `special`: "none", "no-reason" or None.
    """

    theme_id: int
    label: str
    description: str
    special: str | None
    people: int
    campaign_people: int
    excerpts: int
    waiting: int


def theme_counts(session: Session, source_kind: str, source_id: int) -> list[ThemeCount]:
    """Every theme that counts, those with most people first; the two special ones last. Empty before the first run."""
    frame = find_frame(session, source_kind, source_id)
    if frame is None:
        return []
    rows = effective(frame).rows
    in_campaign = case((rows.c.campaign_id.is_not(None), rows.c.item_id))
    people = func.count(distinct(rows.c.item_id))
    counted = session.execute(
        select(
            Theme, people, func.count(distinct(in_campaign)), func.count(distinct(rows.c.excerpt_id)),
            func.count(distinct(case((waits(rows), rows.c.item_id)))),
        )
        .outerjoin(rows, rows.c.theme_id == Theme.id)
        .where(Theme.frame_id == frame.id, is_live())
        .group_by(Theme.id)
        .order_by(Theme.special.is_not(None), people.desc(), Theme.position, Theme.id)
    )  # fmt: skip
    return [
        ThemeCount(theme.id, name_of(theme.special, theme.name), theme.about, theme.special, *numbers)
        for theme, *numbers in counted
    ]


def theme_by_stance(session: Session, source_kind: str, source_id: int) -> dict[int, dict[str, int]]:
    """People by theme id and by what they ticked ("" where they ticked nothing), in the order it was offered."""
    source, frame = SOURCES[source_kind], find_frame(session, source_kind, source_id)
    stances = source.stance_select(source_id)
    if frame is None or stances is None:
        return {}
    rows, ticked = effective(frame).rows, stances.subquery("stances")
    stance = func.coalesce(ticked.c.stance, "").label("stance")
    counted = session.execute(
        select(rows.c.theme_id, stance, func.count(distinct(rows.c.item_id)))
        .outerjoin(ticked, ticked.c.item_id == rows.c.item_id)
        .group_by(rows.c.theme_id, stance)
    )
    found = {(theme_id, words): people for theme_id, words, people in counted}
    offered = [*source.stances_in_order(session, source_id), ""]
    return {
        theme_id: {words: found[theme_id, words] for words in offered if (theme_id, words) in found}
        for theme_id in sorted({theme_id for theme_id, _words in found})
    }
