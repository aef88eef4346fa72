"""Reading people and groups."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.accounts.models import Group, GroupInvitation, Membership, Person
from webapp.accounts.rules import tidy_email

A_PAGE = 25
MOST_GROUPS = 1_000


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """People, newest first; the ids from which the pages beside this one are asked for."""

    people: Sequence[Person]
    newer: int | None
    older: int | None


def find_person(session: Session, email: str) -> Person | None:
    return session.scalars(select(Person).where(Person.email == tidy_email(email))).unique().one_or_none()


def list_people(
    session: Session, *, words: str = "", older_than: int | None = None, newer_than: int | None = None
) -> PeoplePage:
    """People whose name or address holds `words`, a page of `A_PAGE`."""
    found = _matching(words).options(selectinload(Person.grants), selectinload(Person.memberships))
    if newer_than is not None:
        people = list(session.scalars(found.where(Person.id > newer_than).order_by(Person.id).limit(A_PAGE + 1)))
        more, people = len(people) > A_PAGE, people[:A_PAGE][::-1]
        return PeoplePage(people, people[0].id if more and people else None, people[-1].id if people else None)
    if older_than is not None:
        found = found.where(Person.id < older_than)
    people = list(session.scalars(found.order_by(Person.id.desc()).limit(A_PAGE + 1)))
    more, people = len(people) > A_PAGE, people[:A_PAGE]
    return PeoplePage(
        people, people[0].id if older_than is not None and people else None, people[-1].id if more else None
    )


def _matching(words: str) -> Select[Person]:
    wanted = select(Person)
    if words.strip():
        text = words.strip().lower()
        wanted = wanted.where(or_(func.lower(Person.name).contains(text, autoescape=True),
                                  Person.email.contains(text, autoescape=True)))  # fmt: skip
    return wanted


def list_groups(session: Session) -> Sequence[Group]:
    """The public register, by name."""
    return session.scalars(select(Group).order_by(func.lower(Group.name), Group.id).limit(MOST_GROUPS)).all()


def find_group(session: Session, slug: str) -> Group | None:
    return session.scalar(select(Group).where(Group.slug == slug))


def list_members(session: Session, group: Group) -> Sequence[Membership]:
    """Memberships with their people, organisers first, then by name."""
    people = joinedload(Membership.person).lazyload("*")
    members = select(Membership).join(Membership.person).where(Membership.group_id == group.id).options(people)
    return (
        session.scalars(members.order_by(Membership.organiser.desc(), func.lower(Person.name), Membership.id))
        .unique()
        .all()
    )


def list_invitations(session: Session, group: Group) -> Sequence[GroupInvitation]:
    """Those that nobody has accepted yet."""
    waiting = select(GroupInvitation).where(GroupInvitation.group_id == group.id, GroupInvitation.accepted_at.is_(None))
    return session.scalars(waiting.order_by(GroupInvitation.email)).all()
