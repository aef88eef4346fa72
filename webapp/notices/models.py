"""The outbox; who follows what, in which rhythm they want to hear of it, and what there is to tell them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.database import Base
from webapp.notices.rules import Rhythm


class Message(Base):
    """One mail to one person. Its words are wiped once a mail server has taken it: they may hold a link of power."""

    __tablename__ = "message"

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


class Following(Base):
    """A person follows a thing, or has muted it: nothing of it is told to them then, whatever else would."""

    __tablename__ = "following"
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "thing_id", name="one_following"),
        Index("ix_following_thing", "kind", "thing_id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int]
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
    __table_args__ = (Index("ix_happening_thing", "kind", "thing_id"),)

    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int]
    source: Mapped[str] = mapped_column(String(60), default="")  # "post:7": taken back when that is hidden or erased
    at: Mapped[datetime]
    actor_id: Mapped[int | None]  # nobody is told of what they did themselves
    thing_title: Mapped[str]
    what: Mapped[str]  # in a few words: "J. Marsh wrote"
    words: Mapped[str] = mapped_column(default="")
    address: Mapped[str]  # where it can be seen, without scheme and host


class Notice(Base):
    """A happening that one person is to be told of, once."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("person_id", "happening_id", name="one_notice"),
        Index(
            "ix_notice_waiting",
            "person_id",
            sqlite_where=text("message_id IS NULL"),
            postgresql_where=text("message_id IS NULL"),
        ),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    happening_id: Mapped[int] = mapped_column(ForeignKey("happening.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"), index=True)  # the mail that told of it
