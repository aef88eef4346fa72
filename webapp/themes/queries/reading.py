"""What a reader is shown beside one answer, and which answer comes next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, tuple_
from sqlalchemy.orm import Session

from webapp.accounts.models import Person
from webapp.themes.coding_rows import in_batches
from webapp.themes.marking import OPEN_FOR
from webapp.themes.models import Act, ActKind, Campaign, CodeFrame, ItemFlag, Note, Suggestion, ThemedItem
from webapp.themes.models import Excerpt as ExcerptRow
from webapp.themes.registry import SOURCES

LAST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class ReadingProgress:
    """`mine`: of those read, by one person. `drawn`: read ones that were drawn by lot."""

    answers: int
    read: int
    mine: int
    drawn: int

    @property
    def left(self) -> int:
        return self.answers - self.read

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means all."""
        return 100 * self.read // self.answers if self.answers else 0


@dataclass(frozen=True, slots=True)
class CopiesShown:
    """`same`: others who sent exactly these words; `all`: others who sent the letter, adapted or not."""

    same: int
    all: int
    letter: str


def find_item(session: Session, frame: CodeFrame, item_id: int, *, fresh: bool = False) -> ThemedItem | None:
    rows = select(ThemedItem).where(ThemedItem.frame_id == frame.id, ThemedItem.item_id == item_id)
    return session.scalar(rows.execution_options(populate_existing=fresh))


def counting(frame: CodeFrame) -> Select[int]:
    """Ids of the answers that count now."""
    words = SOURCES[frame.source_kind].words(frame.source_id).subquery("counting")
    return select(words.c.item_id)


def progress(session: Session, frame: CodeFrame, person_id: int) -> ReadingProgress:
    read = ThemedItem.read_at.is_not(None)
    counted = session.execute(
        select(
            func.count(),
            func.count(case((read, 1))),
            func.count(case((and_(read, ThemedItem.read_by == person_id), 1))),
            func.count(case((and_(read, ThemedItem.random), 1))),
        ).where(ThemedItem.frame_id == frame.id, ThemedItem.item_id.in_(counting(frame)))
    ).one()
    return ReadingProgress(*counted)


def next_to_read(frame: CodeFrame, *, person_id: int, after: ThemedItem | None, now: datetime) -> Select[ThemedItem]:
    """The item to read next: what teaches most first, put-off ones last, none that a colleague has open.

    `after`: go on behind this one, and begin again at the top when nothing is left behind it.
    """
    order = (func.coalesce(ThemedItem.read_order, LAST), ThemedItem.item_id)
    behind: list[ColumnElement[int]] = []
    if after is not None:
        here = (LAST if after.read_order is None else after.read_order, after.item_id)
        behind = [case((tuple_(*order) > here, 0), else_=1)]
    free = or_(ThemedItem.opened_at.is_(None), ThemedItem.opened_at < now - OPEN_FOR, ThemedItem.opened_by == person_id)
    unread = select(ThemedItem).where(
        ThemedItem.frame_id == frame.id, ThemedItem.read_at.is_(None), free, ThemedItem.item_id.in_(counting(frame))
    )
    if after is not None:
        unread = unread.where(ThemedItem.id != after.id)
    put_off = (ThemedItem.later_at.is_not(None), ThemedItem.later_at)
    return unread.order_by(put_off[0], *behind, put_off[1], *order).limit(1)


def read_before(session: Session, frame: CodeFrame, item: ThemedItem, *, person_id: int) -> int | None:
    """The answer this person read last before this one (or last of all, when this one is not read)."""
    mine = select(ThemedItem.item_id).where(
        ThemedItem.frame_id == frame.id, ThemedItem.read_by == person_id, ThemedItem.id != item.id
    )
    if item.read_at is not None:
        mine = mine.where(tuple_(ThemedItem.read_at, ThemedItem.item_id) < (item.read_at, item.item_id))
    return session.scalar(mine.order_by(ThemedItem.read_at.desc(), ThemedItem.item_id.desc()).limit(1))


def flags_of(session: Session, frame: CodeFrame, item_id: int) -> Sequence[ItemFlag]:
    flags = select(ItemFlag).where(ItemFlag.frame_id == frame.id, ItemFlag.item_id == item_id)
    return session.scalars(flags.order_by(ItemFlag.start, ItemFlag.kind)).all()


