"""Keeping what a run found, in one transaction: what people decided stays, everything undecided is replaced."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, and_, delete, exists, or_, select
from sqlalchemy.orm import Session

from webapp.database import refused_as
from webapp.refusals import Refused
from webapp.themes import acts, queries, rules, storing_rows
from webapp.themes.models import (
    Act,
    ActKind,
    CodeFrame,
    Decision,
    Excerpt,
    FrameCoder,
    Origin,
    Run,
    Special,
    Suggestion,
    Theme,
    ThemedItem,
)
from webapp.themes.outcomes import NewCode, NewCodes, NewTheme, Outcome

__all__ = ["NewCode", "NewCodes", "NewTheme", "Outcome", "forget", "get_frame", "store", "touched"]


class _MadeMeanwhile(Refused):
    """Another request made the frame first."""


def get_frame(session: Session, source_kind: str, source_id: int, *, at: datetime) -> CodeFrame:
    """The source's frame, made when there is none."""
    frame = queries.find_frame(session, source_kind, source_id)
    if frame is not None:
        return frame
    try:
        with refused_as(session, {"one_frame_a_source": _MadeMeanwhile}):
            frame = CodeFrame(source_kind=source_kind, source_id=source_id, created_at=at, version=0)
            session.add(frame)
            session.flush()
    except _MadeMeanwhile:
        return get_frame(session, source_kind, source_id, at=at)
    return frame


def store(
    session: Session, *, frame: CodeFrame, outcome: Outcome, asked_by: int | None, fresh: bool, at: datetime
) -> Run:
    """Keep a run. With `fresh` machine themes that nobody touched are left behind. The caller commits, once."""
    lock(session, frame)
    run = Run(
        frame_id=frame.id, at=at, asked_by=asked_by, software=outcome.software, method=dict(outcome.method),
        seed=outcome.seed, answers=len(outcome.answers), digest=outcome.digest,
    )  # fmt: skip
    session.add(run)
    session.flush()
    if fresh:
        _retire(session, frame, keep=outcome.known, person_id=asked_by, at=at)
    theme_ids = _store_themes(session, frame, run, outcome.themes)
    storing_rows.forget_changed(session, frame, outcome.answers)
    campaigns = storing_rows.store_campaigns(session, frame, outcome)
    storing_rows.store_items(session, frame, run, outcome, campaigns)
    storing_rows.store_codes(session, frame, run, outcome, theme_ids)
    _store_coder(session, frame, run, outcome.coder, theme_ids)
    frame.version += 1
    session.flush()
    return run


def lock(session: Session, frame: CodeFrame) -> None:
    """Wait until nobody else changes the frame."""
    session.scalars(
        select(CodeFrame).where(CodeFrame.id == frame.id).with_for_update().execution_options(populate_existing=True)
    ).one()


def touched(session: Session, frame: CodeFrame) -> set[int]:
    """Themes that people named, described, made, merged, dropped, pinned or nested, under which they decided an
    excerpt, or which stand on an answer they read in full."""
    target = select(Theme.merged_into_id).where(Theme.frame_id == frame.id, Theme.merged_into_id.is_not(None))
    decided = exists().where(Decision.theme_id == Theme.id)
    named = or_(Theme.label.is_not(None), Theme.description.is_not(None), Theme.origin == Origin.PERSON)
    joined = or_(Theme.merged_into_id.is_not(None), Theme.id.in_(target))
    held = or_(Theme.dropped_at.is_not(None), Theme.pinned_at.is_not(None), Theme.id.in_(_read_under(frame)))
    by_people = or_(named, joined, held, decided)
    found = set(session.scalars(select(Theme.id).where(Theme.frame_id == frame.id, by_people)))
    return found | _nested(session, frame)


def _read_under(frame: CodeFrame) -> Select[int]:
    """Themes suggested on answers that somebody read in full."""
    item = and_(ThemedItem.frame_id == Excerpt.frame_id, ThemedItem.item_id == Excerpt.item_id)
    return (
        select(Suggestion.theme_id)
        .join(Excerpt, Excerpt.id == Suggestion.excerpt_id)
        .join(ThemedItem, item)
        .where(Excerpt.frame_id == frame.id, ThemedItem.read_at.is_not(None))
    )


