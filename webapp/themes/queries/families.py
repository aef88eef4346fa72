"""Themes with their sub-themes: who stands under whom, and which ids count together."""

from collections.abc import Collection, Mapping

from sqlalchemy import CTE, case, select

from webapp.themes.models import Theme
from webapp.themes.queries.frames import facts_of
from webapp.themes.rules import parents_of


def parents(themes: Collection[Theme]) -> dict[int, int]:
    """By sub-theme, the theme it stands under now."""
    return parents_of(facts_of(themes))


def family(themes: Collection[Theme], theme_id: int) -> list[int]:
    """The theme and its sub-themes."""
    return [theme_id, *(child for child, parent in parents(themes).items() if parent == theme_id)]


def with_parents(rows: CTE, under: Mapping[int, int]) -> CTE:
    """The codes, and those of sub-themes once more under their parents. `given_id`: the theme each was given."""
    own = select(*rows.c, rows.c.theme_id.label("given_id"))
    if not under:
        return own.cte("counted")
    columns = [case(under, value=rows.c.theme_id).label("theme_id") if one.key == "theme_id" else one for one in rows.c]
    again = select(*columns, rows.c.theme_id.label("given_id")).where(rows.c.theme_id.in_(under))
    return own.union_all(again).cte("counted")
