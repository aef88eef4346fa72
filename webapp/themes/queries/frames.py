"""Frames, their themes, and how things stand."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, distinct, func, select
from sqlalchemy.orm import Session

from webapp.themes.coding import Effective, effective, waits
from webapp.themes.models import Campaign, CodeFrame, Decision, Excerpt, Run, Special, Theme, ThemedItem
from webapp.themes.registry import SOURCES
from webapp.themes.rules import SPECIAL_NAMES, ThemeFacts
from webapp.themes.sources import Excerptable


@dataclass(frozen=True, slots=True)
class FrameFacts:
    """How things stand. `answers`: those that count now; `read`: those with codes (the others came after the run);
    `decided`: answers on which a person decided something; `waiting`: answers with a code that waits for a look.
    """

    run_id: int | None
    run_at: datetime | None
    version: int
    software: str
    method: Mapping[str, object]
    answers: int
    read: int
    decided: int
    waiting: int
    campaigns: int
    in_campaigns: int


def find_frame(session: Session, source_kind: str, source_id: int) -> CodeFrame | None:
    return session.scalar(
        select(CodeFrame).where(CodeFrame.source_kind == source_kind, CodeFrame.source_id == source_id)
    )


def find_theme(session: Session, frame: CodeFrame, theme_id: int) -> Theme | None:
    """The theme, when it is one of this frame's."""
    if theme_id >= 2**31:
        return None
    return session.scalar(select(Theme).where(Theme.frame_id == frame.id, Theme.id == theme_id))


def find_answer(session: Session, frame: CodeFrame, item_id: int) -> Excerptable | None:
    """One answer of the frame's source, when it counts."""
    source = SOURCES[frame.source_kind]
    words = source.words(frame.source_id).subquery("words")
    if item_id >= 2**31:
        return None
    row = session.execute(select(words).where(words.c.item_id == item_id)).one_or_none()
    return Excerptable(source.item_kind, row.item_id, row.text or "", row.language, row.group) if row else None


def list_themes(session: Session, frame: CodeFrame, *, fresh: bool = False) -> list[Theme]:
    """Every theme the frame ever had. `fresh`: as the database has them now, whatever this session read before."""
    themes = select(Theme).where(Theme.frame_id == frame.id).order_by(Theme.position, Theme.id)
    return list(session.scalars(themes.execution_options(populate_existing=fresh)))


def facts_of(themes: Collection[Theme]) -> dict[int, ThemeFacts]:
    """Themes as the rules take them, by id."""
    return {one.id: ThemeFacts(one.id, name_of(one.special, one.name), one.special, one.merged_into_id,
                               one.dropped_at is not None, one.retired_at is not None, one.parent_id)
            for one in themes}  # fmt: skip


def name_of(special: Special | None, name: str) -> str:
    return str(SPECIAL_NAMES[special]) if special else name


def last_run(session: Session, frame: CodeFrame) -> Run | None:
    return session.scalar(select(Run).where(Run.frame_id == frame.id).order_by(Run.id.desc()).limit(1))


def frame_facts(session: Session, source_kind: str, source_id: int) -> FrameFacts | None:
    """How the theming of this source stands; None before the first run."""
    frame = find_frame(session, source_kind, source_id)
    if frame is None:
        return None
    run = last_run(session, frame)
    coding = effective(frame)
    rows = coding.rows
    read, waiting = session.execute(
        select(func.count(distinct(rows.c.item_id)), func.count(distinct(case((waits(rows), rows.c.item_id)))))
    ).one()
    campaigns, in_campaigns = session.execute(
        select(func.count(distinct(Campaign.id)), func.count(distinct(ThemedItem.item_id)))
        .join(ThemedItem, ThemedItem.campaign_id == Campaign.id)
        .where(Campaign.frame_id == frame.id, ThemedItem.item_id.in_(select(coding.words.c.item_id)))
    ).one()
    return FrameFacts(
        run_id=run.id if run else None,
        run_at=run.at if run else None,
        version=frame.version,
        software=run.software if run else "",
        method=run.method if run else {},
        answers=count_answers(session, source_kind, source_id),
        read=read,
        decided=_count_decided(session, frame, coding),
        waiting=waiting,
        campaigns=campaigns,
        in_campaigns=in_campaigns,
    )


def count_answers(session: Session, source_kind: str, source_id: int) -> int:
    """How many answers count in the source now."""
    words = SOURCES[source_kind].words(source_id).subquery("words")
    return session.scalar(select(func.count()).select_from(words)) or 0


def _count_decided(session: Session, frame: CodeFrame, coding: Effective) -> int:
    decided = (
        select(func.count(distinct(Excerpt.item_id)))
        .join(Decision, Decision.excerpt_id == Excerpt.id)
        .where(Excerpt.frame_id == frame.id, Excerpt.item_id.in_(select(coding.words.c.item_id)))
    )
    return session.scalar(decided) or 0
