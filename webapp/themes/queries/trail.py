"""Where an answer counts, and who decided what about it, when, and from which suggestion."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from webapp.accounts.models import Person
from webapp.themes.models import CodeFrame, Decision, Excerpt, Suggestion, Theme, Verdict
from webapp.themes.queries.counts import ThemeCount
from webapp.themes.queries.frames import name_of


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision that stands. `sure`: how sure the machine was where it had suggested the same, else None."""

    at: datetime
    who: str
    verdict: Verdict
    theme_id: int
    theme: str
    start: int
    end: int
    stance: str | None
    sure: float | None


def decisions_on(session: Session, frame: CodeFrame, item_id: int) -> list[Decided]:
    """What people decided about one answer and stands, oldest first; what was undone is in the history."""
    same = and_(Suggestion.excerpt_id == Decision.excerpt_id, Suggestion.theme_id == Decision.theme_id)
    rows = session.execute(
        select(Decision, func.coalesce(Person.name, ""), Theme, Excerpt.start, Excerpt.end, Suggestion.confidence)
        .join(Excerpt, Excerpt.id == Decision.excerpt_id)
        .join(Theme, Theme.id == Decision.theme_id)
        .outerjoin(Person, Person.id == Decision.person_id)
        .outerjoin(Suggestion, same)
        .where(Excerpt.frame_id == frame.id, Excerpt.item_id == item_id)
        .order_by(Decision.at, Decision.id)
    )
    return [
        Decided(one.at, who, one.verdict, theme.id, name_of(theme.special, theme.name), start, end, one.stance, sure)
        for one, who, theme, start, end, sure in rows.unique()
    ]


def counts_with(counts: Sequence[ThemeCount], theme_ids: set[int]) -> list[ThemeCount]:
    """The counts that an answer under these themes is part of: of the themes, and of those they stand under."""
    above = {one.parent for one in counts if one.theme_id in theme_ids and one.parent is not None}
    return [one for one in counts if one.theme_id in theme_ids | above]


def words_found(words: Sequence[Sequence[object]], text: str) -> list[tuple[str, float]]:
    """The words that mark a theme and stand in a text, with their weight as a share of the heaviest, heaviest first."""
    said = text.casefold()
    pairs = [(str(word), float(str(weight))) for word, weight in words]
    most = max((weight for _word, weight in pairs), default=0.0)
    return [(word, weight / most) for word, weight in pairs if most > 0 and word.casefold() in said]
