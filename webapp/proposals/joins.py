"""How proposals hang together: what became part of what, and what was split off from where."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from webapp.proposals import queries
from webapp.proposals.models import Backing, Move, Proposal, Sheet
from webapp.proposals.rules import HIDDEN


@dataclass(frozen=True, slots=True)
class Joined:
    """The proposals beside one, those that anybody may see."""

    into: Proposal | None = None
    parts: Sequence[Proposal] = ()  # merged into it
    origin: Proposal | None = None  # it was split off from this
    split_off: Sequence[Proposal] = ()


def read_joined(session: Session, proposal: Proposal) -> Joined:
    """One statement."""
    beside = session.scalars(
        select(Proposal)
        .join(Move, queries.current())
        .where(
            or_(
                Proposal.id.in_([proposal.merged_into_id or 0, proposal.split_from_id or 0]),
                Proposal.merged_into_id == proposal.id,
                Proposal.split_from_id == proposal.id,
            ),
            Move.stage.not_in(HIDDEN),
            Proposal.hidden_at.is_(None),
        )
        .order_by(Proposal.id)
    ).all()
    by_id = {one.id: one for one in beside}
    return Joined(
        into=by_id.get(proposal.merged_into_id or 0),
        parts=[one for one in beside if one.merged_into_id == proposal.id],
        origin=by_id.get(proposal.split_from_id or 0),
        split_off=[one for one in beside if one.split_from_id == proposal.id],
    )


def merged_into(session: Session, proposal_id: int) -> Sequence[int]:
    """Ids of all that became part of it, also of its parts. A statement for each storey of merges."""
    found: list[int] = []
    storey = [proposal_id]
    while storey := list(session.scalars(select(Proposal.id).where(Proposal.merged_into_id.in_(storey)))):
        found += storey
    return found


def end_of(session: Session, proposal_id: int) -> int:
    """What it became part of, at the end of the way; itself when nobody merged it."""
    while into := session.scalar(select(Proposal.merged_into_id).where(Proposal.id == proposal_id)):
        proposal_id = into
    return proposal_id


@dataclass(frozen=True, slots=True)
class Together:
    """How many people back either of two proposals; `both` online ones back both and would count once."""

    first: int
    second: int
    both: int

    @property
    def whole(self) -> int:
        return self.first + self.second - self.both


def count_together(session: Session, one: Proposal, other: Proposal) -> Together:
    second = aliased(Backing)
    both = (
        select(func.count(Backing.id))
        .join(second, second.person_id == Backing.person_id)
        .where(Backing.proposal_id == one.id, second.proposal_id == other.id)
    )
    return Together(
        queries.count_backing(session, one), queries.count_backing(session, other), session.scalar(both) or 0
    )


def counts_for(sheet: Sheet) -> int:
    """The proposal at which a sheet counts now."""
    return sheet.counts_for_id or sheet.proposal_id


def move_before(session: Session, proposal: Proposal) -> Move:
    """The move that its current one ended."""
    moves = select(Move).where(Move.proposal_id == proposal.id, Move.ended_at.is_not(None))
    return session.scalars(moves.order_by(Move.id.desc()).limit(1)).one()
