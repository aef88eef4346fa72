"""Polls, what stands on the ballot, who voted, and the ballots: kept so that nobody can join the last two.

Of a secret poll the register (`Voted`) says only that somebody voted, by a keyed hash; a ballot stands under a random
number with a hash of the code that only its voter holds; neither says when. Random numbers as keys also keep rows from
lying in the order in which they came. What this protects against, and what not: docs/decisions/0020-secret-ballots.md.
"""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.database import Base
from webapp.polls.rules import Channel, Eligibility, Showing


def random_key() -> int:
    """A row's number that tells nothing, above all not when it was made. 62 bits."""
    return secrets.randbits(62) + 1


_RANDOM_KEY = BigInteger().with_variant(Integer, "sqlite")  # SQLite's rows lie in the order of a key of this type


class Poll(Base):
    """One question put to the vote. Its stage follows from its dates (`access.stage_of`).

    `method` is a key of `methods.METHODS`, `rules` what is declared for it. `seed` is what a lot would be drawn from:
    drawn when the poll is published, when its digest is shown, and shown itself after closing.
    """

    __tablename__ = "poll"
    __table_args__ = (
        CheckConstraint("closes_at > opens_at", name="closes_after_it_opens"),
        Index("ix_poll_closes_at", "closes_at"),
        Index("ix_poll_opens_at", "opens_at"),
    )

    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    question: Mapped[str] = mapped_column(default="")
    background: Mapped[str] = mapped_column(default="")  # Markdown
    method: Mapped[str] = mapped_column(String(40))
    rules: Mapped[dict[str, Any]] = mapped_column(default=dict)
    eligibility: Mapped[Eligibility] = mapped_column(default=Eligibility.SIGNED_IN)
    area_ids: Mapped[list[int]] = mapped_column(default=list)  # whose people may vote, where eligibility is by area
    secret: Mapped[bool] = mapped_column(default=True)
    changeable: Mapped[bool] = mapped_column(default=True)
    showing: Mapped[Showing] = mapped_column(default=Showing.AFTER)
    asks_area: Mapped[bool] = mapped_column(
        default=False
    )  # of people whose area is not known otherwise; may be skipped
    quorum: Mapped[int | None]  # votes without which the result does not stand
    seed: Mapped[str] = mapped_column(String(64), default="")
    contact_email: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime]
    created_by: Mapped[int | None]
    published_at: Mapped[datetime | None]
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="")
    papers_closed_at: Mapped[datetime | None]  # since when no more papers are taken, because all are counted

    options: Mapped[list["PollOption"]] = relationship(order_by="PollOption.number", cascade="all, delete-orphan")
    pots: Mapped[list["Pot"]] = relationship(order_by="Pot.id", cascade="all, delete-orphan")
    changes: Mapped[list["PollChange"]] = relationship(order_by="PollChange.id")


class PollOption(Base):
    """What can be voted for, by its number on the ballot. A project of a budget has a cost, in whole pounds."""

    __tablename__ = "poll_option"
    __table_args__ = (UniqueConstraint("poll_id", "number", name="one_option_a_number"),)

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(String(200))
    detail: Mapped[str] = mapped_column(default="")
    cost: Mapped[int | None]
    category: Mapped[str] = mapped_column(String(80), default="")
    pot_id: Mapped[int | None] = mapped_column(ForeignKey("poll_pot.id", ondelete="SET NULL"), index=True)


class Pot(Base):
    """Money that is voted on apart from other money, in whole pounds."""

    __tablename__ = "poll_pot"

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    amount: Mapped[int]


class PollChange(Base):
    """What was changed once a poll was public, with its reason, told in public."""

    __tablename__ = "poll_change"

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(20))  # published, extended, closed early, withdrawn
    reason: Mapped[str] = mapped_column(default="")
    closes_at: Mapped[datetime | None]  # the closing time after this change
    person_id: Mapped[int | None]


