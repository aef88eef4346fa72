"""Which themes of other frames are the same theme: those that were copied from one another, near or far."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.themes.models import Act, ActKind, CodeFrame, Theme

MOST_RELATIVES = 5
"""Frames of the same themes that are learned from."""


def file_examples(session: Session, frame: CodeFrame) -> dict[int, list[str]]:
    """By theme id: excerpts that came with it in a file."""
    found: dict[int, list[str]] = {}
    for facts in session.scalars(_brought_in().where(Act.frame_id == frame.id)):
        for theme, said in facts.get("examples", {}).items():
            found.setdefault(int(theme), []).extend(said)
    return found


def twins(session: Session, frame: CodeFrame) -> dict[int, int]:
    """By the id of a theme of another frame: the theme of this frame that it is. Copies that were undone are none."""
    pairs = [(int(new), old) for facts in session.scalars(_brought_in()) for new, old in facts.get("twins", {}).items()]
    if not pairs:
        return {}
    mine = set(session.scalars(select(Theme.id).where(Theme.frame_id == frame.id)))
    return {theme: own for own in sorted(mine) for theme in _reached(own, _neighbours(pairs)) if theme not in mine}


def related_frames(session: Session, twins: Mapping[int, int]) -> Sequence[CodeFrame]:
    """The frames that these themes are of, the newest first, `MOST_RELATIVES` at most."""
    related = select(CodeFrame).join(Theme, Theme.frame_id == CodeFrame.id).where(Theme.id.in_(twins)).distinct()
    return session.scalars(related.order_by(CodeFrame.id.desc()).limit(MOST_RELATIVES)).all() if twins else ()


def _brought_in() -> Any:
    return select(Act.facts).where(Act.kind == ActKind.BRING_IN, Act.undone_by_id.is_(None)).order_by(Act.id)


def _neighbours(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


def _reached(start: int, neighbours: Mapping[int, set[int]]) -> set[int]:
    seen, waiting = {start}, [start]
    while waiting:
        for one in neighbours.get(waiting.pop(), ()):
            if one not in seen:
                seen.add(one)
                waiting.append(one)
    return seen - {start}
