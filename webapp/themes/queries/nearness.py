"""Which themes lie near another one: raised by the same people, or known by the same words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from webapp.themes.coding import effective
from webapp.themes.models import CodeFrame, Theme
from webapp.themes.queries.frames import list_themes

MOST_SHOWN = 5
FEWEST_SHARED = 3
SHARE = 0.25
"""Of the smaller theme's people, from which two themes are called near."""


@dataclass(frozen=True, slots=True)
class Near:
    """`both`: people under both; `of`: people under the smaller of the two. `words`: those that mark both."""

    theme_id: int
    name: str
    both: int
    of: int
    words: tuple[str, ...]


def overlapping(session: Session, frame: CodeFrame, theme_id: int) -> list[Near]:
    """Themes near this one, the nearest first: many people raise both, or the same words mark them."""
    themes = {one.id: one for one in list_themes(session, frame) if one.live and not one.special}
    if theme_id not in themes:
        return []
    rows = effective(frame).rows
    mine = select(rows.c.item_id).where(rows.c.theme_id == theme_id)
    people = func.count(distinct(rows.c.item_id))
    counted = select(rows.c.theme_id, people).group_by(rows.c.theme_id)
    sizes: dict[int, int] = dict(session.execute(counted).all())
    both: dict[int, int] = dict(session.execute(counted.where(rows.c.item_id.in_(mine))).all())
    found = [_near(themes, theme_id, other, both, sizes) for other in themes if other != theme_id]
    near = [
        one for one in found if len(one.words) >= FEWEST_SHARED or (one.both >= FEWEST_SHARED and _share(one) >= SHARE)
    ]
    return sorted(near, key=lambda one: (-_share(one) - len(one.words) / 10, one.name))[:MOST_SHOWN]


def _near(
    themes: Mapping[int, Theme], theme_id: int, other: int, both: Mapping[int, int], sizes: Mapping[int, int]
) -> Near:
    smaller = min(sizes.get(theme_id, 0), sizes.get(other, 0))
    mine, theirs = _words(themes[theme_id].words), _words(themes[other].words)
    shared = tuple(word for word in mine if word in theirs)
    return Near(other, themes[other].name, both.get(other, 0), smaller, shared)


def _share(one: Near) -> float:
    return one.both / one.of if one.of else 0.0


def _words(words: Sequence[Sequence[object]], most: int = 12) -> list[str]:
    return [str(word) for word, *_weight in words[:most]]
