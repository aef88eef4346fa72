"""Everything that changes what a summary counts, and asks for its files. Services flush; the request commits."""

from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.audit.services import record
from webapp.consultations.models import Answer, Consultation, Response
from webapp.consultations.signals import words_arrived
from webapp.i18n import _
from webapp.jobs.models import Job
from webapp.jobs.services import enqueue
from webapp.refusals import Refused
from webapp.summaries.rules import why_not_exclude
from webapp.themes.quality_rules import Bounds

JOB = "downloads"


@dataclass(frozen=True)
class Terms:
    """What this site says of itself in every document: whose it is, its language (BCP 47), clock, threshold and
    when a theme is weak (see `Bounds`)."""

    authority: str
    language: str
    zone: str
    threshold: int
    weak_alpha: float
    weak_f1: float
    weak_answers: int

    @property
    def bounds(self) -> Bounds:
        return Bounds(self.weak_alpha, self.weak_f1, self.weak_answers)


def subject_of(consultation_id: int) -> str:
    """What the job and the audit trail call a consultation."""
    return f"consultation:{consultation_id}"


def prepare_downloads(session: Session, *, consultation: Consultation, person_id: int, terms: Terms) -> Job:
    """Ask for a snapshot and its files. Raises `AlreadyRunning` while one is being made."""
    subject = subject_of(consultation.id)
    job = enqueue(session, kind=JOB, subject=subject, asked_by=person_id, consultation_id=consultation.id,
                  person_id=person_id, terms=asdict(terms))  # fmt: skip
    record(session, actor_id=person_id, act="asked for downloads", subject=subject)
    return job


def exclude(session: Session, *, response: Response, person_id: int, reason: str) -> None:
    """Set a response aside with its reason. Nothing of it is lost. Raises `Refused` with what is wrong."""
    reason = reason.strip()
    problem = why_not_exclude(
        sent=response.sent_at is not None,
        taken_back=response.withdrawn_at is not None,
        excluded=response.excluded_at is not None,
        reason=reason,
    )
    if problem:
        raise Refused(problem, field="reason")
    response.excluded_at, response.excluded_reason = clock.now(), reason
    record(session, actor_id=person_id, act="set a response aside", subject=f"response:{response.id}", words=reason)


def include(session: Session, *, response: Response, person_id: int) -> None:
    """Count a response again that was set aside. Raises `Refused` when it was not."""
    if response.excluded_at is None:
        raise Refused(_("This response is counted already."))
    reason = response.excluded_reason
    response.excluded_at, response.excluded_reason = None, ""
    asked = select(Answer.question_id).where(Answer.response_id == response.id, Answer.text.is_not(None)).distinct()
    words_arrived.send(session, question_ids=list(session.scalars(asked)))
    record(session, actor_id=person_id, act="counted a response again", subject=f"response:{response.id}", words=reason)
