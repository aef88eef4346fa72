"""The forward plan: what will be decided, by whom and when. The same few statements whatever there is."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from webapp.agenda.models import AgendaItem, Body, Decision, Issue, ItemIssue, Meeting
from webapp.agenda.queries.brought import is_public

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Planned:
    item: AgendaItem
    body: Body
    meeting: Meeting | None


@dataclass(frozen=True, slots=True)
class Named:
    """An issue as a list names it."""

    id: int
    sentence: str
    people: int


def _plan() -> Select[AgendaItem, Body, Meeting | None]:
    """What is planned, not withdrawn and not decided; an item whose meeting is cancelled waits for another one."""
    settled = exists().where(Decision.item_id == AgendaItem.id, Decision.published_at.is_not(None))
    return (
        select(AgendaItem, Body, Meeting)
        .join(Body, Body.id == AgendaItem.body_id)
        .outerjoin(Meeting, and_(Meeting.id == AgendaItem.meeting_id, Meeting.cancelled_at.is_(None)))
        .where(AgendaItem.planned_at.is_not(None), AgendaItem.withdrawn_at.is_(None), ~settled)
        .where(or_(Meeting.id.is_(None), Meeting.starts_at >= bindparam("now")))
        .order_by(Meeting.starts_at.asc().nulls_last(), AgendaItem.id)
        .limit(A_PAGE + 1)
        .offset(bindparam("skipped"))
    )


_ALL = _plan()  # put together once: the page is asked for often
_OF_ITEMS = (
    select(ItemIssue.item_id, Issue.id, Issue.sentence, Issue.people)
    .join(Issue, Issue.id == ItemIssue.issue_id)
    .where(ItemIssue.item_id.in_(bindparam("items", expanding=True)), is_public())
    .order_by(ItemIssue.id)
)


def read_plan(
    session: Session, *, now: datetime, body_id: int | None = None, key_only: bool = False, page: int = 1
) -> tuple[list[Planned], bool]:
    """(a page of the plan, whether there is another). One statement."""
    found = _ALL if body_id is None else _ALL.where(AgendaItem.body_id == body_id)
    if key_only:
        found = found.where(AgendaItem.key_decision)
    rows = session.execute(found, {"now": now, "skipped": (page - 1) * A_PAGE}).all()
    return [Planned(*row) for row in rows[:A_PAGE]], len(rows) > A_PAGE


def name_issues(session: Session, item_ids: Collection[int]) -> Mapping[int, Sequence[Named]]:
    """By item the issues that anybody may see. One statement."""
    found: dict[int, list[Named]] = defaultdict(list)
    for item_id, ident, sentence, people in session.execute(_OF_ITEMS, {"items": list(item_ids)}) if item_ids else ():
        found[item_id].append(Named(ident, sentence, people))
    return found


def list_on_meeting(session: Session, meeting_id: int) -> Sequence[AgendaItem]:
    """What is on the agenda."""
    found = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id, AgendaItem.planned_at.is_not(None))
    return session.scalars(found.where(AgendaItem.withdrawn_at.is_(None)).order_by(AgendaItem.id)).all()


def list_in_office(session: Session, *, most: int = 200) -> list[Planned]:
    """Every item that is neither withdrawn nor decided, drafts first, then by its meeting."""
    settled = exists().where(Decision.item_id == AgendaItem.id, Decision.published_at.is_not(None))
    found = (
        select(AgendaItem, Body, Meeting)
        .join(Body, Body.id == AgendaItem.body_id)
        .outerjoin(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(AgendaItem.withdrawn_at.is_(None), ~settled)
        .order_by(AgendaItem.planned_at.is_not(None), Meeting.starts_at.asc().nulls_last(), AgendaItem.id)
    )
    return [Planned(*row) for row in session.execute(found.limit(most))]


def find_item(session: Session, item_id: int) -> Planned | None:
    """The item with its body and its meeting, cancelled or not."""
    if item_id >= 2**31:
        return None
    found = (
        select(AgendaItem, Body, Meeting)
        .join(Body, Body.id == AgendaItem.body_id)
        .outerjoin(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(AgendaItem.id == item_id)
    )
    row = session.execute(found).one_or_none()
    return Planned(*row) if row else None
