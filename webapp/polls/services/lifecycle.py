"""Publishing, extending, closing early, withdrawing: each is told in public and stands in the audit trail."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Stage
from webapp.audit.services import record
from webapp.i18n import _
from webapp.opening import why_not_these_times
from webapp.polls import office_queries, queries
from webapp.polls.declaring import what_lacks
from webapp.polls.methods import EVERY
from webapp.polls.models import Poll, PollChange
from webapp.polls.rules import (
    ChangeKind,
    why_not_close_early,
    why_not_extend,
    why_not_publish,
    why_not_withdraw,
)
from webapp.polls.seeds import new_seed
from webapp.polls.services import freezing, shuffling
from webapp.polls.services.editing import lock, subject_of
from webapp.polls.signals import dates_changed
from webapp.refusals import Refused

SHORTEST = timedelta(seconds=1)


def what_is_missing(session: Session, poll: Poll) -> list[str]:
    """What must be there before it may be published, in words."""
    method, options = EVERY[poll.method], office_queries.count_options(session, poll.id)
    lacks = what_lacks(
        method,
        poll.rules,
        options=options,
        priced=office_queries.count_priced(session, poll.id) if method.budget else options,
        pots=office_queries.count_pots(session, poll.id) if method.budget else 0,
    )
    return why_not_publish(
        title=poll.title, question=poll.question, options=options, least_options=method.least, lacks=lacks
    )


def publish(session: Session, *, poll: Poll, opens_at: datetime, closes_at: datetime, by: int) -> None:
    """Let it open at `opens_at`; a time that has passed means now. The seed for lots is drawn here.

    Raises Refused at `opens` or `closes`.
    """
    stage, now = _lock(session, poll)
    if stage is not Stage.DRAFT:
        raise Refused(_("It is published already."))
    missing = what_is_missing(session, poll)
    if missing:
        raise Refused(missing[0])
    opens_at = max(opens_at, now)
    wrong = why_not_these_times(opens_at=opens_at, closes_at=closes_at, now=now)
    if wrong:
        raise Refused(wrong[1], field=wrong[0])
    poll.opens_at, poll.closes_at, poll.published_at, poll.seed = opens_at, closes_at, now, new_seed()
    shuffling.plan(session, poll=poll)
    freezing.plan(session, poll=poll)
    _tell(session, poll, ChangeKind.PUBLISHED, reason="", by=by)


def extend(session: Session, *, poll: Poll, until: datetime, reason: str, by: int) -> None:
    """Close later than planned."""
    stage, _now = _lock(session, poll)
    opens_at, closes_at = _dates(poll)
    _refuse(why_not_extend(stage=stage, opens_at=opens_at, closes_at=closes_at, until=until), "closes")
    poll.closes_at = until
    freezing.plan(session, poll=poll)
    _tell(session, poll, ChangeKind.EXTENDED, reason=reason, by=by)


def close_early(session: Session, *, poll: Poll, reason: str, by: int) -> None:
    """Close now."""
    stage, now = _lock(session, poll)
    _refuse(why_not_close_early(stage), "")
    opens_at, _closes_at = _dates(poll)
    poll.closes_at = max(now, opens_at + SHORTEST)
    freezing.plan(session, poll=poll)
    _tell(session, poll, ChangeKind.CLOSED_EARLY, reason=reason, by=by)


def withdraw(session: Session, *, poll: Poll, reason: str, by: int) -> None:
    """Take it back, with words that everybody reads at its address. Its votes are kept, and not counted."""
    stage, now = _lock(session, poll)
    _refuse(why_not_withdraw(stage), "")
    poll.withdrawn_at, poll.withdrawn_reason = now, reason
    _tell(session, poll, ChangeKind.WITHDRAWN, reason=reason, by=by)


def _lock(session: Session, poll: Poll) -> tuple[Stage, datetime]:
    """Where it stands now, kept from other officers until the request ends."""
    lock(session, poll)
    now = clock.now()
    return queries.stage(poll, now=now), now


def _dates(poll: Poll) -> tuple[datetime, datetime]:
    """Opening and closing. Raises Refused when it has none yet."""
    if poll.opens_at is None or poll.closes_at is None:
        raise Refused(_("It is not published yet."))
    return poll.opens_at, poll.closes_at


def _refuse(reason: str | None, field: str) -> None:
    if reason:
        raise Refused(reason, field=field)


def _tell(session: Session, poll: Poll, kind: ChangeKind, *, reason: str, by: int) -> None:
    """In public, and in the audit trail."""
    session.add(PollChange(poll_id=poll.id, at=clock.now(), kind=kind.value, reason=reason, closes_at=poll.closes_at,
                           person_id=by))  # fmt: skip
    session.flush()
    session.expire(poll, ["changes"])
    closes = poll.closes_at.isoformat() if poll.closes_at else None
    record(session, actor_id=by, act=f"poll {kind.value}", subject=subject_of(poll), words=reason, closes_at=closes)
    dates_changed.send(session, poll=poll, kind=kind, reason=reason)
