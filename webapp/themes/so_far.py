"""What has been said so far in a discussion: its themes, each leading to the posts it comes from.

People are counted, not posts. What a person decided beats what the machine suggested; unsure suggestions are left out.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock

from sqlalchemy import Select, case, distinct, func, select
from sqlalchemy.orm import Session

from webapp.themes import queries
from webapp.themes.coding import effective, is_live, waits
from webapp.themes.from_forums import KIND
from webapp.themes.models import CodeFrame, Theme
from webapp.themes.queries.quotes import typical_excerpts
from webapp.themes.registry import SOURCES

MOST = 6
"""Points at the top of a discussion."""
FEWEST_POSTS, FEWEST_PEOPLE, FEWEST_POINTS = 10, 2, 2
"""Below these there is nothing to sum up: posts that were read, people behind a point, points."""
A_PAGE = 50
_KEPT = 60
"""Seconds for which points are kept in memory; whether a quote may still be shown is asked each time."""


@dataclass(frozen=True, slots=True)
class Point:
    """`people` said it, so many of them ticking that they are for or against. `quote` stands in post `post_id`."""

    theme_id: int
    label: str
    people: int
    in_favour: int
    against: int
    quote: str = ""
    post_id: int = 0


@dataclass(frozen=True, slots=True)
class SoFar:
    """`posts`: how many were read; `at`: when."""

    points: Sequence[Point]
    posts: int
    at: datetime
    by_people: bool


_memory: dict[tuple[str, int], tuple[float, SoFar | None]] = {}
_lock = Lock()


def read(session: Session, thread_id: int) -> SoFar | None:
    """None where there is nothing to sum up (yet). One statement as long as it is kept in memory."""
    key = (str(session.get_bind().url), thread_id)  # type: ignore[union-attr]
    with _lock:
        kept = _memory.get(key)
    if kept is None or kept[0] < time.monotonic():
        kept = (time.monotonic() + _KEPT, _work_out(session, thread_id))
        with _lock:
            _memory[key] = kept
    return _still_shown(session, thread_id, kept[1]) if kept[1] is not None else None


def forget_all() -> None:
    """Nothing is kept in memory any more."""
    with _lock:
        _memory.clear()


def _work_out(session: Session, thread_id: int) -> SoFar | None:
    facts = queries.frame_facts(session, KIND, thread_id)
    frame = queries.find_frame(session, KIND, thread_id)
    if facts is None or frame is None or facts.run_at is None or facts.read < FEWEST_POSTS:
        return None
    rows = session.execute(_counted(frame).limit(MOST))
    points = [Point(theme.id, theme.name, people, pro, contra) for theme, people, pro, contra in rows]
    if len(points) < FEWEST_POINTS:
        return None
    return SoFar([_quoted(session, one) for one in points], facts.read, facts.run_at, bool(facts.decided))


def _counted(frame: CodeFrame) -> Select[Theme, int, int, int]:
    """(theme, people, for, against), what most people said first."""
    coding = effective(frame)
    rows, words = coding.rows, coding.words
    ticked = SOURCES[KIND].stance_select(frame.source_id)
    assert ticked is not None  # noqa: S101  (threads always have one)
    stance = ticked.subquery("ticked")
    people = func.count(distinct(words.c.group))
    in_favour, against = (
        func.count(distinct(case((stance.c.stance == one, words.c.group)))) for one in ("for", "against")
    )
    return (
        select(Theme, people, in_favour, against)
        .join(rows, rows.c.theme_id == Theme.id)
        .join(words, words.c.item_id == rows.c.item_id)
        .outerjoin(stance, stance.c.item_id == rows.c.item_id)
        .where(is_live(), Theme.special.is_(None), ~waits(rows))
        .group_by(Theme.id)
        .having(people >= FEWEST_PEOPLE)
        .order_by(people.desc(), Theme.id)
    )


def _quoted(session: Session, point: Point) -> Point:
    quotes = typical_excerpts(session, point.theme_id, 1)
    return replace(point, quote=quotes[0].words, post_id=quotes[0].item_id) if quotes else point


def _still_shown(session: Session, thread_id: int, so_far: SoFar) -> SoFar:
    """Without the quotes of posts that were taken away since."""
    words = SOURCES[KIND].words(thread_id).subquery("words")
    quoted = [one.post_id for one in so_far.points]
    shown = set(session.scalars(select(words.c.item_id).where(words.c.item_id.in_(quoted))))
    points = [one if one.post_id in shown else replace(one, quote="", post_id=0) for one in so_far.points]
    return replace(so_far, points=points)


def list_posts(
    session: Session, frame: CodeFrame, theme: Theme, *, after: int = 0
) -> tuple[list[tuple[int, str]], int | None]:
    """A page of (post, words) under a theme, oldest first; and the post after which the next page begins."""
    coding = effective(frame)
    rows, words = coding.rows, coding.words
    under = (
        select(words.c.item_id, words.c.text)
        .join(rows, rows.c.item_id == words.c.item_id)
        .where(rows.c.theme_id == theme.id, ~waits(rows), words.c.item_id > after)
        .distinct()
        .order_by(words.c.item_id)
        .limit(A_PAGE + 1)
    )
    found = [(post_id, text) for post_id, text in session.execute(under)]
    return found[:A_PAGE], found[A_PAGE - 1][0] if len(found) > A_PAGE else None
