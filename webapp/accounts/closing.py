"""Closing an account at its owner's wish: everything that tells who they are goes. Services flush; the request commits.

The row stays, without name and address, so that what refers to it (an audit entry, a decision) still refers to
somebody, and always to the same.
"""

import secrets

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from webapp.access import Role
from webapp.accounts import services
from webapp.accounts.models import Group, GroupInvitation, Membership, Person, RoleGrant, SignInLink
from webapp.accounts.signals import person_gone
from webapp.audit import services as audit
from webapp.i18n import _, _l
from webapp.notices import following
from webapp.notices import services as notices
from webapp.refusals import Refused

NOWHERE = "gone.invalid"
"""The part of an address behind the @ that no mail can ever reach (RFC 2606)."""


class OnlyAdministrator(Refused):
    message = _l("You are the only administrator. First make somebody else one, or nobody can look after this site.")


class OnlyOrganiser(Refused):
    """Named with the group, because somebody may organise several."""


def close(session: Session, *, person: Person, with_words: bool) -> None:
    """Make `person` nobody. Raises `OnlyAdministrator` and `OnlyOrganiser`, each with what to do first."""
    _refuse_the_last(session, person)
    person_gone.send(session, person_id=person.id, with_words=with_words)
    following.forget_person(session, person_id=person.id)
    notices.forget_address(session, address=person.email)
    session.execute(delete(SignInLink).where(SignInLink.person_id == person.id))
    session.execute(delete(GroupInvitation).where(GroupInvitation.email == person.email))
    session.execute(update(GroupInvitation).where(GroupInvitation.invited_by == person.id).values(invited_by=None))
    person.grants.clear()
    person.memberships.clear()
    person.name, person.email = "", f"{secrets.token_hex(16)}@{NOWHERE}"
    person.password = person.confirmed_at = person.signed_in_at = None
    person.tf_primary_method = person.tf_totp_secret = person.tf_last_counter = person.mf_recovery_codes = None
    person.active = False
    services.end_sessions(session, person=person)
    audit.record(session, actor_id=person.id, act="close account", subject=f"person:{person.id}", with_words=with_words)


def _refuse_the_last(session: Session, person: Person) -> None:
    if any(grant.role is Role.ADMINISTRATOR for grant in person.grants) and _administrators(session) == 1:
        raise OnlyAdministrator
    for membership in person.memberships:
        if membership.organiser and _organisers(session, membership.group_id) == 1:
            raise OnlyOrganiser(
                _("You are the only organiser of %(group)s. First make somebody else an organiser.",
                  group=membership.group.name)
            )  # fmt: skip


def _administrators(session: Session) -> int:
    """How many can sign in. Their grants are held, so that two cannot close their accounts at once."""
    grants = select(RoleGrant.id).where(RoleGrant.role == Role.ADMINISTRATOR)
    session.execute(grants.with_for_update())
    able = select(func.count(Person.id)).where(Person.active, Person.grants.any(RoleGrant.role == Role.ADMINISTRATOR))
    return session.scalar(able) or 0


def _organisers(session: Session, group_id: int) -> int:
    session.execute(select(Group.id).where(Group.id == group_id).with_for_update())
    organisers = select(func.count(Membership.id)).where(Membership.group_id == group_id, Membership.organiser)
    return session.scalar(organisers) or 0
