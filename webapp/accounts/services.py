"""Everything that changes people and groups. Services flush; the request commits."""

import secrets
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Role
from webapp.accounts import passwords
from webapp.accounts.models import Group, GroupKind, Membership, Person, RoleGrant
from webapp.accounts.rules import GIVEN_ROLES, RESERVED_SLUGS
from webapp.audit import services as audit
from webapp.database import refused_as
from webapp.i18n import _l
from webapp.refusals import Refused
from webapp.slugs import free_slug, slug_of


class EmailTaken(Refused):
    message = _l("Somebody with this e-mail address has an account already.")


class GroupNameTaken(Refused):
    message = _l("There is a group with this name already.")


class AlreadyMember(Refused):
    message = _l("This person is a member already.")


def register_person(session: Session, *, email: str, name: str, password: str | None, roles: Iterable[Role] = (),
                    hasher: passwords.Passwords = passwords.FULL) -> Person:  # fmt: skip
    """A person whose address needs no proof, because staff or the demonstration vouches for it. Raises `EmailTaken`."""
    now = clock.now()
    person = Person(
        email=email,
        name=name.strip(),
        password=hasher.hash(passwords.normalise(password)) if password else None,
        fs_uniquifier=secrets.token_hex(32),
        created_at=now,
        confirmed_at=now,
        grants=[RoleGrant(role=role, granted_at=now) for role in dict.fromkeys(roles)],
        memberships=[],
    )
    with refused_as(session, {"uq_person_email": EmailTaken}):
        session.add(person)
        session.flush()
    return person


def create_group(session: Session, *, name: str, kind: GroupKind, about: str = "", area_id: int | None = None) -> Group:
    """A group without members. Raises `GroupNameTaken`."""
    group = Group(name=name.strip(), kind=kind, about=about.strip(), area_id=area_id, created_at=clock.now(),
                  slug=_free_slug(session, slug_of(name, otherwise="group")))  # fmt: skip
    with refused_as(session, {"uq_people_group_name": GroupNameTaken, "uq_people_group_slug": GroupNameTaken}):
        session.add(group)
        session.flush()
    return group


def _free_slug(session: Session, wanted: str) -> str:
    taken = set(session.scalars(select(Group.slug).where(Group.slug.startswith(wanted, autoescape=True))))
    return free_slug(wanted, taken | RESERVED_SLUGS)


def add_member(session: Session, *, group: Group, person: Person, organiser: bool = False) -> Membership:
    """Raises `AlreadyMember`, also when another request was quicker."""
    membership = Membership(person_id=person.id, group_id=group.id, organiser=organiser, joined_at=clock.now())
    with refused_as(session, {"one_membership": AlreadyMember}):
        session.add(membership)
        session.flush()
    session.refresh(person, ["memberships"])
    return membership


def end_sessions(session: Session, *, person: Person) -> None:
    """Every cookie that was ever given to this person stops working."""
    person.fs_uniquifier = secrets.token_hex(32)
    session.flush()


class NotYourself(Refused):
    message = _l(
        "You cannot take away your own role as administrator or stop your own account. Ask another administrator."
    )


def set_roles(session: Session, *, person: Person, roles: Iterable[Role], by: Person) -> None:
    """Give and take roles until `person` holds exactly `roles` (of those that are given), each on the audit trail.

    Raises `NotYourself` when an administrator would stop being one by their own hand.
    """
    wanted = frozenset(roles) & GIVEN_ROLES
    held = {grant.role: grant for grant in person.grants}
    if person.id == by.id and Role.ADMINISTRATOR in held and Role.ADMINISTRATOR not in wanted:
        raise NotYourself(field="roles")
    for role in sorted(held.keys() - wanted):
        person.grants.remove(held[role])
        audit.record(session, actor_id=by.id, act="take role", subject=f"person:{person.id}", role=role.value)
    for role in sorted(wanted - held.keys()):
        person.grants.append(RoleGrant(role=role, granted_at=clock.now()))
        audit.record(session, actor_id=by.id, act="give role", subject=f"person:{person.id}", role=role.value)
    session.flush()


def set_active(session: Session, *, person: Person, active: bool, by: Person) -> None:
    """Let somebody sign in again, or stop their account and end all their sessions. Raises `NotYourself`."""
    if person.id == by.id:
        raise NotYourself
    if person.active == active:
        return
    person.active = active
    end_sessions(session, person=person)
    act = "let sign in" if active else "stop account"
    audit.record(session, actor_id=by.id, act=act, subject=f"person:{person.id}")
