"""What a run leaves for coding new answers: read under our ids, and rid of words that were taken back."""

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.text.coder import Coder, UnreadableState
from webapp.text.table.pieces import find_written
from webapp.themes import storing
from webapp.themes.models import CodeFrame, FrameCoder, ThemedItem
from webapp.themes.registry import SOURCES


def read_coder(session: Session, frame: CodeFrame) -> Coder | None:
    """What the last run left, under the themes' ids; None where there is none, or none that this version can read."""
    state = session.scalar(select(FrameCoder.state).where(FrameCoder.frame_id == frame.id))
    if state is None:
        return None
    ids, _line, left = state.partition(b"\n")
    try:
        return Coder.from_bytes(left).renamed(json.loads(ids))
    except UnreadableState:
        return None


def keep_words_of_others(session: Session, frame: CodeFrame) -> int:
    """Of the words the state knows keep those that somebody still says. How many went. The caller commits."""
    kept = session.scalar(select(FrameCoder).where(FrameCoder.frame_id == frame.id))
    coder = read_coder(session, frame) if kept is not None else None
    if kept is None or coder is None:
        return 0
    fewer = coder.keeping(_said(session, frame))
    if fewer is not coder:
        kept.state = storing.with_keys(fewer.to_bytes(), {})
    return len(coder.vectors.lexicon.uses) - len(fewer.vectors.lexicon.uses)


def _said(session: Session, frame: CodeFrame) -> set[str]:
    """Every word, in small letters, of answers that count and of their translations."""
    said: set[str] = set()
    for one in SOURCES[frame.source_kind].read(session, frame.source_id):
        said.update(find_written(one.text.lower()))
    translations = select(ThemedItem.translation).where(
        ThemedItem.frame_id == frame.id, ThemedItem.translation.is_not(None)
    )
    for text in session.scalars(translations):
        said.update(find_written((text or "").lower()))
    return said
