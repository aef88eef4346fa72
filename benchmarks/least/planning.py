"""The forward plan: what will be decided, by whom and when, with the notice it has had."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta

from flask import Blueprint, g, render_template, request
from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from benchmarks.least.models import AgendaItem, Body, Decision, Issue, ItemIssue, Meeting

blueprint = Blueprint("planning", __name__)
A_PAGE = 50


@blueprint.get("/forward-plan")
def forward_plan() -> str:
    now = datetime.now(UTC).replace(tzinfo=None)
    decided = exists().where(Decision.item_id == AgendaItem.id, Decision.published_at.is_not(None))
    found = (
        select(AgendaItem, Body, Meeting)
        .join(Body, Body.id == AgendaItem.body_id)
        .outerjoin(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(AgendaItem.planned_at.is_not(None), AgendaItem.withdrawn_at.is_(None), ~decided)
        .where(or_(Meeting.id.is_(None), Meeting.starts_at >= now))
        .order_by(Meeting.starts_at.asc().nulls_last(), AgendaItem.id)
    )
    if request.args.get("key"):
        found = found.where(AgendaItem.key_decision)
    with Session(g.engine) as session:
        bodies = session.scalars(select(Body).order_by(Body.name)).all()
        rows = session.execute(found.limit(A_PAGE + 1)).all()
        named = defaultdict(list)
        linked = select(ItemIssue.item_id, Issue.id, Issue.sentence, Issue.people).join(Issue)
        shown = linked.where(ItemIssue.item_id.in_([row[0].id for row in rows]), Issue.published_at.is_not(None))
        for item, *issue in session.execute(shown):
            named[item].append(issue)
        notices = {item.id: notice(item.planned_at.date(), meeting.starts_at.date(), item.key_decision, body)
                   for item, body, meeting in rows if meeting}  # fmt: skip
        return render_template("plan.html", rows=rows[:A_PAGE], named=named, bodies=bodies, notices=notices,
                               more=len(rows) > A_PAGE)  # fmt: skip


def notice(planned: date, meets: date, key: bool, body: Body) -> tuple[int, int]:
    """(had, needed): every day for a key decision, weekdays for others."""
    between = [planned + timedelta(days=number) for number in range(1, (meets - planned).days)]
    if key:
        return len(between), body.plan_days
    return sum(day.weekday() < 5 for day in between), body.agenda_days
