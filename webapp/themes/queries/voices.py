"""Small voices: themes that few people raise, and themes that one group raises more than the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from webapp.tally.leaning import Leaning, leanings
from webapp.themes.coding import effective
from webapp.themes.models import CodeFrame, ThemedItem
from webapp.themes.queries.counts import ThemeCount
from webapp.themes.registry import SOURCES

SMALL = 0.05
"""Share of the answers up to which a theme is called small."""
GROUPS = ("who", "area")
"""Facts whose groups are compared."""


@dataclass(frozen=True, slots=True)
class Raised:
    """A theme that a group raises more than all others together. `heading`: what kind of group it is."""

    theme: ThemeCount
    heading: str
    leaning: Leaning


def small_themes(counts: Sequence[ThemeCount], answers: int) -> list[ThemeCount]:
    """Themes that few people raise and that are themes all the same: most of what is under them is sure or decided."""
    themes = [one for one in counts if not one.special and 0 < one.people <= SMALL * answers]
    return sorted((one for one in themes if 2 * one.waiting <= one.people), key=lambda one: (-one.people, one.label))


def raised_more(session: Session, frame: CodeFrame, counts: Sequence[ThemeCount]) -> list[Raised]:
    """Themes by the groups that raise them clearly more, told only where nobody can be picked out."""
    source, found = SOURCES[frame.source_kind], []
    themes = {one.theme_id: one for one in counts if not one.special}
    for fact in source.facts(session, frame.source_id):
        if fact.key in GROUPS:
            bases, raised = _count(session, frame, fact.key)
            found += [
                Raised(themes[theme], fact.heading, leaning)
                for theme, groups in raised.items()
                if theme in themes
                for leaning in leanings(groups, bases)
            ]
    return sorted(found, key=lambda one: (-one.leaning.people / one.leaning.base, one.theme.label, one.leaning.group))


def _count(session: Session, frame: CodeFrame, key: str) -> tuple[dict[str, int], dict[int, dict[str, int]]]:
    """People read by group, and by theme and group."""
    known = SOURCES[frame.source_kind].fact_select(frame.source_id, key)
    if known is None:
        return {}, {}
    fact, coding = known.subquery("fact"), effective(frame)
    rows, people = coding.rows, func.count(distinct(fact.c.item_id))
    read = select(ThemedItem.item_id).where(
        ThemedItem.frame_id == frame.id, ThemedItem.item_id.in_(select(coding.words.c.item_id))
    )
    bases = session.execute(select(fact.c.value, people).where(fact.c.item_id.in_(read)).group_by(fact.c.value))
    raised: dict[int, dict[str, int]] = {}
    under = select(rows.c.theme_id, fact.c.value, people).join(fact, fact.c.item_id == rows.c.item_id)
    for theme, group, count in session.execute(under.group_by(rows.c.theme_id, fact.c.value)):
        raised.setdefault(theme, {})[group] = count
    return dict(bases.all()), raised
