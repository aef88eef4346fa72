"""People for tests: made in one line, signed in without typing a password."""

import itertools
import time
from typing import Any

from sqlalchemy.orm import Session

from tests.support.visitor import Visitor
from webapp.access import Role
from webapp.accounts import services
from webapp.accounts.models import GroupKind, Person
from webapp.accounts.passwords import CHEAP

PASSWORD = "a long enough password"
_numbers = itertools.count(1)
_FROM_GROUPS = {Role.GROUP_MEMBER, Role.GROUP_ORGANISER}


def make_person(session: Session, role: Role | None = None, **columns: Any) -> Person:
    """A person with this role. A member or organiser of a group gets a group of their own. Committed.

    `columns`: email, name, password, or any other column of `Person`.
    """
    number = next(_numbers)
    person = services.register_person(
        session,
        email=columns.pop("email", f"person{number}@example.org"),
        name=columns.pop("name", f"Person {number}"),
        password=columns.pop("password", PASSWORD),
        roles=[] if role is None or role in _FROM_GROUPS or role is Role.RESIDENT else [role],
        hasher=CHEAP,
    )
    for column, value in columns.items():
        setattr(person, column, value)
    if role in _FROM_GROUPS:
        group = services.create_group(session, name=f"Group {number}", kind=GroupKind.COMMUNITY)
        services.add_member(session, group=group, person=person, organiser=role is Role.GROUP_ORGANISER)
    session.commit()
    return person


def sign_in(visitor: Visitor, person: Person) -> Visitor:
    """Give the browser the cookie that signing in would."""
    with visitor.client.session_transaction() as cookie:
        cookie["_user_id"] = person.fs_uniquifier
        cookie["_fresh"] = True
        cookie["fs_cc"] = "set"
        cookie["fs_paa"] = time.time()
        cookie.permanent = True
    visitor.person = person
    return visitor


def again(session: Session, person: Person) -> Person:
    """The person as the database has them now."""
    session.rollback()
    session.refresh(person)
    return person
