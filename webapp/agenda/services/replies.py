"""Replying to issues. Services flush; the request commits."""

from datetime import date

from sqlalchemy import update
from sqlalchemy.orm import Session

from webapp import clock
from webapp.agenda.models import Issue, Outcome, Reply
from webapp.agenda.rules.replies import why_not_reply
from webapp.agenda.services.issues import state, subject_of
from webapp.agenda.signals import replied
from webapp.audit.services import record
from webapp.database import refused_as
from webapp.i18n import _l
from webapp.refusals import Refused


class RepliedMeanwhile(Refused):
    message = _l("Somebody else replied a moment ago. Read that reply first.")


def reply(
    session: Session, *, issue: Issue, outcome: Outcome, reason: str, changed: str, owner: str, today: date,
    person_id: int | None, next_news_on: date | None = None,
) -> Reply:  # fmt: skip
    """Say what becomes of an issue. The reply before stays to be read. Raises `Refused` at its field."""
    reason, changed, owner = reason.strip(), changed.strip(), owner.strip()
    problem = why_not_reply(state=state(issue), outcome=outcome, reason=reason, changed=changed, owner=owner,
                            next_news_on=next_news_on, today=today)  # fmt: skip
    if problem:
        raise Refused(problem[1], field=problem[0])
    now = clock.now()
    session.execute(
        update(Reply).where(Reply.issue_id == issue.id, Reply.replaced_at.is_(None)).values(replaced_at=now)
    )
    given = Reply(issue_id=issue.id, outcome=outcome, reason=reason, changed=changed, owner=owner,
                  next_news_on=next_news_on, at=now, by=person_id)  # fmt: skip
    with refused_as(session, {"one_current_reply": RepliedMeanwhile}):
        session.add(given)
        session.flush()
    record(session, actor_id=person_id, act="replied to an issue", subject=subject_of(issue), words=reason,
           outcome=outcome.value)  # fmt: skip
    replied.send(session, reply=given)
    return given
