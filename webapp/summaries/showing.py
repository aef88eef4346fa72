"""A publication as its page shows it: the sections of the frozen record, and each theme with its words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from webapp.consultations.models import Consultation
from webapp.consultations.queries import read_sheet
from webapp.documents.frozen import figure_from
from webapp.i18n import _, ngettext
from webapp.summaries.figures.shapes import Traced
from webapp.summaries.models import Publication, PublishedQuote, PublishedTheme, Snapshot
from webapp.summaries.queries import published as queries
from webapp.tally.figures import share_text


@dataclass(frozen=True)
class ShownTheme:
    """A published theme, how many raised it in words, and what some of them wrote."""

    theme: PublishedTheme
    said: str
    sides: str
    quotes: Sequence[PublishedQuote]


@dataclass(frozen=True)
class ShownSection:
    """A part of the record. `themes`: of the question that it is about."""

    heading: str
    level: int
    paragraphs: tuple[str, ...]
    figures: tuple[Traced, ...]
    themes: tuple[ShownTheme, ...] = ()


@dataclass(frozen=True)
class ShownPublication:
    snapshot: Snapshot
    figures: Mapping[str, Any]
    sections: tuple[ShownSection, ...]
    frames: tuple[tuple[str, int, str], ...]


def show_publication(session: Session, consultation: Consultation, publication: Publication) -> ShownPublication:
    """Read the record. Four statements, and the sheet where it is not known yet."""
    snapshot = queries.read_snapshot(session, publication)
    themes = queries.list_themes(session, publication.id)
    quotes = queries.read_quotes(session, [one.id for one in themes])
    keys = {one.id: one.key for one in read_sheet(session, consultation).questions}
    by_key: dict[str, list[ShownTheme]] = {}
    for one in themes:
        by_key.setdefault(keys.get(one.question_id, ""), []).append(show_theme(one, quotes.get(one.id, ())))
    return ShownPublication(
        snapshot=snapshot,
        figures=snapshot.figures,
        sections=tuple(_sections(snapshot.figures["sections"], by_key)),
        frames=tuple((key, of["version"], of["digest"]) for key, of in sorted(snapshot.frame_versions.items())),
    )


def show_theme(theme: PublishedTheme, quotes: Sequence[PublishedQuote]) -> ShownTheme:
    return ShownTheme(theme, people_words(theme), sides_words(theme), quotes)


def people_words(theme: PublishedTheme) -> str:
    """ "73 of 607 people (12%)" """
    words = ngettext("%(people)s of %(base)s person", "%(people)s of %(base)s people", theme.base,
                     people=f"{theme.people:,}", base=f"{theme.base:,}")  # fmt: skip
    share = share_text(theme.people, theme.base)
    percent = share.partition("(")[2]
    return f"{words} ({percent}" if percent else words


def sides_words(theme: PublishedTheme) -> str:
    """ "61 for, 5 against"; "" where nobody was asked."""
    if theme.supporting is None or theme.opposing is None:
        return ""
    return _("Of them %(supporting)s are for what was asked and %(opposing)s against.",
             supporting=f"{theme.supporting:,}", opposing=f"{theme.opposing:,}")  # fmt: skip


def _sections(kept: Sequence[Mapping[str, Any]], by_key: Mapping[str, Sequence[ShownTheme]]) -> Iterator[ShownSection]:
    for section in kept:
        figures = tuple(_untraced(one) for one in section["figures"])
        key = section["heading"].partition(".")[0]
        themes = tuple(by_key.get(key, ())) if section["level"] == 2 else ()
        yield ShownSection(section["heading"], section["level"], tuple(section["paragraphs"]), figures, themes)


def _untraced(kept: Mapping[str, Any]) -> Traced:
    """In public no number leads to the answers behind it."""
    figure = figure_from(kept)
    return Traced(figure, tuple((None,) * len(row.cells) for row in figure.rows))
