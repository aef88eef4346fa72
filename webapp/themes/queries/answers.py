"""Finding answers by anything that is known of them, in pages that do not slow down towards the end."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, String, and_, case, cast, func, or_, select
from sqlalchemy.orm import Session

from webapp.themes.coding import Effective, effective, waits
from webapp.themes.models import CodeFrame, ItemFlag, Theme, ThemedItem
from webapp.themes.queries.excerpts import PAGE
from webapp.themes.queries.families import family
from webapp.themes.queries.frames import list_themes
from webapp.themes.registry import SOURCES
from webapp.themes.rules import LIKELY, SURE


class Band(StrEnum):
    """How sure a code is."""

    DECIDED = "decided"
    SURE = "sure"
    LIKELY = "likely"
    LESS_SURE = "less-sure"


class State(StrEnum):
    """How far an answer is."""

    UNREAD = "unread"
    READ = "read"
    LOOK = "look"  # a code waits for a look, or nothing fits
    UNDER_NONE = "none"
    NEW = "new"  # came after the machine read
    PUT_OFF = "later"


class Letters(StrEnum):
    """Whether to list copies of letters sent by many."""

    ONLY = "only"
    WITHOUT = "without"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which answers to list; empty fields do not narrow. `facts`: value by key of `Source.facts`."""

    word: str = ""
    theme: int | None = None
    band: Band | None = None
    state: State | None = None
    letters: Letters | None = None
    flag: str = ""
    language: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnswerFound:
    """`copies`: how many answers that match hold these very words; they are listed once, and treated alike."""

    item_id: int
    group: str
    text: str
    language: str
    campaign_id: int | None
    read_at: datetime | None
    coded: bool
    copies: int


@dataclass(frozen=True, slots=True)
class AnswersFound:
    """`total`: all that match, copies in full. `after`, `before`: where the next page and the one before start."""

    rows: Sequence[AnswerFound]
    total: int
    after: int | None
    before: int | None


def find_answers(
    session: Session, frame: CodeFrame, wanted: Wanted, *, after: int = 0, before: int | None = None
) -> AnswersFound:
    """One page of answers by id. `after` and `before` are ids that stood at a page's end."""
    matching = _matching(session, frame, wanted)
    total = session.scalar(select(func.count()).select_from(matching.subquery())) or 0
    words = func.coalesce(func.nullif(ThemedItem.digest, ""), cast(ThemedItem.item_id, String))
    words = func.coalesce(words, cast(matching.selected_columns.item_id, String))
    once = matching.add_columns(
        func.count().over(partition_by=words).label("copies"),
        func.row_number().over(partition_by=words, order_by=matching.selected_columns.item_id).label("place"),
    ).subquery("once")
    page = select(*[column for column in once.c if column.key != "place"]).where(once.c.place == 1)
    if before is not None:
        page = page.where(once.c.item_id < before).order_by(once.c.item_id.desc())
    else:
        page = page.where(once.c.item_id > after).order_by(once.c.item_id)
    rows = [AnswerFound(**row._mapping) for row in session.execute(page.limit(PAGE + 1))]
    more, rows = len(rows) > PAGE, rows[:PAGE]
    if before is not None:
        rows.reverse()
    has_next, has_previous = (True, more) if before is not None else (more, after > 0)
    return AnswersFound(
        rows, total, rows[-1].item_id if rows and has_next else None, rows[0].item_id if rows and has_previous else None
    )


def matching_items(session: Session, frame: CodeFrame, wanted: Wanted, *, most: int) -> list[int]:
    """Ids of the answers that match and that the machine has read, `most` of them at most."""
    matching = _matching(session, frame, wanted).where(ThemedItem.id.is_not(None))
    return [row.item_id for row in session.execute(matching.order_by(matching.selected_columns.item_id).limit(most))]


def same_words(session: Session, frame: CodeFrame, item_ids: Collection[int]) -> list[int]:
    """These answers of the frame and all that hold the very same words, by id."""
    ticked = select(ThemedItem.digest).where(ThemedItem.frame_id == frame.id, ThemedItem.item_id.in_(item_ids))
    same = or_(ThemedItem.item_id.in_(item_ids), and_(ThemedItem.digest != "", ThemedItem.digest.in_(ticked)))
    counts = ThemedItem.item_id.in_(select(_words(frame).c.item_id))
    found = select(ThemedItem.item_id).where(ThemedItem.frame_id == frame.id, same, counts)
    return list(session.scalars(found.order_by(ThemedItem.item_id)))


def flag_kinds(session: Session, frame: CodeFrame) -> list[str]:
    """Kinds of flags that came up."""
    return list(session.scalars(select(ItemFlag.kind).where(ItemFlag.frame_id == frame.id).distinct()))