class VotingCode(Base):
    """A code that was handed out and is good for one vote: its keyed hash, and the area it was sent to if known."""

    __tablename__ = "voting_code"
    __table_args__ = (UniqueConstraint("poll_id", "digest", name="one_code"),)

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"))
    digest: Mapped[str] = mapped_column(String(64))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id", ondelete="SET NULL"))
    paper: Mapped[bool] = mapped_column(default=False)  # printed on a ballot paper


class Voted(Base):
    """That somebody voted: `voter` is a keyed hash (`receipts.voter`), the same for one person in one poll."""

    __tablename__ = "voted"
    __table_args__ = (UniqueConstraint("poll_id", "voter", name="one_vote"),)

    id: Mapped[int] = mapped_column(_RANDOM_KEY, primary_key=True, sort_order=-1, default=random_key)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"))
    voter: Mapped[str] = mapped_column(String(64))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id", ondelete="SET NULL"))
    channel: Mapped[Channel]


class Ballot(Base):
    """A ballot: its marks as `marks.write` puts them, so that equal ballots are equal texts.

    `token` is the keyed hash of the ballot code; `voted_id` and `at` are kept only where the poll is not secret.
    `reason` is what somebody who objects in a poll of consent wrote.
    """

    __tablename__ = "ballot"
    __table_args__ = (
        UniqueConstraint("poll_id", "token", name="one_ballot_a_token"),
        UniqueConstraint("voted_id", name="one_ballot_a_voter"),
    )

    id: Mapped[int] = mapped_column(_RANDOM_KEY, primary_key=True, sort_order=-1, default=random_key)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"))
    token: Mapped[str] = mapped_column(String(64))
    marks: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    channel: Mapped[Channel]
    voted_id: Mapped[int | None] = mapped_column(_RANDOM_KEY, ForeignKey("voted.id", ondelete="SET NULL"))
    at: Mapped[datetime | None]


class ReceiptNumber(Base):
    """A receipt's number, published when the poll has closed: whoever holds it finds it there, and nobody can tell
    which ballot is theirs."""

    __tablename__ = "poll_receipt"
    __table_args__ = (UniqueConstraint("poll_id", "number", name="one_receipt"),)

    id: Mapped[int] = mapped_column(_RANDOM_KEY, primary_key=True, sort_order=-1, default=random_key)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"))
    number: Mapped[str] = mapped_column(String(12))


class Network(Base):
    """How many votes of a poll for anyone came from one network: a keyed hash of its address, joined to no ballot.

    A library, a mosque or a family is one network too, so a high number is shown and never refused.
    """

    __tablename__ = "poll_network"
    __table_args__ = (UniqueConstraint("poll_id", "network", name="one_network"),)

    id: Mapped[int] = mapped_column(_RANDOM_KEY, primary_key=True, sort_order=-1, default=random_key)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"))
    network: Mapped[str] = mapped_column(String(64))
    votes: Mapped[int]


class PollResult(Base):
    """The result as it was counted after closing, and all that is needed to count it again. Written once.

    `record` is what `folkmoot count --json` prints; `facts` who took part and what was declared (`results.Facts`),
    small numbers hidden already; `ballots` the box as it was counted (`results.write_box`); `rules_version` the version
    of the counting rules.
    """

    __tablename__ = "poll_result"

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"), unique=True)
    counted_at: Mapped[datetime]
    record: Mapped[dict[str, Any]]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    seed: Mapped[str] = mapped_column(String(64), default="")
    rules_version: Mapped[str] = mapped_column(String(20), default="")
    ballots: Mapped[str] = mapped_column(default="[]", deferred=True)  # as large as the poll: read for downloads only


class PollReason(Base):
    """Why somebody objected in a poll of consent, published with its result: no name, no time, in an order by chance.

    `held_at`: a rule noticed something, so that a moderator reads it first; `hidden_at`: a moderator took it down.
    """

    __tablename__ = "poll_reason"

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    at: Mapped[datetime]
    held_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
