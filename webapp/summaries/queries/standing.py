"""How each theme's people came under it, and where their words stand on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import CTE, Select, case, func, select
from sqlalchemy.orm import Session

from webapp.themes.coding import one_stance


@dataclass(frozen=True)
class Standing:
    """One theme's people. `decided`: of them, those whose words a person put there; the others were suggested.

    `expected`: the sum of the confidences of the suggested, which is how many of them should be right. `told`: people
    by stance, "" where their words do not say.
    """

    people: int = 0
    decided: int = 0
    expected: float = 0.0
    told: Mapping[str, int] = field(default_factory=dict)


def read_standing(session: Session, rows: CTE) -> dict[int, Standing]:
    """By theme. `rows`: the coding, each code under the wider theme as well. One statement."""
    found: dict[int, Standing] = {}
    for theme, stance, people, decided, expected in session.execute(_by_theme_and_stance(rows)):
        before = found.get(theme, Standing())
        found[theme] = Standing(
            before.people + people,
            before.decided + decided,
            before.expected + float(expected or 0),
            {**before.told, stance or "": people},
        )
    return found


def _by_theme_and_stance(rows: CTE) -> Select[*tuple[Any, ...]]:
    each = (
        select(
            rows.c.theme_id,
            func.max(rows.c.accepted).label("accepted"),
            func.max(rows.c.confidence).label("confidence"),
            one_stance(rows.c.stance).label("stance"),
        )
        .group_by(rows.c.theme_id, rows.c.item_id)
        .subquery("each")
    )
    suggested = case((each.c.accepted == 0, each.c.confidence))
    return select(
        each.c.theme_id, each.c.stance, func.count(), func.sum(each.c.accepted), func.sum(suggested)
    ).group_by(each.c.theme_id, each.c.stance)  # fmt: skip
