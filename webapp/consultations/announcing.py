"""Who is told that a consultation opened, and that its dates changed: whoever asked about it, its places, its subjects.

That it opens is told when it does: by a job that waits for the moment and looks again whether it is so.
"""

from contextlib import suppress
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session, sessionmaker

from webapp import clock
from webapp.access import Stage
from webapp.consultations import queries
from webapp.consultations.models import ChangeKind, Consultation
from webapp.consultations.signals import dates_changed
from webapp.consultations.things import KIND
from webapp.i18n import _
from webapp.jobs import services as jobs
from webapp.jobs.worker import Teller
from webapp.notices import following

OPENS = "consultation-opens"


def join() -> None:
    """Listen. Asked once an application; a second time changes nothing."""
    dates_changed.connect(tell)


def tell(session: Session, *, consultation: Consultation, kind: ChangeKind, reason: str) -> None:
    """Within the transaction that changes it. What was extended, reopened or withdrawn is told as it happens."""
    if kind is ChangeKind.PUBLISHED and consultation.opens_at is not None:
        with suppress(jobs.AlreadyRunning):
            jobs.enqueue(session, kind=OPENS, subject=f"consultation:{consultation.id}", due_at=consultation.opens_at,
                         consultation_id=consultation.id)  # fmt: skip
    what = {
        ChangeKind.EXTENDED: _("There is more time to answer"),
        ChangeKind.REOPENED: _("It takes answers again"),
        ChangeKind.WITHDRAWN: _("It was withdrawn"),
    }.get(kind)
    if what is not None:
        _happened(session, consultation, what, reason, source="")


def opened(sessions: sessionmaker[Session], facts: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """`facts["consultation_id"]` is to open now. One that was withdrawn or moved meanwhile is left alone."""
    with sessions.begin() as session:
        found = session.get(Consultation, facts["consultation_id"], with_for_update=True)
        if found is None or queries.stage(found, now=clock.now()) is not Stage.OPEN:
            return {"told": False}
        _happened(session, found, _("You can answer now"), found.summary, source=f"opens:{found.id}")
        return {"told": True}


def _happened(session: Session, one: Consultation, what: str, words: str, *, source: str) -> None:
    following.happened(session, kind=KIND, thing_id=one.id, title=one.title, what=what, words=words, once=bool(source),
                       source=source, address=f"/consultations/{one.slug}",
                       zone=current_app.config["TIME_ZONE"])  # fmt: skip
