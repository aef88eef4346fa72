"""Boards, threads and posts; reactions, drafts, earlier wordings and attachments."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.database import Base


class Moderation(StrEnum):
    """When moderators read what is written on a board."""

    POST = "post"  # it is seen at once, and read when somebody flags it
    PRE = "pre"  # it waits to be read


class Position(StrEnum):
    """Where a comment stands on what the discussion is about."""

    FOR = "for"
    AGAINST = "against"
    NEITHER = "neither"


class Sort(StrEnum):
    """What a comment is."""

    COMMENT = "comment"
    QUESTION = "question"
    EXPERIENCE = "experience"
    IDEA = "idea"


class ReactionKind(StrEnum):
    HELPED = "helped"  # “this helped me”
    AGREE = "agree"  # “I agree”


class Board(Base):
    """A place to discuss: of an area, of a group, or of a subject."""

    __tablename__ = "board"

    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(120), unique=True)
    about: Mapped[str] = mapped_column(default="")
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id", ondelete="SET NULL"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("people_group.id", ondelete="SET NULL"))
    subject: Mapped[str] = mapped_column(String(80), default="")
    moderation: Mapped[Moderation] = mapped_column(default=Moderation.POST)
    created_at: Mapped[datetime]
    created_by: Mapped[int | None]
    closed_at: Mapped[datetime | None]  # can be read, takes nothing new


class Thread(Base):
    """A discussion: on a board, or under a thing of another room (`about_kind`, `about_id`), of which there is one.

    `slow_seconds`: how long a person waits between two posts here; 0 for not at all.
    """

    __tablename__ = "thread"
    __table_args__ = (
        UniqueConstraint("about_kind", "about_id", name="one_discussion_a_thing"),
        CheckConstraint("(board_id IS NULL) <> (about_kind IS NULL)", name="on_a_board_or_about_a_thing"),
        Index("ix_thread_board", "board_id", "last_post_at", "id"),
    )

    board_id: Mapped[int | None] = mapped_column(ForeignKey("board.id", ondelete="CASCADE"))
    about_kind: Mapped[str | None] = mapped_column(String(20))
    about_id: Mapped[int | None]
    title: Mapped[str] = mapped_column(String(200))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime]
    last_post_at: Mapped[datetime]  # orders the list of a board, where looking it up would cost every thread's posts
    locked_at: Mapped[datetime | None]
    locked_reason: Mapped[str] = mapped_column(default="")
    slow_seconds: Mapped[int] = mapped_column(default=0)


class Post(Base):
    """Something somebody said. A reply has a `parent_id`; `root_id` is the comment it stands under (its own for a
    comment), so there are two levels however long the exchange: what answers a reply quotes it instead.

    Everybody sees it unless it waits to be read (`held_at`), was hidden by a moderator or taken back by its author.
    """

    __tablename__ = "post"
    __table_args__ = (
        Index("ix_post_thread", "thread_id", "root_id", "id"),
        Index("ix_post_author", "author_id", "created_at"),
        UniqueConstraint("token", name="one_post_a_token"),
    )

    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id", ondelete="CASCADE"))
    root_id: Mapped[int | None] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("post.id", ondelete="SET NULL"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("people_group.id", ondelete="SET NULL"))  # in its name
    text: Mapped[str]
    language: Mapped[str] = mapped_column(String(8), default="en")
    position: Mapped[Position | None]
    sort: Mapped[Sort] = mapped_column(default=Sort.COMMENT)
    official: Mapped[str] = mapped_column(String(40), default="")  # “officer” or “expert”: a marked answer
    token: Mapped[str | None] = mapped_column(String(43))  # of the form it came from: a double tap is one post
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    held_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class PostVersion(Base):
    """An earlier wording of a post that was edited."""

    __tablename__ = "post_version"

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    until: Mapped[datetime]  # when the next wording took its place


class Reaction(Base):
    __tablename__ = "reaction"
    __table_args__ = (UniqueConstraint("post_id", "kind", "person_id", name="one_reaction"),)

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    kind: Mapped[ReactionKind]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]


class PostDraft(Base):
    """What somebody has written and not yet posted, one for each place they write at."""

    __tablename__ = "post_draft"
    __table_args__ = (UniqueConstraint("person_id", "place", name="one_draft_a_place"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    place: Mapped[str] = mapped_column(String(60))  # "thread:5", "post:7", "board:2", "consultation:1"
    title: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str]
    saved_at: Mapped[datetime]


class Attachment(Base):
    """A picture or document beside a post; a picture has a text for those who cannot see it."""

    __tablename__ = "attachment"

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    title: Mapped[str] = mapped_column(String(200))
    alt: Mapped[str] = mapped_column(default="")


class Mention(Base):
    """Somebody is named in a post, and told of it."""

    __tablename__ = "mention"
    __table_args__ = (UniqueConstraint("post_id", "person_id", name="one_mention"),)

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
