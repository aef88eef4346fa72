"""Statements, who answers them under which number, their answers, and the groups that were found in them.

A participant is a random number and a keyed hash, without a name and without a time. The hash joins the answers of one
person to each other, so that they can come back and change them. Who wrote a statement is hashed apart from that:
from the database alone nobody can tell which answers are the author's.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.database import Base
from webapp.polls.models import random_key
from webapp.polls.statements.rules import LONGEST

_RANDOM_KEY = BigInteger().with_variant(Integer, "sqlite")  # SQLite's rows lie in the order of a key of this type


class Statement(Base):
    """A short sentence to agree or disagree with. Where it stands follows from its times: it waits until it is
    admitted, and is shown unless it is hidden; hidden before it was admitted, it was refused; without words, it was
    taken away by its author.

    `author` is a keyed hash, "" for those that the office wrote. `author_id` is kept of people with an account, for
    moderators.
    """

    __tablename__ = "poll_statement"
    __table_args__ = (UniqueConstraint("poll_id", "number", name="one_statement_a_number"),)

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(String(LONGEST))
    author: Mapped[str] = mapped_column(String(64), default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime]
    admitted_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]

    @property
    def seeded(self) -> bool:
        """Whether the office wrote it."""
        return self.author == ""

    @property
    def shown(self) -> bool:
        return self.admitted_at is not None and self.hidden_at is None and self.text != ""


class Participant(Base):
    """Somebody who answers: `voter` is a keyed hash (`receipts.voter`), the same for one person in one poll."""

    __tablename__ = "poll_participant"
    __table_args__ = (UniqueConstraint("poll_id", "voter", name="one_participant"),)

    id: Mapped[int] = mapped_column(_RANDOM_KEY, primary_key=True, sort_order=-1, default=random_key)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"))
    voter: Mapped[str] = mapped_column(String(64))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id", ondelete="SET NULL"))


class StatementVote(Base):
    """What a participant says to a statement: 1 agrees, -1 disagrees, 0 passes. One a statement; the last counts."""

    __tablename__ = "statement_vote"
    __table_args__ = (
        UniqueConstraint("participant_id", "statement_id", name="one_vote_a_statement"),
        CheckConstraint("value BETWEEN -1 AND 1", name="value_is_a_vote"),
        Index("ix_statement_vote_totals", "statement_id", "value"),
    )

    id: Mapped[int] = mapped_column(_RANDOM_KEY, primary_key=True, sort_order=-1, default=random_key)
    participant_id: Mapped[int] = mapped_column(_RANDOM_KEY, ForeignKey("poll_participant.id", ondelete="CASCADE"))
    statement_id: Mapped[int] = mapped_column(ForeignKey("poll_statement.id", ondelete="CASCADE"))
    value: Mapped[int] = mapped_column(SmallInteger)


class OpinionResult(Base):
    """The groups as they were last found. `published` holds nothing about fewer people than the site's threshold.

    `extremity`: how far each statement pulls people apart, by its id. `memory` is what the next count needs so that
    groups do not come and go; it is never shown. `final`: made from all votes, after closing.
    """

    __tablename__ = "opinion_result"

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"), unique=True)
    computed_at: Mapped[datetime]
    votes: Mapped[int]
    final: Mapped[bool]
    published: Mapped[dict[str, Any]]
    extremity: Mapped[dict[str, Any]]
    memory: Mapped[dict[str, Any]] = mapped_column(deferred=True)
