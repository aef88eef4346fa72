"""The outbox; who follows what, in which rhythm they want to hear of it, and what there is to tell them.

People who follow have an account; subscribers have none: an address that was confirmed, and what it asked about.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.database import Base
from webapp.notices.contacts import Channel
from webapp.notices.rules import Rhythm

_WAITS = "sent_at IS NULL AND given_up_at IS NULL"


class Message(Base):
    """One mail or text to one address. Its words are wiped once a server has taken it: they may hold a link of power.

    A worker that sends it holds it until `held_until`, and notes before it hands it over that it begins (`begun_at`,
    `tries`): a message that was begun and neither sent nor refused may have arrived.
    """

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_waiting", "due_at", sqlite_where=text(_WAITS), postgresql_where=text(_WAITS)),
        Index("ix_message_to", "to"),
        Index("ix_message_remote", "remote_id"),
    )

    channel: Mapped[Channel] = mapped_column(default=Channel.EMAIL, server_default="email")
    to: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str]
    html: Mapped[str] = mapped_column(default="")
    stop_link: Mapped[str] = mapped_column(default="", server_default="")  # ends such mail at one tap (RFC 8058)
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(default="")
    by_day: Mapped[bool] = mapped_column(default=False, server_default=false())  # leaves at no quiet hour
    due_at: Mapped[datetime]
    held_until: Mapped[datetime | None]
    begun_at: Mapped[datetime | None]
    remote_id: Mapped[str] = mapped_column(String(60), default="", server_default="")  # as the text service calls it
    arrived_at: Mapped[datetime | None]  # when we were told that it reached the telephone


class Following(Base):
    """A person follows a thing, or has muted it: nothing of it is told to them then, whatever else would."""

    __tablename__ = "following"
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "thing_id", "slug", name="one_following"),
        Index("ix_following_thing", "kind", "thing_id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int]
    slug: Mapped[str] = mapped_column(String(60), default="", server_default="")  # names a subject
    muted: Mapped[bool] = mapped_column(default=False)
    since: Mapped[datetime]


class NoticeChoice(Base):
    """A person's rhythm; without a row it is daily. `stopped_at`: they want no mail about what they follow."""

    __tablename__ = "notice_choice"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), unique=True)
    rhythm: Mapped[Rhythm] = mapped_column(default=Rhythm.DAILY)
    stopped_at: Mapped[datetime | None]


class Happening(Base):
    """Something happened to a thing that people follow. `words`: what was said, as the mail will quote it."""

    __tablename__ = "happening"
    __table_args__ = (Index("ix_happening_thing", "kind", "thing_id"), Index("ix_happening_source", "source"))

    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int]
    source: Mapped[str] = mapped_column(String(60), default="")  # "post:7": taken back when that is hidden or erased
    at: Mapped[datetime]
    actor_id: Mapped[int | None]  # nobody is told of what they did themselves
    thing_title: Mapped[str]
    what: Mapped[str]  # in a few words: "J. Marsh wrote"
    words: Mapped[str] = mapped_column(default="")
    address: Mapped[str]  # where it can be seen, without scheme and host
    is_news: Mapped[bool] = mapped_column(default=True, server_default=false())  # fit for feeds and for places


class HappeningAbout(Base):
    """A place or subject that a happening belongs to, as it was when it happened (`thing_id` 0: the whole place)."""

    __tablename__ = "happening_about"
    __table_args__ = (UniqueConstraint("kind", "thing_id", "slug", "happening_id", name="one_place_of_a_happening"),)

    happening_id: Mapped[int] = mapped_column(ForeignKey("happening.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int] = mapped_column(default=0)
    slug: Mapped[str] = mapped_column(String(60), default="")


class HappeningWords(Base):
    """What was said, in another language than the first."""

    __tablename__ = "happening_words"
    __table_args__ = (UniqueConstraint("happening_id", "language", name="one_wording_a_language"),)

    happening_id: Mapped[int] = mapped_column(ForeignKey("happening.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(20))
    words: Mapped[str]


class Subscriber(Base):
    """An address without an account. Nothing here leads to an answer, a vote or a person."""

    __tablename__ = "subscriber"
    __table_args__ = (UniqueConstraint("channel", "address", name="one_subscriber"),)

    channel: Mapped[Channel]
    address: Mapped[str] = mapped_column(String(254))
    handle: Mapped[str] = mapped_column(String(24), unique=True)  # in their links; new for an address that comes back
    language: Mapped[str] = mapped_column(String(20))
    rhythm: Mapped[Rhythm] = mapped_column(default=Rhythm.DAILY)
    created_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]  # they want to hear nothing
    code_digest: Mapped[str] = mapped_column(String(64), default="")  # of the code that was sent in a text
    code_until: Mapped[datetime | None]


class Subscription(Base):
    """A subscriber asked to be told about a topic. Nothing is told before they showed that the address is theirs."""

    __tablename__ = "subscription"
    __table_args__ = (
        UniqueConstraint("subscriber_id", "kind", "thing_id", "slug", name="one_subscription"),
        Index("ix_subscription_topic", "kind", "thing_id", "slug"),
        Index(
            "ix_subscription_unconfirmed",
            "asked_at",
            sqlite_where=text("confirmed_at IS NULL"),
            postgresql_where=text("confirmed_at IS NULL"),
        ),
    )

    subscriber_id: Mapped[int] = mapped_column(ForeignKey("subscriber.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int] = mapped_column(default=0)
    slug: Mapped[str] = mapped_column(String(60), default="")
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]


_UNTOLD = "message_id IS NULL"


class Notice(Base):
    """A happening that one person or one subscriber is to be told of, once. Neither: a subscriber who was told and has
    been forgotten since."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("person_id", "happening_id", name="one_notice"),
        UniqueConstraint("subscriber_id", "happening_id", name="one_notice_a_subscriber"),
        CheckConstraint("person_id IS NULL OR subscriber_id IS NULL", name="one_reader"),
        Index("ix_notice_waiting", "person_id", sqlite_where=text(_UNTOLD), postgresql_where=text(_UNTOLD)),
        Index("ix_notice_untold", "subscriber_id", sqlite_where=text(_UNTOLD), postgresql_where=text(_UNTOLD)),
    )

    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    subscriber_id: Mapped[int | None] = mapped_column(ForeignKey("subscriber.id", ondelete="SET NULL"))
    happening_id: Mapped[int] = mapped_column(ForeignKey("happening.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"), index=True)  # the one that told of it


class Bounce(Base):
    """A mail server said that a mail could not be delivered. `hard`: it never will be (5.x.x of RFC 3463)."""

    __tablename__ = "bounce"
    __table_args__ = (UniqueConstraint("message_id", "status", name="one_bounce_a_message"),)

    address: Mapped[str] = mapped_column(String(254), index=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"))
    at: Mapped[datetime]
    hard: Mapped[bool]
    status: Mapped[str] = mapped_column(String(20))  # "5.1.1"
    words: Mapped[str] = mapped_column(String(300), default="")  # what the server said
