"""Bodies, meetings, issues and items for tests: made in one line, committed."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from webapp import clock
from webapp.agenda.models import AgendaItem, Body, BodyKind, Decision, Evidence, EvidenceKind, Issue, Meeting
from webapp.agenda.rules.decisions import Words
from webapp.agenda.rules.site import site_from
from webapp.agenda.services import agendas, decisions, meetings
from webapp.agenda.services.agendas import ItemWords
from webapp.agenda.services.meetings import BodyWords
from webapp.settings import DEFAULTS

SITE = site_from(DEFAULTS)
CLERK = 1
_numbers = itertools.count(1)


def at(year: int, month: int, day: int, hour: int = 17) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def make_body(session: Session, **words: Any) -> Body:
    facts = {"name": f"Cabinet {next(_numbers)}", "kind": BodyKind.CABINET} | words
    body = meetings.found_body(session, words=BodyWords(**facts), actor_id=CLERK)
    session.commit()
    return body


def make_meeting(session: Session, body: Body, *, days: int = 40, **words: Any) -> Meeting:
    """So many days from now."""
    starts_at = words.pop("starts_at", clock.now() + timedelta(days=days))
    meeting = meetings.call_meeting(session, body=body, starts_at=starts_at, where="Town Hall", actor_id=CLERK)
    session.commit()
    return meeting


def make_issue(
    session: Session, *, sentence: str = "Buses stop before the last shift ends", people: int = 73, base: int = 607,
    kind: EvidenceKind = EvidenceKind.POLL, thing_id: int = 1, **columns: Any,
) -> Issue:  # fmt: skip
    """One that everybody can read, resting on one poll."""
    now = clock.now()
    facts = {"who": "Shift workers", "raised_at": now, "raised_by": None, "published_at": now} | columns
    publication_id = facts.pop("publication_id", None)
    issue = Issue(sentence=sentence, people=people, **facts)
    issue.evidence.append(
        Evidence(kind=kind, thing_id=thing_id, publication_id=publication_id, title="Which buses?", people=people,
                 base=base, figure=f"{people} of {base} people", address="/polls/which-buses", at=now)
    )  # fmt: skip
    session.add(issue)
    session.commit()
    return issue


def make_item(
    session: Session, body: Body, *, issue: Issue | None = None, planned: bool = True, meeting: Meeting | None = None,
    **words: Any,
) -> AgendaItem:  # fmt: skip
    """In the forward plan since now, unless it is not to be."""
    facts = {"title": f"Evening buses {next(_numbers)}", "what": "Run two routes later."} | words
    if issue is None:
        facts.setdefault("none_raised", True)
    item = agendas.begin_item(session, body=body, words=ItemWords(**facts), actor_id=CLERK, issue=issue)
    if planned:
        agendas.put_in_plan(session, item=item, actor_id=CLERK)
    if meeting is not None:
        agendas.put_on_meeting(session, item=item, meeting=meeting, site=SITE, actor_id=CLERK)
    session.commit()
    return item


def words_for(item: AgendaItem, *issues: Issue, **changes: Any) -> Words:
    """A record that lacks nothing, on the day of the clock."""
    facts = {
        "decided_on": SITE.today(), "maker": "The Cabinet", "title": f"Decision on {item.title}",
        "what": "Two routes run until 23:40.", "reasons": "Seventy-three people cannot get home.",
        "options": [("Every route until midnight", "It costs twice what there is."), ("", "")],
        "how": {issue.id: "It led to the later buses." for issue in issues}, "none_raised": not issues,
    } | changes  # fmt: skip
    return Words(**facts)


def make_decision(
    session: Session, item: AgendaItem, *issues: Issue, published: bool = True, **changes: Any
) -> Decision:
    """Recorded at the clock's now, which must be after the meeting."""
    made = decisions.begin(session, item=item, words=words_for(item, *issues, **changes), site=SITE, actor_id=CLERK)
    if published:
        decisions.publish(session, decision=made, site=SITE, actor_id=CLERK)
    session.commit()
    return made
