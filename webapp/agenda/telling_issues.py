"""Who is told of a reply: everybody who follows what stands behind the issue, once each."""

from flask import current_app
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from webapp.agenda.models import Evidence, EvidenceKind, Issue, Reply
from webapp.agenda.signals import replied
from webapp.consultations.models import Consultation
from webapp.i18n import _
from webapp.notices import following
from webapp.summaries.models import Publication

_FOLLOWED = {EvidenceKind.POLL: "poll", EvidenceKind.PROPOSAL: "proposal", EvidenceKind.THREAD: "thread"}


def join() -> None:
    """Listen. Asked once an application; a second time changes nothing."""
    replied.connect(tell)


def tell(session: Session, *, reply: Reply) -> None:
    """Within the transaction that gives it, so that there is no second time. Whoever follows several of the things
    behind the issue hears of the first."""
    issue = session.get_one(Issue, reply.issue_id)
    told = [
        following.happened(
            session, kind=kind, thing_id=thing_id, title=title, what=_("There is a reply to what people raised"),
            words=issue.sentence, address=f"/issues/{issue.id}", zone=current_app.config["TIME_ZONE"],
            source=f"reply:{reply.id}", actor_id=reply.by,
        )
        for kind, thing_id, title in _sources(session, issue.id)
    ]  # fmt: skip
    following.once_each(session, happenings=[one.id for one in told])


def _sources(session: Session, issue_id: int) -> list[tuple[str, int, str]]:
    """(kind, id, title) of the consultations, polls, proposals and discussions behind it, each once."""
    rows = session.execute(
        select(Evidence.kind, Evidence.thing_id, Consultation.id, func.coalesce(Consultation.title, Evidence.title))
        .outerjoin(Publication, Publication.id == Evidence.publication_id)
        .outerjoin(Consultation, Consultation.id == Publication.consultation_id)
        .where(Evidence.issue_id == issue_id)
        .where(or_(Evidence.kind.in_(_FOLLOWED), Consultation.id.is_not(None)))
        .order_by(Evidence.id)
    )
    found: dict[tuple[str, int], str] = {}
    for kind, thing_id, consultation_id, title in rows:
        key = (_FOLLOWED[kind], thing_id) if kind in _FOLLOWED else ("consultation", consultation_id)
        found.setdefault(key, title)
    return [(kind, ident, title) for (kind, ident), title in found.items()]
