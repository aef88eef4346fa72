"""The rows behind acts: what stands now, and making a list of changes true."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import delete, func, insert, select, tuple_, update
from sqlalchemy.orm import Session

from webapp.themes.models import CodeFrame, Decision, Excerpt, Suggestion, Theme, ThemedItem, Verdict
from webapp.themes.rules import Change, Themes, destination

Code = tuple[int, int]
"""Excerpt id, theme id."""
Span = tuple[int, int, int]
"""Item id, start, end."""
Place = tuple[int, str, int | None]
"""See `Change.place`."""
T = TypeVar("T")
_MOMENTS = {"dropped": "dropped_at", "pinned": "pinned_at"}
_COLUMNS = {"merged_into": "merged_into_id"}
_AT_ONCE = 400
"""Ids in one statement: SQLite takes a thousand values or so."""


def in_batches(things: Iterable[T], size: int = _AT_ONCE) -> Iterator[list[T]]:
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch


def count_of_frame(session: Session, frame: CodeFrame, excerpts: Collection[int]) -> int:
    """How many of these excerpts are the frame's."""
    known = [one for one in excerpts if 0 < one < 2**31]
    return sum(
        session.scalar(select(func.count(Excerpt.id)).where(Excerpt.frame_id == frame.id, Excerpt.id.in_(batch))) or 0
        for batch in in_batches(known)
    )


def with_words(session: Session, changes: Sequence[Change]) -> list[Change]:
    """Those of the changes whose words still exist: people may have changed or taken them back since."""
    left = _those_left(session, Excerpt, {one.excerpt for one in changes if one.excerpt is not None})
    items = _those_left(session, ThemedItem, {one.item for one in changes if one.item is not None})
    return [one for one in changes if (one.excerpt is None or one.excerpt in left)
            and (one.item is None or one.item in items)]  # fmt: skip


def _those_left(session: Session, model: type[Excerpt | ThemedItem], ids: Collection[int]) -> set[int]:
    return {one for batch in in_batches(ids) for one in session.scalars(select(model.id).where(model.id.in_(batch)))}


def spans_of(session: Session, frame: CodeFrame, items: Collection[int]) -> dict[int, Span]:
    """(item, start, end) by excerpt id, of every excerpt of these answers."""
    found: dict[int, Span] = {}
    for batch in in_batches(items):
        rows = select(Excerpt.id, Excerpt.item_id, Excerpt.start, Excerpt.end)
        rows = rows.where(Excerpt.frame_id == frame.id, Excerpt.item_id.in_(batch))
        found |= {excerpt: (item, start, end) for excerpt, item, start, end in session.execute(rows)}
    return found


def get_excerpts(session: Session, frame: CodeFrame, kind: str, wanted: Collection[Span]) -> dict[int, Span]:
    """(item, start, end) by excerpt id, of these spans, made where there were none."""
    items = {item for item, _start, _end in wanted}
    there = spans_of(session, frame, items)
    rows = [
        {"frame_id": frame.id, "item_kind": kind, "item_id": item, "start": start, "end": end}
        for item, start, end in sorted(set(wanted) - set(there.values()))
    ]
    if rows:
        session.execute(insert(Excerpt), rows)
        there = spans_of(session, frame, items)
    return {excerpt: span for excerpt, span in there.items() if span in wanted}


def verdicts(session: Session, excerpts: Collection[int]) -> dict[Code, Verdict]:
    """Every decision on these excerpts."""
    found: dict[Code, Verdict] = {}
    for batch in in_batches(excerpts):
        decided = select(Decision.excerpt_id, Decision.theme_id, Decision.verdict).where(Decision.excerpt_id.in_(batch))
        found |= {(excerpt, theme): verdict for excerpt, theme, verdict in session.execute(decided)}
    return found


def codes_below(session: Session, excerpts: Collection[int], themes: Themes) -> dict[Code, set[int]]:
    """For each (excerpt, theme it counts under) the themes it was really given: other ones where themes were merged."""
    decided = verdicts(session, excerpts)
    given = {code for code, verdict in decided.items() if verdict is Verdict.ACCEPTED}
    for batch in in_batches(excerpts):
        suggested = select(Suggestion.excerpt_id, Suggestion.theme_id).where(Suggestion.excerpt_id.in_(batch))
        given |= {code for code in session.execute(suggested) if decided.get(code) is not Verdict.REJECTED}
    below: dict[Code, set[int]] = {}
    for excerpt, theme in given:
        below.setdefault((excerpt, destination(theme, themes)), set()).add(theme)
    return below


def stances(session: Session, excerpts: Collection[int]) -> dict[Code, str]:
    """What people said about where excerpts stand on themes; those on which they said nothing are left out."""
    found: dict[Code, str] = {}
    for batch in in_batches(excerpts):
        said = select(Decision.excerpt_id, Decision.theme_id, Decision.stance)
        said = said.where(Decision.excerpt_id.in_(batch), Decision.stance.is_not(None))
        found |= {(excerpt, theme): stance for excerpt, theme, stance in session.execute(said) if stance}
    return found


