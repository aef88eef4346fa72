"""The lists of the workbench: excerpts to decide, campaigns, and what was done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import CTE, ColumnElement, Row, ScalarSelect, Subquery, and_, case, func, select, tuple_
from sqlalchemy.orm import Session

from webapp.accounts.models import Person
from webapp.text.shapes import AGAINST, FOR
from webapp.themes.coding import Effective, effective, waits
from webapp.themes.models import Act, Campaign, CodeFrame, Decision, Excerpt, ThemedItem, Verdict
from webapp.themes.queries.excerpts import PAGE, ExcerptShown, Shown, read_excerpts, shown_excerpts

Code = tuple[int, int]


class Look(StrEnum):
    """Which codes of a theme to list."""

    ALL = "all"
    UNDECIDED = "undecided"
    TYPICAL = "typical"
    LESS_SURE = "less-sure"
    DISSENTING = "dissenting"  # on the other side than most excerpts of the theme


@dataclass(frozen=True, slots=True)
class Filter:
    """`theme_ids` None lists every theme's. `word`: letters that the excerpt holds, in any case."""

    theme_ids: Collection[int] | None = None
    word: str = ""
    look: Look = Look.ALL


@dataclass(frozen=True, slots=True)
class PageOfCodes:
    """`total`: how many match in all. `after`, `before`: where the next and the previous page start, or None."""

    rows: Sequence[ExcerptShown]
    total: int
    after: Code | None
    before: Code | None


@dataclass(frozen=True, slots=True)
class CampaignShown:
    """`item_id` and `text`: a copy as most people sent it."""

    campaign_id: int
    number: int
    copies: int
    item_id: int
    text: str


def list_codes(
    session: Session, frame: CodeFrame, wanted: Filter, *, after: Code | None = None, before: Code | None = None
) -> PageOfCodes:
    """One page of codes, by excerpt. `after` and `before` are codes that stood at a page's end.

    What copies of one letter say in the same words is listed once, with the number of `copies`.
    """
    shown, coding = shown_excerpts(frame)
    matching = _narrow(shown, coding, wanted)
    total = session.scalar(select(func.count()).select_from(matching.subquery())) or 0
    once = _once(matching, coding)
    key = tuple_(once.c.excerpt_id, once.c.theme_id)
    page = select(*once.c).where(once.c.of_letter == 1)
    if before is not None:
        page = page.where(key < before).order_by(once.c.excerpt_id.desc(), once.c.theme_id.desc())
    else:
        page = page.where(key > (after or (0, 0))).order_by(once.c.excerpt_id, once.c.theme_id)
    rows = read_excerpts(session, frame, page.limit(PAGE + 1))
    more, rows = len(rows) > PAGE, rows[:PAGE]
    if before is not None:
        rows.reverse()
    has_next, has_previous = (True, more) if before is not None else (more, after is not None)
    return PageOfCodes(
        rows,
        total,
        after=(rows[-1].excerpt_id, rows[-1].theme_id) if rows and has_next else None,
        before=(rows[0].excerpt_id, rows[0].theme_id) if rows and has_previous else None,
    )


def matching_codes(session: Session, frame: CodeFrame, wanted: Filter, *, most: int) -> list[Code]:
    """The codes that match, `most` of them at most."""
    shown, coding = shown_excerpts(frame)
    found = session.execute(_narrow(shown, coding, wanted).order_by(coding.rows.c.excerpt_id).limit(most)).all()
    return [(row.excerpt_id, row.theme_id) for row in found]


def words_under(session: Session, frame: CodeFrame, wanted: Filter, *, most: int) -> list[tuple[int, str]]:
    """(excerpt id, its words) of the codes that match, by id, `most` of them at most."""
    shown, coding = shown_excerpts(frame)
    found = session.execute(_narrow(shown, coding, wanted).order_by(coding.rows.c.excerpt_id).limit(most)).all()
    return [(row.excerpt_id, row.text[row.start : row.end]) for row in found]


def excerpts_by_id(session: Session, frame: CodeFrame, wanted: Filter, ids: Collection[int]) -> dict[int, ExcerptShown]:
    """Those of these excerpts that match."""
    shown, coding = shown_excerpts(frame)
    found = read_excerpts(session, frame, _narrow(shown, coding, wanted).where(coding.rows.c.excerpt_id.in_(ids)))
    return {one.excerpt_id: one for one in found}


def with_copies(session: Session, frame: CodeFrame, codes: Sequence[Code]) -> list[Code]:
    """These codes, and those that copies of the same letter have in the same words and in the same state."""
    ticked = [excerpt for excerpt, _theme in codes if 0 < excerpt < 2**31]
    letters = (
        select(ThemedItem.campaign_id)
        .join(Excerpt, and_(Excerpt.frame_id == ThemedItem.frame_id, Excerpt.item_id == ThemedItem.item_id))
        .where(Excerpt.id.in_(ticked), ThemedItem.frame_id == frame.id, ThemedItem.campaign_id.is_not(None))
    )
    shown, coding = shown_excerpts(frame)
    rows = session.execute(shown.where(coding.rows.c.campaign_id.in_(letters))).all()
    same = {(row.excerpt_id, row.theme_id): _saying(row) for row in rows}
    wanted = {same[code] for code in codes if code in same}
    return list(dict.fromkeys([*codes, *(code for code, saying in same.items() if saying in wanted)]))


