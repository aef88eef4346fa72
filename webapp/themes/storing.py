"""Keeping what a run found, in one transaction: what people decided stays, everything undecided is replaced."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, insert, or_, select, update
from sqlalchemy.orm import Session

from webapp.database import refused_as
from webapp.refusals import Refused
from webapp.themes import acts, queries, rules
from webapp.themes.coding_rows import in_batches
from webapp.themes.models import (
    ActKind,
    Campaign,
    CodeFrame,
    Decision,
    Excerpt,
    Origin,
    Run,
    Special,
    Suggestion,
    Theme,
    ThemedItem,
)
from webapp.themes.sources import Excerptable


@dataclass(frozen=True, slots=True)
class NewTheme:
    """A line of the machine's frame. `key`: its name in the codes; `theme_id`: the theme it is, None when it is new."""

    key: str
    theme_id: int | None
    special: Special | None
    label: str
    words: tuple[tuple[str, float], ...]
    typical: tuple[tuple[int, int, int], ...]  # (item id, start, end), best first


@dataclass(frozen=True, slots=True)
class NewCodes:
    """What an answer was given: (theme key, confidence, start, end), at least one."""

    item_id: int
    campaign: int | None
    language: str
    codes: tuple[tuple[str, float, int, int], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """All of a run. `known`: ids of the themes the machine was shown."""

    answers: Sequence[Excerptable]
    themes: Sequence[NewTheme]
    codes: Sequence[NewCodes]
    known: frozenset[int]
    method: Mapping[str, Any]
    software: str
    seed: int
    digest: str


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
    session.scalars(
        select(CodeFrame).where(CodeFrame.id == frame.id).with_for_update().execution_options(populate_existing=True)
    ).one()
    run = Run(
        frame_id=frame.id, at=at, asked_by=asked_by, software=outcome.software, method=dict(outcome.method),
        seed=outcome.seed, answers=len(outcome.answers), digest=outcome.digest,
    )  # fmt: skip
    session.add(run)
    session.flush()
    if fresh:
        _retire(session, frame, keep=outcome.known, person_id=asked_by, at=at)
    theme_ids = _store_themes(session, frame, run, outcome.themes)
    _forget_changed(session, frame, outcome.answers)
    campaigns = _store_campaigns(session, frame, outcome)
    _store_items(session, frame, run, outcome, campaigns)
    _store_codes(session, frame, run, outcome, theme_ids)
    frame.version += 1
    session.flush()
    return run


def touched(session: Session, frame: CodeFrame) -> set[int]:
    """Themes that people named, described, made, merged, dropped, or under which they decided an excerpt."""
    target = select(Theme.merged_into_id).where(Theme.frame_id == frame.id, Theme.merged_into_id.is_not(None))
    decided = exists().where(Decision.theme_id == Theme.id)
    named = or_(Theme.label.is_not(None), Theme.description.is_not(None), Theme.origin == Origin.PERSON)
    joined = or_(Theme.merged_into_id.is_not(None), Theme.id.in_(target))
    by_people = or_(named, joined, Theme.dropped_at.is_not(None), decided)
    return set(session.scalars(select(Theme.id).where(Theme.frame_id == frame.id, by_people)))


def forget(session: Session, *, source_kind: str, item_ids: Collection[int]) -> None:
    """Words were changed or taken back by whoever wrote them: every trace of them goes, decisions on them included."""
    frames = select(CodeFrame.id).where(CodeFrame.source_kind == source_kind)
    for batch in in_batches(item_ids):
        for model in (Excerpt, ThemedItem):
            session.execute(delete(model).where(model.frame_id.in_(frames), model.item_id.in_(batch)))


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
    ids: dict[str, int] = {}
    for place, one in enumerate(found, start=1):
        theme = themes.get(one.theme_id or 0) or (specials.get(one.special) if one.special else None)
        if theme is None:
            theme = _new_theme(frame, run, one, last + place)
            session.add(theme)
            session.flush()
        theme.words = [list(pair) for pair in one.words]
        ids[one.key] = theme.id
    session.flush()
    return ids


def _new_theme(frame: CodeFrame, run: Run, found: NewTheme, position: int) -> Theme:
    return Theme(
        frame_id=frame.id, origin=Origin.SPECIAL if found.special else Origin.MACHINE, special=found.special,
        suggested_label=found.label, suggested_description=", ".join(word for word, _weight in found.words[:6]),
        run_id=run.id, position=position,
    )  # fmt: skip


def _forget_changed(session: Session, frame: CodeFrame, answers: Sequence[Excerptable]) -> None:
    """Excerpts of words that are no longer the same would point at nothing that was said."""
    read = select(ThemedItem.item_id, ThemedItem.digest).where(ThemedItem.frame_id == frame.id)
    digests = dict(session.execute(read).all())
    changed = [one.id for one in answers if digests.get(one.id, "") not in ("", rules.digest_of(one.text))]
    for batch in in_batches(changed):
        session.execute(delete(Excerpt).where(Excerpt.frame_id == frame.id, Excerpt.item_id.in_(batch)))


def _store_campaigns(session: Session, frame: CodeFrame, outcome: Outcome) -> dict[int, int]:
    """Found anew: campaign id by number. The typical copy is the text that most of its people sent."""
    session.execute(update(ThemedItem).where(ThemedItem.frame_id == frame.id).values(campaign_id=None))
    session.execute(delete(Campaign).where(Campaign.frame_id == frame.id))
    texts = {one.id: one.text for one in outcome.answers}
    members: dict[int, list[int]] = {}
    for one in outcome.codes:
        if one.campaign is not None:
            members.setdefault(one.campaign, []).append(one.item_id)
    for number, items in sorted(members.items()):
        session.add(Campaign(frame_id=frame.id, number=number, typical_item_id=_typical_copy(items, texts)))
    session.flush()
    stored = select(Campaign.number, Campaign.id).where(Campaign.frame_id == frame.id)
    return dict(session.execute(stored).all())


def _typical_copy(items: Sequence[int], texts: Mapping[int, str]) -> int:
    copies = Counter(texts[item] for item in items)
    return min(items, key=lambda item: (-copies[texts[item]], item))


def _store_items(session: Session, frame: CodeFrame, run: Run, outcome: Outcome, campaigns: Mapping[int, int]) -> None:
    stored = select(ThemedItem.item_id, ThemedItem.id).where(ThemedItem.frame_id == frame.id)
    ids = dict(session.execute(stored).all())
    texts = {one.id: one.text for one in outcome.answers}
    rows: list[dict[str, Any]] = [
        {"frame_id": frame.id, "item_id": one.item_id, "run_id": run.id, "digest": rules.digest_of(texts[one.item_id]),
         "language": one.language, "campaign_id": campaigns.get(one.campaign or 0)}
        for one in outcome.codes
    ]  # fmt: skip
    new = [row for row in rows if row["item_id"] not in ids]
    again = [row | {"id": ids[row["item_id"]]} for row in rows if row["item_id"] in ids]
    if new:
        session.execute(insert(ThemedItem), new)
    if again:
        session.execute(update(ThemedItem), again)


def _store_codes(session: Session, frame: CodeFrame, run: Run, outcome: Outcome, theme_ids: Mapping[str, int]) -> None:
    """Suggestions on excerpts nobody decided are replaced; those on decided ones stay as they were."""
    this_run = select(ThemedItem.item_id).where(ThemedItem.frame_id == frame.id, ThemedItem.run_id == run.id)
    undecided = select(Excerpt.id).where(
        Excerpt.frame_id == frame.id, Excerpt.item_id.in_(this_run), ~exists().where(Decision.excerpt_id == Excerpt.id)
    )
    session.execute(delete(Suggestion).where(Suggestion.excerpt_id.in_(undecided)))
    spans = {(one.item_id, start, end) for one in outcome.codes for _theme, _sure, start, end in one.codes}
    _forget_unused(session, undecided, spans)
    excerpts = _store_excerpts(session, frame, outcome, spans)
    decided = set(session.scalars(_decided(frame)))
    ranks = {(*span, one.key): place for one in outcome.themes for place, span in enumerate(one.typical)}
    rows = [
        {"run_id": run.id, "excerpt_id": excerpt, "theme_id": theme_ids[theme], "confidence": sure,
         "rank": ranks.get((one.item_id, start, end, theme))}
        for one in outcome.codes for theme, sure, start, end in one.codes
        if (excerpt := excerpts[one.item_id, start, end]) not in decided
    ]  # fmt: skip
    if rows:
        session.execute(insert(Suggestion), rows)


def _decided(frame: CodeFrame) -> Any:
    return select(Decision.excerpt_id).join(Excerpt).where(Excerpt.frame_id == frame.id).distinct()


def _forget_unused(session: Session, undecided: Any, spans: Collection[tuple[int, int, int]]) -> None:
    """Excerpts on which nothing rests any more."""
    excerpts = select(Excerpt.id, Excerpt.item_id, Excerpt.start, Excerpt.end).where(Excerpt.id.in_(undecided))
    unused = [excerpt for excerpt, *span in session.execute(excerpts) if tuple(span) not in spans]
    for batch in in_batches(unused):
        session.execute(delete(Excerpt).where(Excerpt.id.in_(batch)))


def _store_excerpts(
    session: Session, frame: CodeFrame, outcome: Outcome, spans: Collection[tuple[int, int, int]]
) -> dict[tuple[int, int, int], int]:
    stored = _read_excerpts(session, frame)
    kind = outcome.answers[0].kind if outcome.answers else ""
    rows = [
        {"frame_id": frame.id, "item_kind": kind, "item_id": item, "start": start, "end": end}
        for item, start, end in sorted(spans)
        if (item, start, end) not in stored
    ]
    if rows:
        session.execute(insert(Excerpt), rows)
    return _read_excerpts(session, frame)


def _read_excerpts(session: Session, frame: CodeFrame) -> dict[tuple[int, int, int], int]:
    rows = session.execute(
        select(Excerpt.item_id, Excerpt.start, Excerpt.end, Excerpt.id).where(Excerpt.frame_id == frame.id)
    )
    return {(item, start, end): excerpt for item, start, end, excerpt in rows}
