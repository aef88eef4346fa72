"""Which rooms offer their words."""

from webapp.themes.from_consultations import QuestionSource
from webapp.themes.from_forums import ThreadSource
from webapp.themes.sources import Source

SOURCES: dict[str, Source] = {source.kind: source for source in (QuestionSource(), ThreadSource())}
