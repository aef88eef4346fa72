"""Flags, the cases they open, what moderators decide, appeals against it, and what happens to people's standing."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.database import Base


class Reason(StrEnum):
    """Why somebody flags something, and why a moderator takes it down. One list, so that the log can be counted."""

    ABUSE = "abuse"
    HATE = "hate"
    THREAT = "threat"
    DANGER = "danger"  # somebody may be in danger
    PERSONAL = "personal data"
    ACCUSATION = "accusation"  # says that somebody who can be known did something wrong or unlawful
    SPAM = "spam"
    COPIED = "copied"
    OFF_TOPIC = "off topic"
    PICTURE = "picture"
    OTHER = "other"


class Why(StrEnum):
    """What opened a case."""

    HELD = "held"  # waits to be read before anybody sees it
    FLAGGED = "flagged"
    SUSPECTED = "suspected"  # rules noticed something


class Verdict(StrEnum):
    SHOW = "show"
    HIDE = "hide"


class SanctionKind(StrEnum):
    WARNED = "warned"
    SUSPENDED = "suspended"  # until a day
    BLOCKED = "blocked"


class Flag(Base):
    """Somebody pointed at a thing. Once a person and thing; who it was is shown to moderators only."""

    __tablename__ = "flag"
    __table_args__ = (UniqueConstraint("person_id", "kind", "thing_id", name="one_flag_a_person"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_case.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    reason: Mapped[Reason]
    words: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


class Case(Base):
    """A thing that a moderator is to look at: at most one open case a thing.

    Who claimed it works on it until `claimed_until`; then it is free again, so that nobody blocks the queue by leaving.
    """

    __tablename__ = "moderation_case"
    __table_args__ = (
        Index(
            "one_open_case",
            "kind",
            "thing_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index("ix_case_queue", "closed_at", "urgent", "id"),
    )

    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    why: Mapped[Why]
    urgent: Mapped[bool] = mapped_column(default=False)  # somebody may be in danger
    opened_at: Mapped[datetime]
    claimed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    claimed_until: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    flags: Mapped[list[Flag]] = relationship(order_by="Flag.id", passive_deletes=True)
    suspicions: Mapped[list["Suspicion"]] = relationship(order_by="Suspicion.id", passive_deletes=True)


class Suspicion(Base):
    """What a rule noticed, with its evidence in words. A rule never decides."""

    __tablename__ = "suspicion"

    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_case.id", ondelete="CASCADE"), index=True)
    rule: Mapped[str] = mapped_column(String(40))
    evidence: Mapped[str]


class Ruling(Base):
    """What a moderator decided on a case, with the reason that the author is told. Kept when the author is erased."""

    __tablename__ = "ruling"
    __table_args__ = (
        UniqueConstraint("case_id", name="one_ruling_a_case"),
        Index("ix_ruling_author", "author_id", "verdict", "at"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_case.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    verdict: Mapped[Verdict]
    reason: Mapped[Reason | None]  # None: nothing is wrong with it
    words: Mapped[str] = mapped_column(default="")  # for the author; not in the public log
    by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]  # taken back by whoever decided, or by another on appeal

    appeal: Mapped["Appeal | None"] = relationship(back_populates="ruling")


class Appeal(Base):
    """The author asks for another look, once. Another moderator than the one who decided answers it."""

    __tablename__ = "appeal"

    ruling_id: Mapped[int] = mapped_column(ForeignKey("ruling.id", ondelete="CASCADE"), unique=True)
    words: Mapped[str]
    at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    granted: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(default="")

    ruling: Mapped[Ruling] = relationship(back_populates="appeal")


class Sanction(Base):
    """What follows for a person. In force from `at` to `until` (always, without one) unless it was lifted.

    `turn` counts a person's sanctions from 0: of two moderators who act on the same knowledge, one comes too late.
    """

    __tablename__ = "sanction"
    __table_args__ = (
        UniqueConstraint("person_id", "turn", name="one_sanction_a_turn"),
        Index("ix_sanction_in_force", "lifted_at", "kind", "id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    turn: Mapped[int] = mapped_column(default=0)
    kind: Mapped[SanctionKind]
    reason: Mapped[Reason]
    words: Mapped[str] = mapped_column(default="")
    by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    until: Mapped[datetime | None]
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    appeal: Mapped["SanctionAppeal | None"] = relationship(back_populates="sanction")


class SanctionAppeal(Base):
    """The person asks for another look at a sanction, once. Another moderator than the one who gave it answers."""

    __tablename__ = "sanction_appeal"

    sanction_id: Mapped[int] = mapped_column(ForeignKey("sanction.id", ondelete="CASCADE"), unique=True)
    words: Mapped[str]
    at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    granted: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(default="")

    sanction: Mapped[Sanction] = relationship(back_populates="appeal")
