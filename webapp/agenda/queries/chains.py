"""From an issue on: its reply, where it is on an agenda, what was decided, and what was promised.

Three statements whatever the number of issues: `find_links`, `read_chains` (two). What is said back and the journey of
a receipt are both read from here, so that they cannot tell two stories.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, select, union
from sqlalchemy.orm import Session

from webapp.agenda.models import (
    AgendaItem,
    Body,
    Decision,
    DecisionIssue,
    Evidence,
    EvidenceKind,
    Issue,
    ItemIssue,
    Meeting,
    Reply,
)
from webapp.agenda.queries.commitments import Clock, Row, list_of_decisions


@dataclass(frozen=True, kw_only=True)
class Coming:
    """An item on somebody's agenda that is not decided yet; `meets_at` once its meeting is known."""

    item: AgendaItem
    body: str
    meets_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Decided:
    """A decision, how it considered the issue, and what was promised on it."""

    decision: Decision
    how: str
    commitments: list[Row] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Its public page, without scheme and host."""
        return f"/decisions/{self.decision.id}"

    @property
    def called_in(self) -> bool:
        """Whether it waits for what comes of a call-in."""
        return self.decision.called_in_at is not None and self.decision.call_in_ended_on is None

    @property
    def sent_back(self) -> bool:
        """Whether it was called in and did not stand."""
        return self.decision.call_in_ended_on is not None and not self.decision.call_in_stands


@dataclass(kw_only=True)
class Chain:
    """An issue and all that follows from it, as far as anybody may see. `figures`: what it rests on, in words."""

    issue: Issue
    reply: Reply | None
    evidence: list[Evidence]
    coming: list[Coming] = field(default_factory=list)
    decided: list[Decided] = field(default_factory=list)

    @property
    def settled(self) -> bool:
        """Whether there is a reply with its reason, or a decision with its reasons."""
        return self.reply is not None or bool(self.decided)


def _links(rests_on: ColumnElement[bool]) -> Select[Issue, Evidence, Reply]:
    current = and_(Reply.issue_id == Issue.id, Reply.replaced_at.is_(None))
    return (
        select(Issue, Evidence, Reply)
        .join(Evidence, Evidence.issue_id == Issue.id)
        .outerjoin(Reply, current)
        .where(Issue.published_at.is_not(None), Issue.withdrawn_at.is_(None), rests_on)
        .order_by(Issue.people.desc(), Issue.id, Evidence.id)
    )


# Written once: putting these together takes longer than the database takes to answer them.
_OF_THEMES = _links(
    and_(Evidence.kind == EvidenceKind.THEME, Evidence.thing_id.in_(bindparam("theme_ids", expanding=True)))
)


def find_links(session: Session, rests_on: ColumnElement[bool]) -> list[Chain]:
    """The public issues that rest on evidence of which `rests_on` holds, the most people first, with their replies."""
    return _as_chains(session.execute(_links(rests_on)))


def find_links_of_themes(session: Session, theme_ids: Sequence[int]) -> list[Chain]:
    """The public issues that were made of any of these themes. Nothing is asked where there are none."""
    return _as_chains(session.execute(_OF_THEMES, {"theme_ids": theme_ids})) if theme_ids else []


def _as_chains(rows: Iterable[Any]) -> list[Chain]:
    chains: dict[int, Chain] = {}
    for issue, evidence, reply in rows:
        chains.setdefault(issue.id, Chain(issue=issue, reply=reply, evidence=[])).evidence.append(evidence)
    return list(chains.values())


def read_chains(session: Session, chains: Sequence[Chain], by: Clock) -> Sequence[Chain]:
    """The same chains with what was put on an agenda, decided and promised. Nothing is asked where there are none."""
    known = {one.issue.id: one for one in chains}
    if not known:
        return chains
    rows = session.execute(_STEPS, {"issue_ids": list(known)}).all()
    promised = list_of_decisions(session, {decision.id for *_, decision, _how in rows if decision is not None}, by)
    for issue_id, item, body, meets_at, decision, how in rows:
        if decision is not None:
            commitments = promised.get(decision.id, [])
            known[issue_id].decided.append(Decided(decision=decision, how=how or "", commitments=commitments))
        elif item.withdrawn_at is None:
            known[issue_id].coming.append(Coming(item=item, body=body, meets_at=meets_at))
    return chains


def _steps() -> Select[Any, Any, Any, Any, Any, Any]:
    """(issue id, item, body's name, when it meets, decision or None, how it considered the issue) in order of time, of
    the issues with `issue_ids`.

    An issue is with an item that brings it to the table, or with one whose decision says how it was considered.
    """
    issue_ids: BindParameter[int] = bindparam("issue_ids", expanding=True)
    pairs = union(
        select(ItemIssue.issue_id, ItemIssue.item_id).where(ItemIssue.issue_id.in_(issue_ids)),
        select(DecisionIssue.issue_id, Decision.item_id)
        .join(Decision, Decision.id == DecisionIssue.decision_id)
        .where(DecisionIssue.issue_id.in_(issue_ids), Decision.published_at.is_not(None)),
    ).subquery()
    stands = and_(
        Decision.item_id == AgendaItem.id, Decision.published_at.is_not(None), Decision.withdrawn_at.is_(None)
    )
    of_issue = and_(DecisionIssue.decision_id == Decision.id, DecisionIssue.issue_id == pairs.c.issue_id)
    held = and_(Meeting.id == AgendaItem.meeting_id, Meeting.cancelled_at.is_(None))
    return (
        select(pairs.c.issue_id, AgendaItem, Body.name, Meeting.starts_at, Decision, DecisionIssue.how)
        .join(AgendaItem, AgendaItem.id == pairs.c.item_id)
        .join(Body, Body.id == AgendaItem.body_id)
        .outerjoin(Meeting, held)
        .outerjoin(Decision, stands)
        .outerjoin(DecisionIssue, of_issue)
        .where(AgendaItem.planned_at.is_not(None))
        .order_by(AgendaItem.id)
    )


_STEPS = _steps()
