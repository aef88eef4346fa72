"""Reading decisions: the register, one record with all that belongs to it, and what came of an issue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from webapp.agenda.models import AgendaItem, Body, Decision, DecisionIssue, Issue, ItemIssue, Meeting
from webapp.agenda.rules.decisions import State, state_of

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Listed:
    decision: Decision
    item: AgendaItem
    body: Body


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the register is narrowed to. `words` in title, decision or reasons."""

    body_id: int | None = None
    year: int | None = None
    called_in: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A decision and what belongs to it. `considered`: (issue, how); `replaced_by`: the id of a later record."""

    decision: Decision
    item: AgendaItem
    body: Body
    meeting: Meeting | None
    considered: Sequence[tuple[Issue, str]]
    replaced_by: int | None


def state(decision: Decision, today: date) -> State:
    return state_of(
        published=decision.published_at is not None,
        replaced=decision.withdrawn_at is not None,
        called_in=decision.called_in_at is not None,
        ended=decision.call_in_ended_on is not None,
        stands=decision.call_in_stands,
        until=decision.call_in_until,
        today=today,
    )


def list_decisions(session: Session, wanted: Wanted, *, page: int = 1) -> tuple[list[Listed], int]:
    """(a page of the records that stand, newest first; how many there are in all). Two statements."""
    found = _narrowed(wanted)
    total = session.scalar(select(func.count()).select_from(found.with_only_columns(Decision.id).subquery())) or 0
    newest = found.order_by(Decision.decided_on.desc(), Decision.id.desc())
    rows = session.execute(newest.limit(A_PAGE).offset((page - 1) * A_PAGE))
    return [Listed(*row) for row in rows], total


def _narrowed(wanted: Wanted) -> Select[Decision, AgendaItem, Body]:
    found = (
        select(Decision, AgendaItem, Body)
        .join(AgendaItem, AgendaItem.id == Decision.item_id)
        .join(Body, Body.id == AgendaItem.body_id)
        .where(Decision.published_at.is_not(None), Decision.withdrawn_at.is_(None))
    )
    if wanted.body_id is not None:
        found = found.where(AgendaItem.body_id == wanted.body_id)
    if wanted.year is not None:
        found = found.where(Decision.decided_on.between(date(wanted.year, 1, 1), date(wanted.year, 12, 31)))
    if wanted.called_in:
        found = found.where(Decision.called_in_at.is_not(None))
    if wanted.words:
        columns = (Decision.title, Decision.what, Decision.reasons)
        found = found.where(or_(*(one.icontains(wanted.words, autoescape=True) for one in columns)))
    return found


def find_record(session: Session, decision_id: int) -> Record | None:
    """Published or not. Three statements, and one each for options and interests when they are looked at."""
    if decision_id >= 2**31:
        return None
    row = session.execute(
        select(Decision, AgendaItem, Body, Meeting)
        .join(AgendaItem, AgendaItem.id == Decision.item_id)
        .join(Body, Body.id == AgendaItem.body_id)
        .outerjoin(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(Decision.id == decision_id)
    ).one_or_none()
    if row is None:
        return None
    considered = session.execute(
        select(Issue, DecisionIssue.how)
        .join(Issue, Issue.id == DecisionIssue.issue_id)
        .where(DecisionIssue.decision_id == decision_id)
        .order_by(DecisionIssue.id)
    ).all()
    later = session.scalar(
        select(Decision.id).where(Decision.replaces_id == decision_id, Decision.published_at.is_not(None)).limit(1)
    )
    return Record(*row, considered=[(issue, how) for issue, how in considered], replaced_by=later)


def find_of_item(session: Session, item_id: int) -> Sequence[Decision]:
    """Every record on the item, the newest first: a draft, the one that stands, those it replaced."""
    found = select(Decision).where(Decision.item_id == item_id)
    return session.scalars(found.order_by(Decision.id.desc())).all()


def of_items(session: Session, item_ids: Sequence[int]) -> Mapping[int, Decision]:
    """By item the record that stands. One statement."""
    found = select(Decision).where(
        Decision.item_id.in_(item_ids), Decision.published_at.is_not(None), Decision.withdrawn_at.is_(None)
    )
    return {one.item_id: one for one in session.scalars(found)}


def list_drafts(session: Session) -> list[Listed]:
    found = (
        select(Decision, AgendaItem, Body)
        .join(AgendaItem, AgendaItem.id == Decision.item_id)
        .join(Body, Body.id == AgendaItem.body_id)
        .where(Decision.published_at.is_(None))
        .order_by(Decision.id.desc())
    )
    return [Listed(*row) for row in session.execute(found)]


def of_issue(session: Session, issue_id: int) -> Sequence[Row[AgendaItem, Body, Meeting | None, Decision | None, str]]:
    """(item, body, meeting, decision, how it was considered) of every planned item that an issue is on."""
    standing = and_(
        Decision.item_id == AgendaItem.id, Decision.published_at.is_not(None), Decision.withdrawn_at.is_(None)
    )
    found = (
        select(AgendaItem, Body, Meeting, Decision, func.coalesce(DecisionIssue.how, ""))
        .join(ItemIssue, ItemIssue.item_id == AgendaItem.id)
        .join(Body, Body.id == AgendaItem.body_id)
        .outerjoin(Meeting, and_(Meeting.id == AgendaItem.meeting_id, Meeting.cancelled_at.is_(None)))
        .outerjoin(Decision, standing)
        .outerjoin(
            DecisionIssue,
            and_(DecisionIssue.decision_id == Decision.id, DecisionIssue.issue_id == issue_id),
        )
        .where(ItemIssue.issue_id == issue_id, AgendaItem.planned_at.is_not(None), AgendaItem.withdrawn_at.is_(None))
        .order_by(AgendaItem.id)
    )
    return session.execute(found).all()