def stances_lost(session: Session, changes: Sequence[Change]) -> list[Change]:
    """A verdict that is replaced takes the stance beside it along; so that undoing brings it back, it is a change."""
    replaced = {(one.excerpt, one.theme) for one in changes if one.field == "verdict" and one.before is not None}
    replaced -= {(one.excerpt, one.theme) for one in changes if one.field == "stance"}
    said = stances(session, {excerpt for excerpt, _theme in replaced if excerpt is not None})
    return [
        Change(theme, "stance", stance, None, excerpt)
        for (excerpt, theme), stance in sorted(said.items())
        if (excerpt, theme) in replaced
    ]


def standing(session: Session, themes: Mapping[int, Theme], changes: Sequence[Change]) -> dict[Place, Any]:
    """How what these changes touched stands now."""
    excerpts = {one.excerpt for one in changes if one.excerpt is not None}
    decided, said = verdicts(session, excerpts), stances(session, excerpts)
    items = _items(session, changes)
    return {one.place: _stands(one, themes, decided, said, items) for one in changes}


def _stands(
    one: Change, themes: Mapping[int, Theme], decided: Mapping[Code, Verdict], said: Mapping[Code, str],
    items: Mapping[int, ThemedItem],
) -> Any:  # fmt: skip
    if one.item is not None:
        return read_of(items[one.item]) if one.field == "read" else translation_of(items[one.item])
    if one.excerpt is not None:
        return (said if one.field == "stance" else decided).get((one.excerpt, one.theme))
    return read_field(themes[one.theme], one.field)


def _items(session: Session, changes: Sequence[Change]) -> dict[int, ThemedItem]:
    """The themed items that changes are about, as the database has them now."""
    found: dict[int, ThemedItem] = {}
    for batch in in_batches({one.item for one in changes if one.item is not None}):
        rows = select(ThemedItem).where(ThemedItem.id.in_(batch)).execution_options(populate_existing=True)
        found |= {row.id: row for row in session.scalars(rows)}
    return found


def read_of(item: ThemedItem) -> list[Any] | None:
    """Who read it and when, as a change says it."""
    return [item.read_by, item.read_at.isoformat()] if item.read_at else None


def translation_of(item: ThemedItem) -> list[Any] | None:
    return [item.translation, item.translated_by] if item.translation else None


def used_by_others(session: Session, changes: Sequence[Change]) -> set[int]:
    """Themes that these changes made, and under which other acts have put something."""
    made = {one.theme for one in changes if one.field == "dropped"}
    own = {(one.excerpt, one.theme) for one in changes if one.excerpt is not None}
    put = select(Decision.excerpt_id, Decision.theme_id).where(Decision.theme_id.in_(made))
    put = put.where(Decision.verdict == Verdict.ACCEPTED)
    used = {theme for excerpt, theme in session.execute(put) if (excerpt, theme) not in own}
    merged = select(Theme.merged_into_id).where(Theme.merged_into_id.in_(made))
    return used | {one for one in session.scalars(merged) if one}


def read_field(theme: Theme, field: str) -> Any:
    if field in _MOMENTS:
        return getattr(theme, _MOMENTS[field]) is not None
    return getattr(theme, _COLUMNS.get(field, field))


def apply(
    session: Session, themes: Mapping[int, Theme], changes: Sequence[Change], *, person_id: int, at: datetime
) -> None:
    """Make the changes true. A stance is written on the verdict it stands beside, so verdicts come first."""
    for one in changes:
        if one.item is None and one.excerpt is None:
            _apply_field(themes[one.theme], one, at)
    _apply_verdicts(session, [one for one in changes if one.field == "verdict"], person_id, at)
    _apply_stances(session, [one for one in changes if one.field == "stance"])
    items = _items(session, changes)
    for one in changes:
        if one.item is not None:
            _apply_item(items[one.item], one)


def _apply_field(theme: Theme, one: Change, at: datetime) -> None:
    if one.field in _MOMENTS:
        setattr(theme, _MOMENTS[one.field], at if one.after else None)
    else:
        setattr(theme, _COLUMNS.get(one.field, one.field), one.after)


def _apply_item(item: ThemedItem, one: Change) -> None:
    if one.field == "read":
        person, moment = one.after or (None, None)
        item.read_by, item.read_at = person, datetime.fromisoformat(moment) if moment else None
    else:
        item.translation, item.translated_by = one.after or (None, None)


def _apply_verdicts(session: Session, changes: Sequence[Change], person_id: int, at: datetime) -> None:
    for batch in in_batches(changes):
        codes = [(one.excerpt, one.theme) for one in batch]
        session.execute(delete(Decision).where(tuple_(Decision.excerpt_id, Decision.theme_id).in_(codes)))
    rows = [
        {"excerpt_id": one.excerpt, "theme_id": one.theme, "verdict": Verdict(one.after), "person_id": person_id,
         "at": at}
        for one in changes if one.after is not None
    ]  # fmt: skip
    if rows:
        session.execute(insert(Decision), rows)


def _apply_stances(session: Session, changes: Sequence[Change]) -> None:
    for stance in {one.after for one in changes}:
        codes = [(one.excerpt, one.theme) for one in changes if one.after == stance]
        for batch in in_batches(codes):
            these = tuple_(Decision.excerpt_id, Decision.theme_id).in_(batch)
            session.execute(update(Decision).where(these).values(stance=stance))
