"""What waits for the office today, in a fixed number of statements; each row leads to where it is done."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Permission
from webapp.agenda.models import AgendaItem, Commitment, Decision, Feedback, Issue, Meeting, Reply
from webapp.agenda.queries import feedback
from webapp.agenda.queries.commitments import Clock, list_for_office, list_waiting_projects
from webapp.agenda.rules.feedback import due_on
from webapp.agenda.rules.lateness import Light, Limits, Promise, standing
from webapp.i18n import _l

MOST = 50
_YEARS_BACK = timedelta(days=3 * 366)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One thing to do: `by` which day, and how late it is, where it has a day."""

    title: str
    address: str
    by: date | None = None
    light: Light | None = None


@dataclass(frozen=True, kw_only=True)
class Queue:
    """Things of one sort, the one that is due first first."""

    name: str
    words: str
    rows: Sequence[Row]


@dataclass(frozen=True, kw_only=True)
class Day:
    """Today, and how far ahead and back to look."""

    by: Clock
    ahead: int
    weeks: int

    @property
    def until(self) -> date:
        return self.by.today + timedelta(days=self.ahead)

    @property
    def limits(self) -> Limits:
        return self.by.limits

    def light(self, due: date | None) -> Light | None:
        if due is None:
            return None
        return standing(Promise(due_on=due), today=self.by.today, limits=self.limits).light


Reader = Callable[[Session, Day], Iterator[Row]]


def read_queues(session: Session, day: Day, may: Callable[[Permission], bool]) -> list[Queue]:
    """The queues of what somebody may do, in the order in which things go; empty ones are left out."""
    found = [
        Queue(name=name, words=str(words), rows=list(reader(session, day)))
        for name, (permission, words, reader) in QUEUES.items()
        if may(permission)
    ]
    return [one for one in found if one.rows]


def _unanswered(session: Session, day: Day) -> Iterator[Row]:
    replied = exists().where(Reply.issue_id == Issue.id, Reply.replaced_at.is_(None))
    public = (Issue.published_at.is_not(None), Issue.withdrawn_at.is_(None), ~replied)
    for issue in session.scalars(select(Issue).where(*public).order_by(Issue.published_at, Issue.id).limit(MOST)):
        yield Row(title=issue.sentence, address=f"/office/issues/{issue.id}/reply")


def _news_due(session: Session, day: Day) -> Iterator[Row]:
    due = (
        select(Issue, Reply.next_news_on)
        .join(Reply, Reply.issue_id == Issue.id)
        .where(Reply.replaced_at.is_(None), Reply.next_news_on <= day.until, Issue.withdrawn_at.is_(None))
        .order_by(Reply.next_news_on, Issue.id)
        .limit(MOST)
    )
    for issue, when in session.execute(due):
        yield Row(title=issue.sentence, address=f"/office/issues/{issue.id}/reply", by=when, light=day.light(when))


def _to_say_back(session: Session, day: Day) -> Iterator[Row]:
    since = clock.now() - _YEARS_BACK
    for kind in feedback.MODELS:
        for thing in feedback.list_closed_without(session, kind=kind, since=since, most=MOST):
            if thing.closes_at is None:
                continue
            when = due_on(closed_on=clock.local_day(thing.closes_at, day.by.zone), weeks=day.weeks)
            yield Row(title=thing.title, address=f"/office/feedback/{kind}/{thing.id}", by=when, light=day.light(when))


def _more_to_say_back(session: Session, day: Day) -> Iterator[Row]:
    due = select(Feedback).where(
        Feedback.published_at.is_not(None), Feedback.replaced_at.is_(None), Feedback.next_news_on <= day.until
    )
    rows = list(session.scalars(due.order_by(Feedback.next_news_on, Feedback.id).limit(MOST)))
    titles = feedback.titles_of(session, rows)
    for one in rows:
        when = one.next_news_on
        if when is not None and (one.kind, one.thing_id) in titles:
            title, _slug = titles[one.kind, one.thing_id]
            yield Row(title=title, address=f"/office/feedback/{one.kind}/{one.thing_id}", by=when,
                      light=day.light(when))  # fmt: skip


def _promises(session: Session, day: Day) -> Iterator[Row]:
    """Those that are late, not public yet, or due soon."""
    for row in list_for_office(session, day.by, most=4 * MOST):
        c: Commitment = row.commitment
        if row.standing.late or c.published_at is None or c.due_on <= day.until:
            yield Row(title=c.title, address=f"/office/commitments/{c.id}", by=c.due_on, light=row.standing.light)


def _projects(session: Session, day: Day) -> Iterator[Row]:
    for one in list_waiting_projects(session):
        address = f"/office/commitments/new?poll={one.poll.id}&option={one.option.id}"
        yield Row(title=one.option.text, address=address)


def _to_record(session: Session, day: Day) -> Iterator[Row]:
    """Items whose meeting has begun and that have no decision."""
    recorded = exists().where(
        Decision.item_id == AgendaItem.id, Decision.withdrawn_at.is_(None), Decision.published_at.is_not(None)
    )
    met = (
        select(AgendaItem, Meeting.starts_at)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(Meeting.starts_at <= clock.now(), Meeting.cancelled_at.is_(None), ~recorded)
        .where(AgendaItem.withdrawn_at.is_(None))
        .order_by(Meeting.starts_at, AgendaItem.id)
        .limit(MOST)
    )
    for item, at in session.execute(met):
        address = f"/office/agenda-items/{item.id}/decision"
        yield Row(title=item.title, address=address, by=clock.local_day(at, day.by.zone))


def _called_in(session: Session, day: Day) -> Iterator[Row]:
    waits = select(Decision).where(
        Decision.called_in_at.is_not(None), Decision.call_in_ended_on.is_(None), Decision.withdrawn_at.is_(None)
    )
    for one in session.scalars(waits.order_by(Decision.called_in_at, Decision.id).limit(MOST)):
        yield Row(title=one.title, address=f"/office/decisions/{one.id}")


QUEUES: Mapping[str, tuple[Permission, str, Reader]] = {
    "issues": (Permission.REPLY_TO_ISSUES, _l("Issues without a reply"), _unanswered),
    "news": (Permission.REPLY_TO_ISSUES, _l("Replies that promised news"), _news_due),
    "decisions": (Permission.RECORD_DECISIONS, _l("Decisions to write down after a meeting"), _to_record),
    "call-ins": (Permission.RECORD_DECISIONS, _l("Decisions that were called in"), _called_in),
    "projects": (Permission.KEEP_COMMITMENTS, _l("Projects that people voted for, with nobody's promise"), _projects),
    "promises": (Permission.KEEP_COMMITMENTS, _l("Promises that are late or due soon"), _promises),
    "feedback": (Permission.SAY_BACK, _l("Closed, and not said back yet"), _to_say_back),
    "more": (Permission.SAY_BACK, _l("Said back, with more promised"), _more_to_say_back),
}
"""By name: who may do it, what it is called, and how it is read."""
