"""What an officer may begin an issue from: sentences worked out from its evidence, for them to edit.

Nobody's own words are copied into them. Quotes are shown beside an issue from where their writers can take them back.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.agenda.models import EvidenceKind
from webapp.agenda.rules.issues import Piece, Suggested
from webapp.i18n import _, ngettext
from webapp.summaries.figures.open import FEW
from webapp.summaries.models import Publication, PublishedTheme
from webapp.summaries.queries.published import figures_of

_MOST_SMALL = 6


def suggest(session: Session, pieces: Sequence[Piece]) -> Suggested:
    """Words for each part of an issue. At most two statements a theme."""
    told = [_Told(session, piece) for piece in pieces]
    return Suggested(
        who=_lines(line for one in told for line in one.who()),
        how_strongly=_lines(line for one in told for line in one.how_strongly()),
        who_disagrees=_lines(line for one in told for line in one.who_disagrees()),
        small_voices=_lines(line for one in told for line in one.small_voices()),
    )


def _lines(lines: Iterator[str]) -> str:
    return "\n".join(dict.fromkeys(lines))


class _Told:
    """What one piece of evidence says."""

    def __init__(self, session: Session, piece: Piece) -> None:
        self.piece = piece
        self.figures: Mapping[str, Any] = {}
        self.others: Sequence[PublishedTheme] = ()
        if piece.kind is EvidenceKind.THEME and piece.publication_id is not None:
            publication = session.get_one(Publication, piece.publication_id)
            self.figures = figures_of(session, publication)
            self.others = _of_same_question(session, piece)

    def who(self) -> Iterator[str]:
        piece = self.piece
        if piece.kind is EvidenceKind.THEME:
            yield _("%(figure)s raised “%(title)s”.", figure=piece.figure, title=piece.title)
            yield from self._leanings()
        elif piece.kind is EvidenceKind.FIGURE:
            yield _("%(figure)s chose “%(title)s”.", figure=piece.figure, title=piece.title)
        else:
            yield _("“%(title)s”: %(figure)s.", title=piece.title, figure=piece.figure)

    def _leanings(self) -> Iterator[str]:
        """Who raised it more than others did: sentences of the frozen record that name this theme."""
        named = f"“{self.piece.title}”"
        for section in self.figures.get("sections", ()):
            for words in section["paragraphs"]:
                if named in words and words.startswith("• "):
                    yield words.removeprefix("• ")

    def how_strongly(self) -> Iterator[str]:
        piece = self.piece
        if piece.supporting is not None and piece.opposing is not None and piece.kind is EvidenceKind.THEME:
            yield _("Of those who raised it, %(supporting)s are for what was asked and %(opposing)s against.",
                    supporting=f"{piece.supporting:,}", opposing=f"{piece.opposing:,}")  # fmt: skip
        if self.others:
            place = 1 + sum(one.people > (piece.people or 0) for one in self.others)
            yield _("Of %(all)s themes, it is number %(place)s by how many raised it.", all=len(self.others),
                    place=place)  # fmt: skip

    def who_disagrees(self) -> Iterator[str]:
        piece = self.piece
        if piece.kind is not EvidenceKind.THEME:
            return
        if piece.opposing is None:
            yield _("Nobody was asked whether they are for it or against it.")
        elif piece.opposing:
            yield ngettext("%(num)s person who raised it is against what was asked.",
                           "%(num)s people who raised it are against what was asked.", piece.opposing)  # fmt: skip
        else:
            yield _("Nobody who raised it is against what was asked.")

    def small_voices(self) -> Iterator[str]:
        few = [one for one in self.others if 0 < one.people < FEW and one.theme_id != self.piece.thing_id]
        for one in sorted(few, key=lambda theme: (-theme.people, theme.id))[:_MOST_SMALL]:
            yield ngettext("%(num)s person: %(label)s", "%(num)s people: %(label)s", one.people, label=one.name)


def _of_same_question(session: Session, piece: Piece) -> Sequence[PublishedTheme]:
    mine = select(PublishedTheme.question_id).where(
        PublishedTheme.publication_id == piece.publication_id, PublishedTheme.theme_id == piece.thing_id
    )
    rows = select(PublishedTheme).where(
        PublishedTheme.publication_id == piece.publication_id, PublishedTheme.question_id.in_(mine),
        PublishedTheme.special.is_(None), PublishedTheme.people > 0,
    )  # fmt: skip
    return session.scalars(rows.order_by(PublishedTheme.id)).all()
