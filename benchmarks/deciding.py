"""A forward plan of 600 items with 10,000 issues behind them, three bodies, and 300 items that were decided."""

from datetime import timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from webapp import clock
from webapp.agenda.models import AgendaItem, Body, BodyKind, Decision, Issue, ItemIssue, Meeting

ISSUES, PLANNED, DECIDED, MEETINGS = 10_000, 600, 300, 60


def add_plan(session: Session) -> None:
    """Committed."""
    now = clock.now()
    bodies = session.scalars(insert(Body).returning(Body.id), [
        {"name": f"Body {one}", "slug": f"body-{one}", "kind": BodyKind.CABINET} for one in range(3)
    ]).all()  # fmt: skip
    meetings = session.scalars(insert(Meeting).returning(Meeting.id, sort_by_parameter_order=True), [
        {"body_id": bodies[one % 3], "starts_at": now + timedelta(days=2 * one - 20), "where": "Town Hall"}
        for one in range(MEETINGS)
    ]).all()  # fmt: skip
    items = session.scalars(insert(AgendaItem).returning(AgendaItem.id, sort_by_parameter_order=True), [
        {"body_id": bodies[place % MEETINGS % 3], "meeting_id": meetings[place % MEETINGS], "title": f"Buses on route "
         f"{place}", "key_decision": place % 4 == 0, "created_at": now, "planned_at": now - timedelta(days=place % 50)}
        for place in range(PLANNED + DECIDED)
    ]).all()  # fmt: skip
    issues = session.scalars(insert(Issue).returning(Issue.id, sort_by_parameter_order=True), [
        {"sentence": f"Buses stop too early at stop {one}", "people": one % 400, "raised_at": now, "published_at": now}
        for one in range(ISSUES)
    ]).all()  # fmt: skip
    session.execute(insert(ItemIssue), [
        {"item_id": items[place % len(items)], "issue_id": issue, "measured": {}}
        for place, issue in enumerate(issues[: 2 * len(items)])
    ])  # fmt: skip
    session.execute(insert(Decision), [
        {"item_id": item, "decided_on": now.date(), "maker": "The Cabinet", "title": "Decided", "what": "Yes",
         "reasons": "Because", "recorded_at": now, "published_at": now}
        for item in items[PLANNED:]
    ])  # fmt: skip
    session.commit()
