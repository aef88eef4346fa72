"""What two people, or the machine and a person, gave the same answers. A fixed number of statements for any number."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Subquery, and_, exists, select
from sqlalchemy.orm import Session

from webapp.tally.agreement import Pair
from webapp.themes import quality_rules
from webapp.themes.coding import effective
from webapp.themes.models import CodeFrame, Decision, Excerpt, SecondCode, SecondReading, Theme, ThemedItem
from webapp.themes.queries.frames import facts_of
from webapp.themes.registry import SOURCES


@dataclass(frozen=True, slots=True)
class FirstReading:
    """What counts for an answer now. `done`: whether somebody other than the second coder read it in full, or every
    code of it was decided by such people; what a machine merely suggested is nobody's reading.
    """

    reading_id: int
    item_id: int
    codes: frozenset[int]
    done: bool


@dataclass(frozen=True, slots=True)
class PairOfCodes:
    """One answer coded by two people: theme ids as they count now."""

    reading_id: int
    item_id: int
    first: frozenset[int]
    second: frozenset[int]
    settled: bool

    @property
    def differs(self) -> bool:
        return self.first != self.second


def pairs_of_people(session: Session, frame: CodeFrame, themes: Sequence[Theme]) -> list[PairOfCodes]:
    """Every answer both have done, in the order drawn. Two statements."""
    facts = facts_of(themes)
    readings = session.execute(
        select(SecondReading.id, SecondReading.item_id, SecondReading.first, SecondReading.settled_at)
        .where(SecondReading.frame_id == frame.id, *both_done(), counts(frame))
        .order_by(SecondReading.id)
    ).all()
    given: dict[int, list[int]] = {}
    codes = select(SecondCode.reading_id, SecondCode.theme_id).join(SecondReading)
    for reading_id, theme_id in session.execute(codes.where(SecondReading.frame_id == frame.id, *both_done())):
        given.setdefault(reading_id, []).append(theme_id)
    return [
        PairOfCodes(one.id, one.item_id, quality_rules.counted(one.first or (), facts),
                    quality_rules.counted(given.get(one.id, ()), facts), one.settled_at is not None)
        for one in readings
    ]  # fmt: skip


def pairs_with_machine(session: Session, frame: CodeFrame, themes: Sequence[Theme]) -> list[Pair]:
    """For each answer that was drawn by lot and read by a person: what the machine had suggested, what people gave.

    Two statements.
    """
    facts = facts_of(themes)
    read = and_(ThemedItem.frame_id == frame.id, ThemedItem.random, ThemedItem.read_at.is_not(None),
                ThemedItem.suggested.is_not(None))  # fmt: skip
    suggested = session.execute(select(ThemedItem.item_id, ThemedItem.suggested).where(read)).all()
    given = codes_now(session, frame, select(ThemedItem.item_id).where(read))
    return [
        (quality_rules.counted((theme_id for theme_id, _sure in pairs), facts), given[item_id])
        for item_id, pairs in suggested
        if item_id in given and pairs is not None
    ]


def pairs_with_machine_unseen(
    session: Session, frame: CodeFrame, themes: Sequence[Theme], coded: Sequence[PairOfCodes]
) -> list[Pair]:
    """For each of the answers `coded` apart: what the machine had suggested, what the second coder gave, who saw
    neither that nor anybody's codes. Answers whose suggestion was not kept, as nobody opened them, are left out.

    One statement.
    """
    facts, second = facts_of(themes), {one.item_id: one.second for one in coded}
    item = and_(ThemedItem.frame_id == SecondReading.frame_id, ThemedItem.item_id == SecondReading.item_id)
    suggested = session.execute(
        select(ThemedItem.item_id, ThemedItem.suggested)
        .join(SecondReading, item)
        .where(SecondReading.frame_id == frame.id, *both_done(), ThemedItem.suggested.is_not(None))
        .order_by(SecondReading.id)
    )
    return [
        (quality_rules.counted((theme_id for theme_id, _sure in pairs), facts), second[item_id])
        for item_id, pairs in suggested
        if item_id in second and pairs is not None
    ]


def codes_now(session: Session, frame: CodeFrame, items: Select[int]) -> dict[int, frozenset[int]]:
    """By answer: the theme ids it counts under now. One statement; answers that do not count are not in it."""
    rows = effective(frame).rows
    found: dict[int, set[int]] = {}
    for item_id, theme_id in session.execute(select(rows.c.item_id, rows.c.theme_id).where(rows.c.item_id.in_(items))):
        found.setdefault(item_id, set()).add(theme_id)
    return {item_id: frozenset(theme_ids) for item_id, theme_ids in found.items()}


def both_done() -> tuple[ColumnElement[bool], ...]:
    return SecondReading.done_at.is_not(None), SecondReading.first.is_not(None)


def counts(frame: CodeFrame) -> ColumnElement[bool]:
    """Whether the answer of a second reading still counts in its source."""
    return SecondReading.item_id.in_(select(words_of(frame).c.item_id))


def words_of(frame: CodeFrame) -> Subquery:
    return SOURCES[frame.source_kind].words(frame.source_id).subquery("words")


def first_readings(session: Session, frame: CodeFrame, *, ready: bool) -> list[FirstReading]:
    """Answers drawn whose first codes are not kept yet, as drawn; with `ready` only those the second coder has done.

    One statement.
    """
    rows = effective(frame).rows
    by_second = (
        exists()
        .where(Excerpt.frame_id == frame.id, Excerpt.item_id == SecondReading.item_id)
        .where(Decision.excerpt_id == Excerpt.id, Decision.person_id == SecondReading.person_id)
    )
    waiting = [SecondReading.frame_id == frame.id, SecondReading.first.is_(None)]
    if ready:
        waiting.append(SecondReading.done_at.is_not(None))
    item = and_(ThemedItem.frame_id == SecondReading.frame_id, ThemedItem.item_id == SecondReading.item_id)
    found = session.execute(
        select(
            SecondReading.id, SecondReading.item_id, SecondReading.person_id, ThemedItem.read_at, ThemedItem.read_by,
            rows.c.theme_id, rows.c.accepted, by_second.label("by_second"),
        )
        .join(ThemedItem, item)
        .join(rows, rows.c.item_id == SecondReading.item_id)
        .where(*waiting)
        .order_by(SecondReading.id)
    ).all()  # fmt: skip
    return [_first_reading(list(of_one)) for _id, of_one in groupby(found, key=lambda row: row.id)]


def _first_reading(rows: Sequence[Row[*tuple[Any, ...]]]) -> FirstReading:
    one = rows[0]
    read = one.read_at is not None and (one.read_by is None or one.read_by != one.person_id)
    decided = all(row.accepted for row in rows) and not any(row.by_second for row in rows)
    return FirstReading(one.id, one.item_id, frozenset(row.theme_id for row in rows), done=read or decided)
