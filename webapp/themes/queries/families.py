"""Themes with their sub-themes: who stands under whom, and which ids count together."""

from collections.abc import Collection

from webapp.themes.models import Theme
from webapp.themes.queries.frames import facts_of
from webapp.themes.rules import parents_of


def parents(themes: Collection[Theme]) -> dict[int, int]:
    """By sub-theme, the theme it stands under now."""
    return parents_of(facts_of(themes))


def family(themes: Collection[Theme], theme_id: int) -> list[int]:
    """The theme and its sub-themes."""
    return [theme_id, *(child for child, parent in parents(themes).items() if parent == theme_id)]
