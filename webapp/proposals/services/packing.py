"""Asking for the market-stall pack. A worker makes it, since no page waits for a typesetter."""

from dataclasses import asdict

from sqlalchemy.orm import Session

from webapp.documents.stall_pack import StallPack
from webapp.jobs import services as jobs
from webapp.jobs.models import Job

JOB = "stall-pack"


def subject_of(proposal_id: int) -> str:
    return f"proposal:{proposal_id}"


def find_job(session: Session, proposal_id: int) -> Job | None:
    """The last time the pack was asked for."""
    return jobs.find_latest(session, kind=JOB, subject=subject_of(proposal_id))


def next_sheets(session: Session, proposal_id: int, count: int) -> range:
    """Numbers that stand on no sheet yet, so that each sheet can be told from every other."""
    last = find_job(session, proposal_id)
    first = last.facts["next"] if last else 1
    return range(first, first + count)


def ask(session: Session, *, proposal_id: int, pack: StallPack, sheets: range, person_id: int) -> Job:
    """Raises `AlreadyRunning` while one is being made."""
    return jobs.enqueue(
        session, kind=JOB, subject=subject_of(proposal_id), asked_by=person_id, pack=asdict(pack), next=sheets.stop
    )
