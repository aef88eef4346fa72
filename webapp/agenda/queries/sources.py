"""What stands behind issues: whoever follows it is told what came of them."""

from collections.abc import Collection

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from webapp.agenda.models import Evidence, EvidenceKind
from webapp.consultations.models import Consultation
from webapp.summaries.models import Publication

_FOLLOWED = {EvidenceKind.POLL: "poll", EvidenceKind.PROPOSAL: "proposal", EvidenceKind.THREAD: "thread"}


def list_sources(session: Session, issue_ids: Collection[int]) -> list[tuple[str, int, str]]:
    """(kind, id, title) of the consultations, polls, proposals and discussions behind these issues, each once."""
    rows = session.execute(
        select(Evidence.kind, Evidence.thing_id, Consultation.id, func.coalesce(Consultation.title, Evidence.title))
        .outerjoin(Publication, Publication.id == Evidence.publication_id)
        .outerjoin(Consultation, Consultation.id == Publication.consultation_id)
        .where(Evidence.issue_id.in_(issue_ids))
        .where(or_(Evidence.kind.in_(_FOLLOWED), Consultation.id.is_not(None)))
        .order_by(Evidence.id)
    )
    found: dict[tuple[str, int], str] = {}
    for kind, thing_id, consultation_id, title in rows:
        key = (_FOLLOWED[kind], thing_id) if kind in _FOLLOWED else ("consultation", consultation_id)
        found.setdefault(key, title)
    return [(kind, ident, title) for (kind, ident), title in found.items()]
