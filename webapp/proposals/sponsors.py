"""Who stands behind a proposal beside its author: as everybody reads it, and as its author sees the invitations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.accounts.models import Group, Person
from webapp.proposals.models import CoSponsor, Proposal


@dataclass(frozen=True, slots=True)
class Behind:
    """Names of groups and of people who let theirs be shown; how many more people stand behind it."""

    names: Sequence[str] = ()
    unnamed: int = 0


def read_behind(session: Session, proposal: Proposal) -> Behind:
    """Those who accepted, groups first. One statement."""
    rows = session.execute(
        select(func.coalesce(Group.name, ""), func.coalesce(Person.name, ""), CoSponsor.name_shown)
        .outerjoin(Group, Group.id == CoSponsor.group_id)
        .outerjoin(Person, Person.id == CoSponsor.person_id)
        .where(CoSponsor.proposal_id == proposal.id, CoSponsor.accepted_at.is_not(None))
        .order_by(CoSponsor.id)
    ).all()
    groups = [group for group, _person, _shown in rows if group]
    people = [person for group, person, shown in rows if not group and shown and person]
    return Behind([*groups, *people], len(rows) - len(groups) - len(people))


def list_invitations(session: Session, proposal: Proposal) -> Sequence[CoSponsor]:
    """Everybody who was asked, in order; not those who came with a merge."""
    asked = select(CoSponsor).where(CoSponsor.proposal_id == proposal.id, CoSponsor.carried_from_id.is_(None))
    return session.scalars(asked.order_by(CoSponsor.id)).all()


def find_invitation(session: Session, digest: str) -> CoSponsor | None:
    """One that waits for an answer."""
    waiting = CoSponsor.accepted_at.is_(None), CoSponsor.declined_at.is_(None)
    return session.scalar(select(CoSponsor).where(CoSponsor.digest == digest, *waiting))


def find_for_address(session: Session, proposal: Proposal, email: str) -> CoSponsor | None:
    return session.scalar(select(CoSponsor).where(CoSponsor.proposal_id == proposal.id, CoSponsor.email == email))


def group_stands_behind(session: Session, proposal: Proposal, group_id: int) -> bool:
    """Whether this group proposes it or sponsors it already."""
    sponsors = select(CoSponsor.id).where(CoSponsor.proposal_id == proposal.id, CoSponsor.group_id == group_id)
    return proposal.group_id == group_id or session.scalar(sponsors.limit(1)) is not None


def count_asked(session: Session, proposal: Proposal) -> int:
    asked = select(func.count(CoSponsor.id)).where(CoSponsor.proposal_id == proposal.id)
    return session.scalar(asked.where(CoSponsor.carried_from_id.is_(None))) or 0


def count_asked_by(session: Session, person_id: int, *, since: datetime) -> int:
    asked = select(func.count(CoSponsor.id)).where(CoSponsor.invited_by == person_id, CoSponsor.invited_at > since)
    return session.scalar(asked) or 0


def count_asked_at(session: Session, email: str, *, since: datetime) -> int:
    """How often this address was asked, for whatever proposal."""
    asked = select(func.count(CoSponsor.id)).where(CoSponsor.email == email, CoSponsor.invited_at > since)
    return session.scalar(asked) or 0
