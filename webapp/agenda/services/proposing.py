"""Proposals behind the issues of an agenda: they move to "on an agenda" once it is public."""

from collections.abc import Collection
from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.agenda.models import Evidence, EvidenceKind, ItemIssue
from webapp.i18n import _
from webapp.proposals.models import Move, Proposal
from webapp.proposals.queries import current
from webapp.proposals.rules import Stage
from webapp.proposals.services.moving import MovedMeanwhile, move


def say_on_agenda(session: Session, *, item_ids: Collection[int], body: str, actor_id: int) -> None:
    """Only those that are assessed: from anywhere else an officer moves them."""
    behind = (
        select(Evidence.thing_id)
        .join(ItemIssue, ItemIssue.issue_id == Evidence.issue_id)
        .where(ItemIssue.item_id.in_(item_ids), Evidence.kind == EvidenceKind.PROPOSAL)
    )
    assessed = (
        select(Proposal, Move.officer_id)
        .join(Move, current())
        .where(Proposal.id.in_(behind), Move.stage == Stage.ASSESSMENT)
        .order_by(Proposal.id)
    )
    for proposal, officer_id in session.execute(assessed).all():
        with suppress(MovedMeanwhile):
            move(session, proposal=proposal, since=Stage.ASSESSMENT, to=Stage.ON_AGENDA, actor_id=actor_id,
                 reason=_("It is on the agenda of %(body)s.", body=body), officer_id=officer_id)  # fmt: skip
