"""Reading themes and counting under them. Counts follow `coding.effective`; none costs more SQL for more answers."""

from webapp.themes.queries.counts import ThemeCount, theme_by_stance, theme_counts
from webapp.themes.queries.excerpts import (
    PAGE,
    CodeOfAnswer,
    ExcerptShown,
    codes_of_answers,
    excerpts_of_theme,
    read_excerpts,
    shown_excerpts,
)
from webapp.themes.queries.frames import (
    FrameFacts,
    count_answers,
    facts_of,
    find_answer,
    find_frame,
    find_theme,
    frame_facts,
    last_run,
    list_themes,
    name_of,
)
from webapp.themes.queries.quotes import Quote, typical_excerpts

__all__ = [
    "PAGE",
    "CodeOfAnswer",
    "ExcerptShown",
    "FrameFacts",
    "Quote",
    "ThemeCount",
    "codes_of_answers",
    "count_answers",
    "excerpts_of_theme",
    "facts_of",
    "find_answer",
    "find_frame",
    "find_theme",
    "frame_facts",
    "last_run",
    "list_themes",
    "name_of",
    "read_excerpts",
    "shown_excerpts",
    "theme_by_stance",
    "theme_counts",
    "typical_excerpts",
]
