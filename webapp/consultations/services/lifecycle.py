"""Publishing, extending, closing, reopening, withdrawing: each is told in public and stands in the audit trail.

Services flush; the request commits.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Stage
from webapp.audit.services import record
from webapp.consultations import queries
from webapp.consultations.drafting import asks_permission
from webapp.consultations.models import ChangeKind, Consultation
from webapp.consultations.rules import (
    why_not_close_early,
    why_not_extend,
    why_not_publish,
    why_not_reopen,
)
from webapp.consultations.services.editing import lock, subject_of, tell_of_change
from webapp.consultations.signals import dates_changed
from webapp.i18n import _
from webapp.opening import why_not_these_times
from webapp.refusals import Refused

SHORTEST = timedelta(seconds=1)


def what_is_missing(session: Session, consultation: Consultation) -> list[str]:
    """What must be there before it may be published, in words."""
    questions = queries.read_sheet(session, consultation).questions
    return why_not_publish(
        title=consultation.title,
        summary=consultation.summary,
        questions=len(questions),
        asks_permission=asks_permission(questions),
        open_points=len(consultation.open_points),
        decision_maker=consultation.decision_maker,
        contact=consultation.contact_email or consultation.contact_phone,
    )


def publish(session: Session, *, consultation: Consultation, opens_at: datetime, closes_at: datetime, by: int) -> None:
    """Let it open at `opens_at`; a time that has passed means now. Raises `Refused` at `opens` or `closes`."""
    stage, now = _lock(session, consultation)
    missing = what_is_missing(session, consultation)
    if stage not in {Stage.DRAFT, Stage.WITHDRAWN}:
        raise Refused(_("It is published already."))
    if missing:
        raise Refused(missing[0])
    opens_at = max(opens_at, now)
    wrong = why_not_these_times(opens_at=opens_at, closes_at=closes_at, now=now)
    if wrong:
        raise Refused(wrong[1], field=wrong[0])
    consultation.opens_at, consultation.closes_at, consultation.published_at = opens_at, closes_at, now
    consultation.withdrawn_at, consultation.withdrawn_reason = None, ""
    _tell(session, consultation, ChangeKind.PUBLISHED, act="publish", reason="", by=by)


def extend(session: Session, *, consultation: Consultation, until: datetime, reason: str, by: int) -> None:
    """Close later than planned."""
    stage, _now = _lock(session, consultation)
    opens_at, closes_at = _dates(consultation)
    _refuse(why_not_extend(stage=stage, opens_at=opens_at, closes_at=closes_at, until=until), "closes")
    consultation.closes_at = until
    _tell(session, consultation, ChangeKind.EXTENDED, act="extend", reason=reason, by=by)


def close_early(session: Session, *, consultation: Consultation, reason: str, by: int) -> None:
    """Close now."""
    stage, now = _lock(session, consultation)
    _refuse(why_not_close_early(stage), "")
    opens_at, _closes_at = _dates(consultation)
    consultation.closes_at = max(now, opens_at + SHORTEST)
    _tell(session, consultation, ChangeKind.CLOSED_EARLY, act="close early", reason=reason, by=by)


def reopen(session: Session, *, consultation: Consultation, until: datetime, reason: str, by: int) -> None:
    """Take answers again, until a new closing time."""
    stage, now = _lock(session, consultation)
    _refuse(why_not_reopen(stage=stage, until=until, now=now), "closes")
    consultation.closes_at = until
    _tell(session, consultation, ChangeKind.REOPENED, act="reopen", reason=reason, by=by)


def withdraw(session: Session, *, consultation: Consultation, reason: str, by: int) -> None:
    """Take it back, with words that everybody reads at its address. What was answered is kept."""
    stage, now = _lock(session, consultation)
    if stage in {Stage.DRAFT, Stage.WITHDRAWN}:
        _refuse(_("Only a published consultation can be withdrawn."), "")
    consultation.withdrawn_at, consultation.withdrawn_reason = now, reason
    _tell(session, consultation, ChangeKind.WITHDRAWN, act="withdraw", reason=reason, by=by)


def _lock(session: Session, consultation: Consultation) -> tuple[Stage, datetime]:
    """Where it stands now, kept from other officers until the request ends."""
    lock(session, consultation)
    now = clock.now()
    return queries.stage(consultation, now=now), now


def _dates(consultation: Consultation) -> tuple[datetime, datetime]:
    """Opening and closing. Raises `Refused` when it has none yet."""
    if consultation.opens_at is None or consultation.closes_at is None:
        raise Refused(_("It is not published yet."))
    return consultation.opens_at, consultation.closes_at


def _refuse(reason: str | None, field: str) -> None:
    if reason:
        raise Refused(reason, field=field)


def _tell(session: Session, consultation: Consultation, kind: ChangeKind, *, act: str, reason: str, by: int) -> None:
    """In public, and in the audit trail."""
    tell_of_change(session, consultation, kind, reason=reason, by=by)
    closes = consultation.closes_at.isoformat() if consultation.closes_at else None
    record(session, actor_id=by, act=act, subject=subject_of(consultation), words=reason, closes_at=closes)
    dates_changed.send(session, consultation=consultation, kind=kind, reason=reason)
