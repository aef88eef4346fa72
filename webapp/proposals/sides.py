"""Who somebody is towards a proposal."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from webapp.access import Permission, Role, may
from webapp.accounts.models import Person
from webapp.proposals import queries
from webapp.proposals.models import CoSponsor, Proposal
from webapp.proposals.rules import Side

_BY_PERMISSION = {
    Permission.HANDLE_PROPOSALS: Side.OFFICER,
    Permission.CHECK_SHEETS: Side.CHECKER,
    Permission.MODERATE: Side.MODERATOR,
}


def sides_of(session: Session, proposal: Proposal, person: Person | None, roles: Collection[Role]) -> frozenset[Side]:
    """Every side of this person; without one, anyone."""
    found = {Side.ANYONE}
    if person is None:
        return frozenset(found)
    found.add(Side.RESIDENT)
    found |= {side for permission, side in _BY_PERMISSION.items() if may(permission, roles)}
    if is_author(person, proposal):
        found.add(Side.AUTHOR)
    if any(stands_behind(person, one) for one in queries.sponsors_of(session, proposal)):
        found.add(Side.SPONSOR)
    return frozenset(found)


def is_author(person: Person, proposal: Proposal) -> bool:
    return proposal.author_id == person.id or _organises(person, proposal.group_id)


def stands_behind(person: Person, sponsor: CoSponsor) -> bool:
    """A person for themselves, or whoever organises the group that does."""
    return sponsor.person_id == person.id or _organises(person, sponsor.group_id)


def _organises(person: Person, group_id: int | None) -> bool:
    membership = person.membership_in(group_id) if group_id is not None else None
    return membership is not None and membership.organiser
