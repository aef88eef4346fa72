"""Asking others to stand behind a proposal, and what they answer. Whether an address has an account is never told."""

from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from webapp import clock
from webapp.accounts import keys
from webapp.accounts.models import Group, Person
from webapp.accounts.rules import tidy_email
from webapp.database import refused_as
from webapp.i18n import _, _l
from webapp.moderation import gate
from webapp.notices.rules import is_one_address
from webapp.notices.services import NotAnAddress
from webapp.proposals import queries, sponsors
from webapp.proposals.models import CoSponsor, Proposal
from webapp.proposals.rules import Act, Side, may, why_not_invite
from webapp.proposals.services import moving
from webapp.proposals.sides import is_author, stands_behind
from webapp.proposals.signals import sponsored
from webapp.refusals import Refused

A_DAY = timedelta(days=1)


class InvitationSpent(Refused):
    message = _l("This invitation has been answered already, or the proposal has moved on.")


class SentToAnother(Refused):
    message = _l("This invitation was sent to another e-mail address. Sign in with that address to answer it.")


class _AskedAMomentAgo(Refused):
    """The same press twice at once."""


def invite(session: Session, *, proposal: Proposal, email: str, by: Person, key: bytes) -> str | None:
    """A token for the mail to this address; None when it was asked before, and nothing new is to be sent.

    Raises `NotAnAddress`, and `Refused` when there were too many or `by` may not write.
    """
    address = tidy_email(email)
    if not is_one_address(address):
        raise NotAnAddress(field="email")
    gate.admit(session, person_id=by.id, text=f"{by.name}\n{proposal.title}")
    moving.lock(session, proposal)
    if address == by.email or sponsors.find_for_address(session, proposal, address) is not None:
        return None
    since = clock.now() - A_DAY
    reason = why_not_invite(
        asked_for_this=sponsors.count_asked(session, proposal),
        asked_by_me_today=sponsors.count_asked_by(session, by.id, since=since),
        asked_today=sponsors.count_asked_at(session, address, since=since),
    )
    if reason:
        raise Refused(reason, field="email")
    token = keys.new_token()
    made = CoSponsor(proposal_id=proposal.id, email=address, digest=keys.digest_of(token, key),
                     invited_at=clock.now(), invited_by=by.id)  # fmt: skip
    try:
        with refused_as(session, {"one_invitation_to_sponsor": _AskedAMomentAgo}):
            session.add(made)
            session.flush()
    except _AskedAMomentAgo:
        return None
    return token


def find_open(session: Session, *, token: str, key: bytes) -> tuple[CoSponsor, Proposal] | None:
    """The invitation and what it is for, while it can be answered."""
    invitation = sponsors.find_invitation(session, keys.digest_of(token, key))
    if invitation is None:
        return None
    proposal = session.get_one(Proposal, invitation.proposal_id)
    stage = queries.move_now(session, proposal).stage
    if not may(Act.INVITE, [Side.AUTHOR], stage) or proposal.hidden_at is not None:
        return None
    return invitation, proposal


def accept(session: Session, *, token: str, key: bytes, person: Person, group_id: int | None,
           name_shown: bool) -> Proposal:  # fmt: skip
    """Stand behind it, for oneself or for a group one organises.

    Raises `InvitationSpent`, `SentToAnother`, and `Refused` for a group one does not organise or what stands already.
    """
    gate.refuse_sanctioned(session, person_id=person.id)
    invitation, proposal = _mine(session, token, key, person)
    moving.lock(session, proposal)
    if group_id is not None:
        _refuse_group(session, proposal, person, group_id)
    elif is_author(person, proposal) or any(
        one.person_id == person.id and one.group_id is None for one in queries.sponsors_of(session, proposal)
    ):
        raise Refused(_("You stand behind it already."))
    shown = name_shown and group_id is None
    _answer(session, invitation, accepted_at=clock.now(), person_id=person.id, group_id=group_id, name_shown=shown)
    name = session.get_one(Group, group_id).name if group_id else person.name if shown else ""
    sponsored.send(session, proposal_id=proposal.id, name=name, actor_id=person.id)
    return proposal


def decline(session: Session, *, token: str, key: bytes, person: Person) -> None:
    """Not be asked again for this one. Raises `InvitationSpent`, `SentToAnother`."""
    invitation, _proposal = _mine(session, token, key, person)
    _answer(session, invitation, declined_at=clock.now())


def leave(session: Session, *, proposal: Proposal, person: Person) -> None:
    """No longer stand behind it, neither for oneself nor for a group one organises. Twice is once."""
    for one in queries.sponsors_of(session, proposal):
        if stands_behind(person, one):
            one.accepted_at, one.declined_at = None, clock.now()
            one.person_id = one.group_id = None
            one.name_shown = False
    session.flush()


def _mine(session: Session, token: str, key: bytes, person: Person) -> tuple[CoSponsor, Proposal]:
    found = find_open(session, token=token, key=key)
    if found is None:
        raise InvitationSpent
    if found[0].email != person.email:
        raise SentToAnother
    return found


def _refuse_group(session: Session, proposal: Proposal, person: Person, group_id: int) -> None:
    membership = person.membership_in(group_id)
    if membership is None or not membership.organiser:
        raise Refused(_("Only organisers speak for a group."), field="behind")
    if sponsors.group_stands_behind(session, proposal, group_id):
        raise Refused(_("This group stands behind it already."), field="behind")


def _answer(session: Session, invitation: CoSponsor, **columns: object) -> None:
    """Of two answers at once, one counts."""
    open_ones = (CoSponsor.id == invitation.id, CoSponsor.accepted_at.is_(None), CoSponsor.declined_at.is_(None))
    taken = session.execute(update(CoSponsor).where(*open_ones).values(**columns))
    if not isinstance(taken, CursorResult) or taken.rowcount != 1:
        raise InvitationSpent
    session.scalars(select(CoSponsor).where(CoSponsor.id == invitation.id).execution_options(populate_existing=True))
