"""People with their roles, groups with their members, and the two kinds of links that are sent by mail."""

from datetime import datetime
from enum import StrEnum

from flask_security import UserMixin
from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from webapp.access import Role
from webapp.accounts.rules import tidy_email
from webapp.database import Base
from webapp.places.models import Area


class GroupKind(StrEnum):
    COMMUNITY = "community group"
    COUNCIL = "council"
    CHARITY = "charity"
    UNIVERSITY = "university"
    BUSINESS = "business"


class Person(Base, UserMixin):
    """Somebody who can sign in. The names of the columns are those that Flask-Security expects.

    Roles and memberships come with the person in one query, because every guarded page asks for them.
    """

    __tablename__ = "person"

    email: Mapped[str] = mapped_column(String(254), unique=True)  # in small letters, so that it is unique in any case
    name: Mapped[str] = mapped_column(String(120), default="")
    password: Mapped[str | None]  # argon2id; None: signs in by e-mail link only
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(
        String(64), unique=True
    )  # in every session cookie; a new one ends them all
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]  # when they proved that they read the mail of this address
    signed_in_at: Mapped[datetime | None]  # the last time
    tf_primary_method: Mapped[str | None] = mapped_column(String(40))
    tf_totp_secret: Mapped[str | None]  # encrypted with a key made from SECRET_KEY
    tf_last_counter: Mapped[int | None]  # the newest code that was used: none is taken twice
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(JSON))  # encrypted, one use each

    grants: Mapped[list["RoleGrant"]] = relationship(
        lazy="joined", cascade="all, delete-orphan", order_by="RoleGrant.id"
    )
    memberships: Mapped[list["Membership"]] = relationship(
        lazy="joined", back_populates="person", cascade="all, delete-orphan", order_by="Membership.id"
    )

    tf_phone_number = None  # Flask-Security sets it; we keep none

    @validates("email")
    def _tidy(self, _key: str, email: str) -> str:
        return tidy_email(email)

    @property
    def role_set(self) -> frozenset[Role]:
        """Every role held: those that were given, those that follow from memberships, and resident."""
        held = {Role.RESIDENT, *(grant.role for grant in self.grants)}
        if self.memberships:
            held.add(Role.GROUP_MEMBER)
        if any(membership.organiser for membership in self.memberships):
            held.add(Role.GROUP_ORGANISER)
        return frozenset(held)

    def membership_in(self, group_id: int) -> "Membership | None":
        return next((one for one in self.memberships if one.group_id == group_id), None)


class RoleGrant(Base):
    """A role that an administrator gave to a person."""

    __tablename__ = "role_grant"
    __table_args__ = (UniqueConstraint("person_id", "role", name="one_grant_a_role"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    role: Mapped[Role]
    granted_at: Mapped[datetime]


class Group(Base):
    """A community group, council, charity, university or business. Public, except for who its members are."""

    __tablename__ = "people_group"

    name: Mapped[str] = mapped_column(String(120), unique=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[GroupKind]
    about: Mapped[str] = mapped_column(default="")
    area_id: Mapped[int | None] = mapped_column(ForeignKey(Area.id, ondelete="SET NULL"))
    created_at: Mapped[datetime]


class Membership(Base):
    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("person_id", "group_id", name="one_membership"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    group_id: Mapped[int] = mapped_column(ForeignKey("people_group.id", ondelete="CASCADE"), index=True)
    organiser: Mapped[bool] = mapped_column(default=False)
    joined_at: Mapped[datetime]

    person: Mapped[Person] = relationship(back_populates="memberships", lazy="select")
    group: Mapped[Group] = relationship(lazy="joined")


class GroupInvitation(Base):
    """An invitation sent by mail; only the keyed hash of its token is kept. A newer one to the address replaces it."""

    __tablename__ = "group_invitation"
    __table_args__ = (UniqueConstraint("group_id", "email", name="one_invitation"),)

    group_id: Mapped[int] = mapped_column(ForeignKey("people_group.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(254))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    invited_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]

    group: Mapped[Group] = relationship(lazy="joined")

    @validates("email")
    def _tidy(self, _key: str, email: str) -> str:
        return tidy_email(email)


class SignInLink(Base):
    """A link that signs a person in once. Only the keyed hash of its token is kept."""

    __tablename__ = "sign_in_link"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
