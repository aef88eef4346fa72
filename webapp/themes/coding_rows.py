"""The rows behind acts: what stands now, and making a list of changes true."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import delete, func, insert, select, tuple_
from sqlalchemy.orm import Session

from webapp.themes.models import CodeFrame, Decision, Excerpt, Suggestion, Theme, Verdict
from webapp.themes.rules import Change, Themes, destination

Code = tuple[int, int]
"""Excerpt id, theme id."""
T = TypeVar("T")
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
    """Those of the changes whose excerpt still exists: people may have changed or taken back their words since."""
    excerpts = {one.excerpt for one in changes if one.excerpt is not None}
    left = {
        excerpt
        for batch in in_batches(excerpts)
        for excerpt in session.scalars(select(Excerpt.id).where(Excerpt.id.in_(batch)))
    }
    return [one for one in changes if one.excerpt is None or one.excerpt in left]


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


def standing(
    session: Session, themes: Mapping[int, Theme], changes: Sequence[Change]
) -> dict[tuple[int, str, int | None], Any]:
    """How what these changes touched stands now, by (theme, field, excerpt)."""
    decided = verdicts(session, {one.excerpt for one in changes if one.excerpt is not None})
    return {
        (one.theme, one.field, one.excerpt): decided.get((one.excerpt, one.theme))
        if one.excerpt is not None
        else read_field(themes[one.theme], one.field)
        for one in changes
    }


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
    if field == "dropped":
        return theme.dropped_at is not None
    return theme.merged_into_id if field == "merged_into" else getattr(theme, field)


def apply(
    session: Session, themes: Mapping[int, Theme], changes: Sequence[Change], *, person_id: int, at: datetime
) -> None:
    """Make the changes true."""
    for one in changes:
        if one.field == "dropped":
            themes[one.theme].dropped_at = at if one.after else None
        elif one.field == "merged_into":
            themes[one.theme].merged_into_id = one.after
        elif one.field != "verdict":
            setattr(themes[one.theme], one.field, one.after)
    _apply_verdicts(session, [one for one in changes if one.field == "verdict"], person_id, at)


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
