"""Who is told of a decision: everybody who follows what stands behind its issues, once each."""

from flask import current_app
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from webapp.agenda.models import Decision, DecisionIssue, Evidence, EvidenceKind
from webapp.agenda.signals import decided
from webapp.agenda.things_decisions import address_of_decision
from webapp.consultations.models import Consultation
from webapp.i18n import _
from webapp.notices import following
from webapp.summaries.models import Publication

_FOLLOWED = {EvidenceKind.POLL: "poll", EvidenceKind.PROPOSAL: "proposal", EvidenceKind.THREAD: "thread"}


def join() -> None:
    """Listen. Asked once an application; a second time changes nothing."""
    decided.connect(tell)


def tell(session: Session, *, decision_id: int, replaces_id: int | None) -> None:
    """Within the transaction that publishes it, so that there is no second time. Whoever follows several of them hears
    of the first."""
    decision = session.get_one(Decision, decision_id)
    told = [
        following.happened(
            session, kind=kind, thing_id=thing_id, title=title, what=_("A decision was corrected") if replaces_id else
            _("Something was decided"), words=decision.title, address=address_of_decision(decision_id),
            zone=current_app.config["TIME_ZONE"], source=f"decision:{decision_id}", actor_id=decision.recorded_by,
        )
        for kind, thing_id, title in _sources(session, decision_id)
    ]  # fmt: skip
    following.once_each(session, happenings=[one.id for one in told])


def _sources(session: Session, decision_id: int) -> list[tuple[str, int, str]]:
    """(kind, id, title) of the consultations, polls, proposals and discussions behind its issues, each once."""
    rows = session.execute(
        select(Evidence.kind, Evidence.thing_id, Consultation.id, func.coalesce(Consultation.title, Evidence.title))
        .join(DecisionIssue, DecisionIssue.issue_id == Evidence.issue_id)
        .outerjoin(Publication, Publication.id == Evidence.publication_id)
        .outerjoin(Consultation, Consultation.id == Publication.consultation_id)
        .where(DecisionIssue.decision_id == decision_id)
        .where(or_(Evidence.kind.in_(_FOLLOWED), Consultation.id.is_not(None)))
        .order_by(Evidence.id)
    )
    found: dict[tuple[str, int], str] = {}
    for kind, thing_id, consultation_id, title in rows:
        key = (_FOLLOWED[kind], thing_id) if kind in _FOLLOWED else ("consultation", consultation_id)
        found.setdefault(key, title)
    return [(kind, ident, title) for (kind, ident), title in found.items()]