def _saying(row: Row[*tuple[Any, ...]]) -> tuple[int, int, int, str]:
    return row.campaign_id, row.theme_id, row.accepted, row.text[row.start : row.end]


def _once(matching: Shown, coding: Effective) -> Subquery:
    """Each code with its place among the same words of the same letter (`of_letter`), and how many those are."""
    rows = coding.rows
    letter = func.coalesce(rows.c.campaign_id, -rows.c.item_id)
    same = (letter, rows.c.theme_id, rows.c.accepted, _said(coding))
    return matching.add_columns(
        func.count().over(partition_by=same).label("copies"),
        func.row_number().over(partition_by=same, order_by=rows.c.excerpt_id).label("of_letter"),
    ).subquery("once")


def _said(coding: Effective) -> ColumnElement[str]:
    """The words of the excerpt."""
    return func.substr(coding.words.c.text, Excerpt.start + 1, Excerpt.end - Excerpt.start)


def _narrow(shown: Shown, coding: Effective, wanted: Filter) -> Shown:
    rows = coding.rows
    if wanted.theme_ids is not None:
        shown = shown.where(rows.c.theme_id.in_(wanted.theme_ids))
    if wanted.word:
        shown = shown.where(_said(coding).icontains(wanted.word, autoescape=True))
    if wanted.look is Look.UNDECIDED:
        shown = shown.where(rows.c.accepted == 0)
    if wanted.look is Look.LESS_SURE:
        shown = shown.where(waits(rows))
    if wanted.look is Look.TYPICAL:
        shown = shown.where(rows.c.rank.is_not(None))
    if wanted.look is Look.DISSENTING:
        shown = shown.where(rows.c.stance == _side_of_fewer(rows, wanted.theme_ids or ()))
    return shown


def _side_of_fewer(rows: CTE, theme_ids: Collection[int]) -> ScalarSelect[str | None]:
    """Where fewer of the excerpts stand, for or against; null where as many say either, or none says."""
    spoken = rows.alias("spoken")
    are_for, are_against = (func.count(case((spoken.c.stance == side, 1))) for side in (FOR, AGAINST))
    fewer = case((are_for < are_against, FOR), (are_for > are_against, AGAINST))
    return select(fewer).where(spoken.c.theme_id.in_(theme_ids)).scalar_subquery()


def who_accepted(session: Session, excerpts: Collection[int]) -> dict[int, str]:
    """By excerpt id: the name of who accepted it last, under whichever theme."""
    accepted = (
        select(Decision.excerpt_id, Person.name)
        .join(Person, Person.id == Decision.person_id)
        .where(Decision.excerpt_id.in_(excerpts), Decision.verdict == Verdict.ACCEPTED)
        .order_by(Decision.at, Decision.id)
    )
    return dict(session.execute(accepted).all())


def list_campaigns(session: Session, frame: CodeFrame) -> list[CampaignShown]:
    """Letters that many people sent, the one with most copies first. Copies that do not count are not counted."""
    words = effective(frame).words
    member = (
        select(
            ThemedItem.campaign_id,
            func.count(ThemedItem.item_id).label("copies"),
            func.coalesce(
                func.max(ThemedItem.item_id).filter(ThemedItem.item_id == Campaign.typical_item_id),
                func.min(ThemedItem.item_id),
            ).label("item_id"),
        )
        .join(Campaign, Campaign.id == ThemedItem.campaign_id)
        .where(Campaign.frame_id == frame.id, ThemedItem.item_id.in_(select(words.c.item_id)))
        .group_by(ThemedItem.campaign_id)
        .subquery("member")
    )
    found = session.execute(
        select(Campaign.id, Campaign.number, member.c.copies, member.c.item_id, words.c.text)
        .join(member, member.c.campaign_id == Campaign.id)
        .join(words, words.c.item_id == member.c.item_id)
        .order_by(member.c.copies.desc(), Campaign.number)
    )
    return [CampaignShown(*row) for row in found]


def list_acts(session: Session, frame: CodeFrame, *, before: int | None = None) -> list[tuple[Act, str]]:
    """What was done and by whom, the newest first; one more than a page, so that it shows whether there are others."""
    acts = (
        select(Act, func.coalesce(Person.name, ""))
        .outerjoin(Person, Person.id == Act.person_id)
        .where(Act.frame_id == frame.id)
        .order_by(Act.id.desc())
        .limit(PAGE + 1)
    )
    if before is not None:
        acts = acts.where(Act.id < before)
    return [(act, name) for act, name in session.execute(acts).unique()]
