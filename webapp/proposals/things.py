"""What other rooms may know of a proposal."""

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.places.sorting import Sorted
from webapp.proposals import queries
from webapp.proposals.models import Move, Proposal
from webapp.proposals.rules import ENDED, HIDDEN
from webapp.web.things import Thing

AREAS = select(Proposal.id, Proposal.area_id).where(Proposal.area_id.is_not(None))
"""Where each is, in its author's words: (id, area id)."""


def find(session: Session, ids: Collection[int]) -> Mapping[int, Thing]:
    """Those that anybody may see."""
    rows = session.execute(
        select(Proposal, Move.stage)
        .join(Move, queries.current())
        .where(Proposal.id.in_(ids), Move.stage.not_in(HIDDEN), Proposal.hidden_at.is_(None))
    )
    return {
        one.id: Thing("proposal", one.id, one.title, f"/proposals/{one.number}", open=stage not in ENDED)
        for one, stage in rows
    }


def in_office(session: Session, ident: int) -> Sorted | None:
    found = session.get(Proposal, ident)
    return Sorted(found.title, f"/proposals/{found.number}") if found is not None and found.number else None
