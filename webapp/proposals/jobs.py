"""The work behind the market-stall pack: the words were written when it was asked for; here they become a file."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from webapp import clock
from webapp.documents import stall
from webapp.files import services as files
from webapp.files.models import StoredFile
from webapp.i18n import _
from webapp.jobs.models import Job
from webapp.jobs.worker import Teller
from webapp.proposals.services.packing import JOB

KEPT = timedelta(days=30)


def make_pack(sessions: sessionmaker[Session], facts: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """`facts`: the words of a `StallPack` under "pack". Gives {"key": of the file}. Packs that have expired go."""
    tell(_("Setting the pages"), 0, 1)
    now = clock.now()
    data = stall.stall_pdf(facts["pack"], at=int(now.timestamp()))
    name = f"{facts['pack']['number']}-stall.pdf"
    with sessions.begin() as session:
        _forget_expired(session)
        kept = files.store(session, [data], name=name, media_type=stall.MEDIA_TYPE, expires_at=now + KEPT)
        return {"key": kept.key}


def _forget_expired(session: Session) -> None:
    keys = [
        one["key"] for one in session.scalars(select(Job.result).where(Job.kind == JOB, Job.result.is_not(None))) if one
    ]
    expired = select(StoredFile.id).where(StoredFile.key.in_(keys), StoredFile.expires_at <= clock.now())
    for file_id in session.scalars(expired).all():
        files.remove(session, file_id)