def notes_beside(
    session: Session, frame: CodeFrame, *, item_id: int | None = None, theme_id: int | None = None
) -> list[tuple[Note, str]]:
    """Notes beside an answer or a theme that nobody removed, with who wrote them, oldest first."""
    notes = (
        select(Note, func.coalesce(Person.name, ""))
        .outerjoin(Person, Person.id == Note.person_id)
        .where(Note.frame_id == frame.id, Note.removed_at.is_(None))
        .where(Note.item_id == item_id if item_id is not None else Note.theme_id == theme_id)
        .order_by(Note.id)
    )
    return [(note, name) for note, name in session.execute(notes).unique()]


def copies_of(item: ThemedItem, *, identical: bool) -> ColumnElement[bool]:
    """Whether another item holds the same words (or, not `identical`, the same letter, adapted or not)."""
    others = and_(ThemedItem.frame_id == item.frame_id, ThemedItem.id != item.id)
    same = and_(ThemedItem.digest == item.digest, ThemedItem.digest != "")
    if identical or item.campaign_id is None:
        return and_(others, same)
    return and_(others, or_(same, ThemedItem.campaign_id == item.campaign_id))


def campaign_of(session: Session, frame: CodeFrame, item: ThemedItem) -> CopiesShown:
    """How many others sent the same, and the letter as most people sent it ("" when there is none)."""
    same, every = session.execute(
        select(func.count(case((copies_of(item, identical=True), 1))), func.count()).where(
            copies_of(item, identical=False), ThemedItem.item_id.in_(counting(frame))
        )
    ).one()
    if item.campaign_id is None:
        return CopiesShown(same, every, "")
    words = SOURCES[frame.source_kind].words(frame.source_id).subquery("words")
    typical = select(words.c.text).join(Campaign, Campaign.typical_item_id == words.c.item_id)
    return CopiesShown(same, every, session.scalar(typical.where(Campaign.id == item.campaign_id)) or "")


def suggested_for(session: Session, frame: CodeFrame, item_ids: Collection[int]) -> dict[int, list[list[float]]]:
    """By answer: pairs of a theme's id and the machine's confidence, as they stand now."""
    found: dict[int, dict[int, float]] = {one: {} for one in item_ids}
    for batch in in_batches(item_ids):
        rows = session.execute(
            select(ExcerptRow.item_id, Suggestion.theme_id, func.max(Suggestion.confidence))
            .join(Suggestion, Suggestion.excerpt_id == ExcerptRow.id)
            .where(ExcerptRow.frame_id == frame.id, ExcerptRow.item_id.in_(batch))
            .group_by(ExcerptRow.item_id, Suggestion.theme_id)
        )
        for item_id, theme_id, confidence in rows:
            found[item_id][theme_id] = confidence
    return {item: [[theme, sure] for theme, sure in sorted(codes.items())] for item, codes in found.items()}


def machine_codes(session: Session, frame: CodeFrame, item_id: int) -> dict[int, tuple[float, str | None]]:
    """By theme (as it was suggested, before any merging): how sure the machine is, and the stance it sees."""
    rows = session.execute(
        select(Suggestion.theme_id, Suggestion.confidence, Suggestion.stance)
        .join(ExcerptRow, ExcerptRow.id == Suggestion.excerpt_id)
        .where(ExcerptRow.frame_id == frame.id, ExcerptRow.item_id == item_id)
        .order_by(Suggestion.confidence)
    )
    return {theme: (sure, stance) for theme, sure, stance in rows}


def names_of_people(session: Session, ids: Collection[int | None]) -> dict[int, str]:
    wanted = {one for one in ids if one is not None}
    return dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted))).all()) if wanted else {}


def last_reading(session: Session, frame: CodeFrame, person_id: int) -> Act | None:
    """The newest reading of this person that can be taken back."""
    mine = (Act.frame_id == frame.id, Act.person_id == person_id, Act.kind == ActKind.READ, Act.undone_by_id.is_(None))
    return session.scalar(select(Act).where(*mine).order_by(Act.id.desc()).limit(1))
