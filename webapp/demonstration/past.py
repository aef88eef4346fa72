"""What the worker would have done on the days that the demonstration tells of: done, and never done again."""

from sqlalchemy import and_, or_, update
from sqlalchemy.orm import Session

from webapp import clock
from webapp.agenda.services import reminders
from webapp.jobs.models import Job
from webapp.notices import following
from webapp.notices.models import Message
from webapp.notices.outbox import KIND as MAIL
from webapp.polls import announcing
from webapp.polls.services import freezing


def settle(session: Session) -> None:
    """What was told then is not told again now; what was to be done on a day that is past is done. Nobody follows
    anything in the demonstration, so there is no news to come either."""
    session.execute(update(Message).where(Message.sent_at.is_(None)).values(sent_at=Message.created_at, tries=1))
    in_its_day = and_(Job.kind.in_((freezing.JOB, reminders.JOB, announcing.OPENS)), Job.due_at <= clock.now())
    over = or_(Job.kind.in_((MAIL, following.DIGESTS)), in_its_day)
    session.execute(update(Job).where(over, Job.finished_at.is_(None)).values(finished_at=Job.due_at, result={}))
    session.flush()
