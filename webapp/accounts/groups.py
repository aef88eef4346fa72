"""Changing groups and their members. Services flush; the request commits."""

from sqlalchemy import delete, func, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from webapp import clock
from webapp.accounts import keys, services
from webapp.accounts.models import Group, GroupInvitation, Membership, Person
from webapp.accounts.rules import INVITATION_LASTS, tidy_email
from webapp.audit import services as audit
from webapp.database import refused_as
from webapp.i18n import _l
from webapp.refusals import Refused


class InvitationSpent(Refused):
    message = _l("This invitation has been used, taken back or has expired. Ask the group for a new one.")


class SentToAnother(Refused):
    message = _l("This invitation was sent to another e-mail address. Sign in with that address to accept it.")


class InvitedAMomentAgo(Refused):
    message = _l("Somebody invited this person a moment ago.")


class LastOrganiser(Refused):
    message = _l("This is the only organiser. First make somebody else an organiser.")


def change_about(session: Session, *, group: Group, about: str, by: Person) -> None:
    group.about = about.strip()
    audit.record(session, actor_id=by.id, act="change group", subject=f"group:{group.id}")


def invite(session: Session, *, group: Group, email: str, by: Person, key: bytes) -> str:
    """A token for the person with this address; an open invitation to the same address is replaced.

    Raises `AlreadyMember` and `InvitedAMomentAgo`.
    """
    address, token, now = tidy_email(email), keys.new_token(), clock.now()
    member = (
        select(Membership.id).join(Membership.person).where(Membership.group_id == group.id, Person.email == address)
    )
    if session.scalar(member) is not None:
        raise services.AlreadyMember(field="email")
    session.execute(
        delete(GroupInvitation).where(GroupInvitation.group_id == group.id, GroupInvitation.email == address)
    )
    invitation = GroupInvitation(group_id=group.id, email=address, digest=keys.digest_of(token, key), invited_by=by.id,
                                 created_at=now, expires_at=now + INVITATION_LASTS)  # fmt: skip
    with refused_as(session, {"one_invitation": InvitedAMomentAgo}):
        session.add(invitation)
        session.flush()
    audit.record(session, actor_id=by.id, act="invite to group", subject=f"group:{group.id}", invitation=invitation.id)
    return token


def find_invitation(session: Session, *, token: str, key: bytes) -> GroupInvitation | None:
    """The invitation if it may still be accepted."""
    return session.scalar(
        select(GroupInvitation).where(
            GroupInvitation.digest == keys.digest_of(token, key),
            GroupInvitation.accepted_at.is_(None),
            GroupInvitation.expires_at > clock.now(),
        )
    )


def accept(session: Session, *, token: str, person: Person, key: bytes) -> Group:
    """Make `person` a member, once. Raises `InvitationSpent`, `SentToAnother`, `AlreadyMember`."""
    invitation = find_invitation(session, token=token, key=key)
    if invitation is None:
        raise InvitationSpent
    if invitation.email != person.email:
        raise SentToAnother
    take = update(GroupInvitation).where(GroupInvitation.id == invitation.id, GroupInvitation.accepted_at.is_(None))
    taken = session.execute(take.values(accepted_at=clock.now()), execution_options={"synchronize_session": False})
    if not isinstance(taken, CursorResult) or taken.rowcount != 1:
        raise InvitationSpent
    services.add_member(session, group=invitation.group, person=person)
    audit.record(session, actor_id=person.id, act="join group", subject=f"group:{invitation.group_id}")
    return invitation.group


def take_back(session: Session, *, invitation: GroupInvitation, by: Person) -> None:
    audit.record(session, actor_id=by.id, act="take back invitation", subject=f"group:{invitation.group_id}",
                 invitation=invitation.id)  # fmt: skip
    session.delete(invitation)
    session.flush()


def set_organiser(session: Session, *, membership: Membership, organiser: bool, by: Person) -> None:
    """Raises `LastOrganiser` when the group would be left without one."""
    if not organiser:
        _keep_one(session, membership)
    membership.organiser = organiser
    act = "make organiser" if organiser else "make member"
    audit.record(session, actor_id=by.id, act=act, subject=f"group:{membership.group_id}", person=membership.person_id)


def remove(session: Session, *, membership: Membership, by: Person) -> None:
    """Raises `LastOrganiser` when the group would be left without one."""
    _keep_one(session, membership)
    audit.record(session, actor_id=by.id, act="remove from group", subject=f"group:{membership.group_id}",
                 person=membership.person_id)  # fmt: skip
    session.execute(delete(Membership).where(Membership.id == membership.id))
    session.flush()


def _keep_one(session: Session, membership: Membership) -> None:
    """The group's row is held until the commit, so that two organisers cannot remove each other at once."""
    session.execute(select(Group.id).where(Group.id == membership.group_id).with_for_update())
    organisers = select(func.count(Membership.id)).where(
        Membership.group_id == membership.group_id, Membership.organiser
    )
    if membership.organiser and session.scalar(organisers) == 1:
        raise LastOrganiser
