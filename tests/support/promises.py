"""What was decided and promised, for tests: made in one line, as rows. Committed."""

import itertools
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from webapp import clock
from webapp.agenda.models import (
    AgendaItem,
    Body,
    BodyKind,
    Commitment,
    Decision,
    DecisionIssue,
    Evidence,
    EvidenceKind,
    Issue,
    ItemIssue,
    Meeting,
    Outcome,
    Reply,
)
from webapp.summaries.models import Publication, PublishedCoding, PublishedTheme, Snapshot

_numbers = itertools.count(1)
DAY = timedelta(days=1)


def make_body(session: Session, name: str = "The Board") -> Body:
    number = next(_numbers)
    body = Body(name=f"{name} {number}", slug=f"body-{number}", kind=BodyKind.BOARD)
    session.add(body)
    session.commit()
    return body


def make_item(
    session: Session, *, issue: Issue | None = None, in_days: int | None = None, **columns: Any
) -> AgendaItem:
    """Something a body considers; at a meeting `in_days` from now where that is said."""
    body = make_body(session)
    meeting = None
    if in_days is not None:
        meeting = Meeting(body_id=body.id, starts_at=clock.now() + in_days * DAY, agenda_published_at=clock.now())
        session.add(meeting)
        session.flush()
    item = AgendaItem(**{"body_id": body.id, "meeting_id": meeting and meeting.id, "title": "The evening buses",
                         "created_at": clock.now(), "planned_at": clock.now()} | columns)  # fmt: skip
    session.add(item)
    session.flush()
    if issue is not None:
        session.add(ItemIssue(item_id=item.id, issue_id=issue.id))
    session.commit()
    return item


def make_decision(
    session: Session,
    *,
    issue: Issue | None = None,
    item: AgendaItem | None = None,
    how: str = "It is why",
    **columns: Any,
) -> Decision:
    """A decision that is published, and how the issue was considered."""
    item = item or make_item(session, issue=issue)
    now = clock.now()
    decision = Decision(**{"item_id": item.id, "decided_on": now.date(), "maker": "The Board", "title": "Evening buses",
                           "what": "Two routes run until 23:40.", "reasons": "People cannot get home.",
                           "recorded_at": now, "published_at": now} | columns)  # fmt: skip
    session.add(decision)
    session.flush()
    if issue is not None:
        session.add(DecisionIssue(decision_id=decision.id, issue_id=issue.id, how="It is why."))
    session.commit()
    return decision


def make_commitment(session: Session, *, decision: Decision | None = None, due_on: date, **columns: Any) -> Commitment:
    """A commitment that is published now."""
    decision = decision or make_decision(session)
    row = Commitment(**{"decision_id": decision.id, "title": "Run the 14 until 23:40", "owner": "M. Dhaliwal",
                        "owner_email": "owner@merestone.example", "due_on": due_on, "created_at": clock.now(),
                        "published_at": clock.now()} | columns)  # fmt: skip
    session.add(row)
    session.commit()
    return row


def make_publication(session: Session, consultation_id: int, *, number: int = 1) -> Publication:
    """A published summary with nothing in it yet."""
    snapshot = Snapshot(consultation_id=consultation_id, made_at=clock.now(), software="1", sheet_version="x",
                        frame_versions={}, figures={}, digest="0" * 64)  # fmt: skip
    session.add(snapshot)
    session.flush()
    publication = Publication(consultation_id=consultation_id, number=number, snapshot_id=snapshot.id,
                              published_at=clock.now(), note="")  # fmt: skip
    session.add(publication)
    session.commit()
    return publication


def make_theme(session: Session, publication: Publication, *, name: str = "Buses stop too early", people: int = 73,
               base: int = 607, responses: tuple[int, ...] = (), theme_id: int | None = None,
               question_id: int = 1) -> PublishedTheme:  # fmt: skip
    """A published theme under which these responses are counted."""
    theme = PublishedTheme(publication_id=publication.id, theme_id=theme_id or next(_numbers), question_id=question_id,
                           name=name, people=people, base=base)  # fmt: skip
    session.add(theme)
    session.flush()
    session.add_all(PublishedCoding(published_theme_id=theme.id, response_id=one) for one in responses)
    session.commit()
    return theme


def make_issue(session: Session, *, theme: PublishedTheme | None = None, poll_id: int | None = None,
               sentence: str = "Buses stop before the last hospital shift ends", people: int = 73,
               **columns: Any) -> Issue:  # fmt: skip
    """An issue that is public and rests on a published theme, or on a poll."""
    now = clock.now()
    issue = Issue(**{"sentence": sentence, "people": people, "raised_at": now, "published_at": now} | columns)
    session.add(issue)
    session.flush()
    common = {"issue_id": issue.id, "title": sentence, "figure": "73 of 607 people", "people": people, "at": now,
              "address": "/"}  # fmt: skip
    if theme is not None:
        session.add(Evidence(kind=EvidenceKind.THEME, thing_id=theme.theme_id, publication_id=theme.publication_id,
                             base=theme.base, **common))  # fmt: skip
    if poll_id is not None:
        session.add(Evidence(kind=EvidenceKind.POLL, thing_id=poll_id, **common))
    session.commit()
    return issue


def make_reply(session: Session, issue: Issue, outcome: Outcome = Outcome.PART_ACCEPTED, **columns: Any) -> Reply:
    reply = Reply(**{"issue_id": issue.id, "outcome": outcome, "reason": "Two routes can run later.",
                     "owner": "M. Dhaliwal", "at": clock.now()} | columns)  # fmt: skip
    session.add(reply)
    session.commit()
    return reply
