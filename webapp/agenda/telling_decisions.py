"""Who is told of a decision: everybody who follows what stands behind its issues, once each."""

from flask import current_app
from sqlalchemy.orm import Session

from webapp.agenda.models import Decision
from webapp.agenda.queries.sources import list_sources
from webapp.agenda.signals import decided
from webapp.agenda.things_decisions import address_of_decision
from webapp.i18n import _
from webapp.notices import following


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
        for kind, thing_id, title in list_sources(session, [one.issue_id for one in decision.issues])
    ]  # fmt: skip
    following.once_each(session, happenings=[one.id for one in told])