def languages(session: Session, frame: CodeFrame) -> list[tuple[str, int]]:
    """Languages that came up, with how many answers each, the commonest first."""
    counted = select(ThemedItem.language, func.count()).where(ThemedItem.frame_id == frame.id)
    rows = session.execute(counted.group_by(ThemedItem.language).order_by(func.count().desc(), ThemedItem.language))
    return [(language, count) for language, count in rows if language]


def _words(frame: CodeFrame) -> Any:
    return SOURCES[frame.source_kind].words(frame.source_id).subquery("words")


def _matching(session: Session, frame: CodeFrame, wanted: Wanted) -> Select[*tuple[Any, ...]]:
    """The answers that match, with the columns of `AnswerFound` except `copies`."""
    words = _words(frame)
    item = and_(ThemedItem.frame_id == frame.id, ThemedItem.item_id == words.c.item_id)
    found = select(
        words.c.item_id, words.c.group, words.c.text,
        func.coalesce(ThemedItem.language, words.c.language).label("language"),
        ThemedItem.campaign_id, ThemedItem.read_at, ThemedItem.id.is_not(None).label("coded"),
    ).outerjoin(ThemedItem, item)  # fmt: skip
    if wanted.word:
        found = found.where(words.c.text.icontains(wanted.word, autoescape=True))
    if wanted.theme is not None or wanted.band is not None or wanted.state in _OF_CODES:
        found = found.where(words.c.item_id.in_(_with_codes(session, frame, effective(frame), wanted)))
    if wanted.state in _OF_ITEMS:
        found = found.where(_OF_ITEMS[wanted.state])
    if wanted.letters is not None:
        found = found.where(ThemedItem.campaign_id.is_not(None) == (wanted.letters is Letters.ONLY))
    if wanted.flag:
        flagged = select(ItemFlag.item_id).where(ItemFlag.frame_id == frame.id, ItemFlag.kind == wanted.flag)
        found = found.where(words.c.item_id.in_(flagged))
    if wanted.language:
        found = found.where(ThemedItem.language == wanted.language)
    return _with_facts(frame, found, words.c.item_id, wanted.facts)


_OF_ITEMS: dict[State | None, ColumnElement[bool]] = {
    State.UNREAD: and_(ThemedItem.read_at.is_(None), ThemedItem.id.is_not(None)),
    State.READ: ThemedItem.read_at.is_not(None),
    State.NEW: ThemedItem.id.is_(None),
    State.PUT_OFF: and_(ThemedItem.later_at.is_not(None), ThemedItem.read_at.is_(None)),
}
_OF_CODES = (State.LOOK, State.UNDER_NONE)


def _with_facts(
    frame: CodeFrame, found: Select[*tuple[Any, ...]], item_id: ColumnElement[int], facts: Mapping[str, str]
) -> Select[*tuple[Any, ...]]:
    for key, value in facts.items():
        known = SOURCES[frame.source_kind].fact_select(frame.source_id, key)
        if known is not None:
            having = known.subquery(f"fact_{key}")
            found = found.where(item_id.in_(select(having.c.item_id).where(having.c.value == value)))
    return found


def _with_codes(session: Session, frame: CodeFrame, coding: Effective, wanted: Wanted) -> Select[int]:
    """Ids of answers with a code as wanted: under the theme, as sure as that, waiting for a look."""
    rows = coding.rows
    codes = select(rows.c.item_id)
    if wanted.theme is not None:
        codes = codes.where(rows.c.theme_id.in_(family(list_themes(session, frame), wanted.theme)))
    if wanted.band is not None:
        codes = codes.where(_in_band(rows, wanted.band))
    none = select(Theme.id).where(Theme.frame_id == frame.id, Theme.special.is_not(None)).where(Theme.special == "none")
    if wanted.state is State.UNDER_NONE:
        codes = codes.where(rows.c.theme_id.in_(none))
    if wanted.state is State.LOOK:
        undecided_none = and_(rows.c.theme_id.in_(none), rows.c.accepted == 0)
        codes = codes.where(or_(waits(rows), undecided_none))
    return codes


def _in_band(rows: CTE, band: Band) -> ColumnElement[bool]:
    sure = case((rows.c.accepted == 1, 2.0), else_=func.coalesce(rows.c.confidence, 0.0))
    least, most = {
        Band.DECIDED: (2, 3),
        Band.SURE: (SURE, 1.5),
        Band.LIKELY: (LIKELY, SURE),
        Band.LESS_SURE: (0, LIKELY),
    }[band]
    return and_(sure >= least, sure < most)
