"""Counting people under themes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, distinct, func, select
from sqlalchemy.orm import Session

from webapp.themes.coding import effective, is_live, waits
from webapp.themes.models import Theme
from webapp.themes.queries.families import parents, with_parents
from webapp.themes.queries.frames import find_frame, list_themes, name_of
from webapp.themes.registry import SOURCES


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """`people`: answers under the theme or a sub-theme of it, copies of campaigns in full; `campaign_people`: those
    that are such copies; `waiting`: those under it only as a less sure suggestion nobody looked at. `special`: "none",
    "no-reason" or None. `parent`: the theme it stands under; `own`: people under the theme itself.
    """

    theme_id: int
    label: str
    description: str
    special: str | None
    people: int
    campaign_people: int
    excerpts: int
    waiting: int
    parent: int | None = None
    own: int = 0


def theme_counts(session: Session, source_kind: str, source_id: int) -> list[ThemeCount]:
    """Every theme that counts, those with most people first and each followed by its sub-themes; the two special ones
    last. Empty before the first run. Somebody under a theme and its sub-theme is one person of both.
    """
    frame = find_frame(session, source_kind, source_id)
    if frame is None:
        return []
    under = parents(list_themes(session, frame))
    rows = with_parents(effective(frame).rows, under)
    in_campaign = case((rows.c.campaign_id.is_not(None), rows.c.item_id))
    everybody = func.count(distinct(rows.c.item_id))
    counted = session.execute(
        select(
            Theme, everybody, func.count(distinct(in_campaign)), func.count(distinct(rows.c.excerpt_id)),
            func.count(distinct(case((waits(rows), rows.c.item_id)))),
            func.count(distinct(case((rows.c.given_id == Theme.id, rows.c.item_id)))),
        )
        .outerjoin(rows, rows.c.theme_id == Theme.id)
        .where(Theme.frame_id == frame.id, is_live())
        .group_by(Theme.id)
        .order_by(Theme.special.is_not(None), everybody.desc(), Theme.position, Theme.id)
    )  # fmt: skip
    counts = [
        ThemeCount(
            theme.id, name_of(theme.special, theme.name), theme.about, theme.special,
            people, copies, excerpts, waiting, under.get(theme.id), own,
        )
        for theme, people, copies, excerpts, waiting, own in counted
    ]  # fmt: skip
    return _nested(counts)


def _nested(counts: Sequence[ThemeCount]) -> list[ThemeCount]:
    """Each theme followed by its sub-themes."""
    first = [one for one in counts if one.parent is None]
    return [line for one in first for line in (one, *(sub for sub in counts if sub.parent == one.theme_id))]


def theme_by_stance(session: Session, source_kind: str, source_id: int) -> dict[int, dict[str, int]]:
    """People by theme id and by what they ticked ("" where they ticked nothing), in the order it was offered."""
    source, frame = SOURCES[source_kind], find_frame(session, source_kind, source_id)
    stances = source.stance_select(source_id)
    if frame is None or stances is None:
        return {}
    rows = with_parents(effective(frame).rows, parents(list_themes(session, frame)))
    ticked = stances.subquery("stances")
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