def _nested(session: Session, frame: CodeFrame) -> set[int]:
    """Themes that people put under another, or took out from under one; and those others."""
    nesting = select(Act.facts).where(Act.frame_id == frame.id, Act.kind == ActKind.NEST, Act.undone_by_id.is_(None))
    changes = [one for facts in session.scalars(nesting) for one in rules.changes_from_json(facts["changes"])]
    return {theme for one in changes for theme in (one.theme, one.after) if theme}


def forget(session: Session, *, source_kind: str, item_ids: Collection[int]) -> None:
    """Words were changed or taken back by whoever wrote them: every trace of them goes, decisions on them included."""
    storing_rows.forget_items(session, select(CodeFrame.id).where(CodeFrame.source_kind == source_kind), item_ids)


def _retire(session: Session, frame: CodeFrame, *, keep: Collection[int], person_id: int | None, at: datetime) -> None:
    kept = {*keep, *touched(session, frame)}
    themes = queries.list_themes(session, frame, fresh=True)
    left = [one for one in themes if one.id not in kept and one.special is None and one.retired_at is None]
    for theme in left:
        theme.retired_at = at
    names = {str(theme.id): theme.name for theme in left}
    acts.write_down(session, frame, ActKind.START_AGAIN, person_id, [], names=names)


def _store_themes(session: Session, frame: CodeFrame, run: Run, found: Sequence[NewTheme]) -> dict[str, int]:
    """The theme id for each key. A theme that exists keeps all it has; only the machine's words are new."""
    themes = {theme.id: theme for theme in queries.list_themes(session, frame, fresh=True)}
    specials = {theme.special: theme for theme in themes.values() if theme.special}
    last = max((theme.position for theme in themes.values()), default=0)
    kept: dict[str, Theme] = {}
    for place, one in enumerate(found, start=1):
        theme = themes.get(one.theme_id or 0) or (specials.get(one.special) if one.special else None)
        if theme is None:
            theme = _new_theme(frame, run, one, last + place)
            session.add(theme)
        theme.words = [list(pair) for pair in one.words]
        kept[one.key] = theme
    session.flush()
    _nest(session, frame, kept, found)
    return {key: theme.id for key, theme in kept.items()}


def _nest(session: Session, frame: CodeFrame, kept: Mapping[str, Theme], found: Iterable[NewTheme]) -> None:
    """Put machine themes that nobody touched under the wider theme the machine sees above them, two levels at most."""
    by_people = touched(session, frame)
    above = {one.key: kept[one.parent] for one in found if one.parent is not None and one.parent in kept}
    wider = {parent.id for parent in above.values()}
    for key, parent in above.items():
        theme = kept[key]
        untouched = theme.origin is Origin.MACHINE and theme.id not in by_people
        if untouched and theme.id not in wider:
            theme.parent_id = parent.id if parent.live and parent.parent_id is None else None
    session.flush()


def make_specials(session: Session, frame: CodeFrame) -> None:
    """The codes that are always there, before any run."""
    themes = queries.list_themes(session, frame)
    there = {one.special for one in themes}
    last = max((one.position for one in themes), default=0)
    for place, special in enumerate(one for one in Special if one not in there):
        session.add(Theme(frame_id=frame.id, origin=Origin.SPECIAL, special=special, suggested_label=special.value,
                          position=last + 1 + place))  # fmt: skip
    session.flush()


def _new_theme(frame: CodeFrame, run: Run, found: NewTheme, position: int) -> Theme:
    return Theme(
        frame_id=frame.id, origin=Origin.SPECIAL if found.special else Origin.MACHINE, special=found.special,
        suggested_label=found.label, suggested_description=", ".join(word for word, _weight in found.words[:6]),
        run_id=run.id, position=position,
    )  # fmt: skip


def _store_coder(session: Session, frame: CodeFrame, run: Run, state: bytes, theme_ids: Mapping[str, int]) -> None:
    session.execute(delete(FrameCoder).where(FrameCoder.frame_id == frame.id))
    if state:
        session.add(FrameCoder(frame_id=frame.id, run_id=run.id, state=with_keys(state, theme_ids)))


def with_keys(state: bytes, theme_ids: Mapping[str, int]) -> bytes:
    """The state, and before it on a line of its own which theme each of its keys is."""
    keys = json.dumps({key: str(theme_id) for key, theme_id in theme_ids.items()}).encode()
    return keys + b"\n" + state
