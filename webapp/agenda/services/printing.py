"""Asking for the papers of an agenda. A worker makes them, since no page waits for a typesetter."""

from sqlalchemy.orm import Session

from webapp.jobs import services as jobs
from webapp.jobs.models import Job

JOB = "agenda-papers"


def subject_of(meeting_id: int) -> str:
    return f"meeting:{meeting_id}"


def find_job(session: Session, meeting_id: int) -> Job | None:
    """The last time they were asked for."""
    return jobs.find_latest(session, kind=JOB, subject=subject_of(meeting_id))


def ask(session: Session, *, meeting_id: int, person_id: int | None, language: str, authority: str, zone: str) -> Job:
    """Raises `AlreadyRunning` while they are being made."""
    return jobs.enqueue(session, kind=JOB, subject=subject_of(meeting_id), asked_by=person_id, meeting=meeting_id,
                        language=language, authority=authority, zone=zone)  # fmt: skip
