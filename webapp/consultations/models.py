"""Consultations: what is asked (sections, questions, choices, matrix rows), and what came back (responses, answers)."""

import secrets
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.database import Base


def new_sheet_version() -> str:
    """A name for one state of the questions that no other state, here or in a restored backup, ever has."""
    return secrets.token_hex(16)


class Kind(StrEnum):
    """What a question asks for. Each has its module in `kinds/`; the kinds still to come take their place there."""

    SINGLE = "single"
    MULTI = "multi"
    SCALE = "scale"
    RANKING = "ranking"
    MATRIX = "matrix"
    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    AREA = "area"
    PERMISSION = "permission"


class Part(StrEnum):
    """What a choice is, beyond its words."""

    PLAIN = "plain"
    OTHER = "other"  # "something else", with words of one's own
    EXCLUSIVE = "exclusive"  # cannot be chosen together with others
    ORGANISATION = "organisation"  # whoever picks it answers for a group, business or office
    PUBLISH_NAMED = "publish named"
    PUBLISH_UNNAMED = "publish unnamed"
    ANALYSIS_ONLY = "analysis only"


class Channel(StrEnum):
    ONLINE = "online"
    PAPER = "paper"
    KIOSK = "kiosk"
    ASSISTED = "assisted"
    IMPORTED = "imported"


class ChangeKind(StrEnum):
    """What officers do to a consultation's life; each is told in public."""

    PUBLISHED = "published"
    EXTENDED = "extended"
    CLOSED_EARLY = "closed early"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    WORDS = "words changed"


class Consultation(Base):
    """One thing a place is asked. Its stage follows from its dates (`access.stage_of`)."""

    __tablename__ = "consultation"
    __table_args__ = (
        CheckConstraint("closes_at > opens_at", name="closes_after_it_opens"),
        Index("ix_consultation_closes_at", "closes_at"),
        Index("ix_consultation_opens_at", "opens_at"),
    )

    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(default="")  # one or two plain sentences
    background: Mapped[str] = mapped_column(default="")  # Markdown
    decided: Mapped[list[str]] = mapped_column(default=list)  # scope: settled already
    open_points: Mapped[list[str]] = mapped_column(default=list)  # scope: what answers can change
    fixed: Mapped[list[str]] = mapped_column(default=list)  # scope: what nobody here can change
    decision_maker: Mapped[str] = mapped_column(String(200), default="")
    decision_on: Mapped[date | None]
    contact_name: Mapped[str] = mapped_column(String(120), default="")
    contact_email: Mapped[str] = mapped_column(String(200), default="")
    contact_phone: Mapped[str] = mapped_column(String(40), default="")
    minutes: Mapped[int] = mapped_column(default=5)  # how long answering takes
    sheet_version: Mapped[str] = mapped_column(
        String(32), default=new_sheet_version
    )  # new with each change of questions
    created_at: Mapped[datetime]
    created_by: Mapped[int | None]
    published_at: Mapped[datetime | None]
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="")
    imported_from: Mapped[str | None]  # the file's name, when its responses were collected elsewhere

    sections: Mapped[list["Section"]] = relationship(order_by="Section.position", cascade="all, delete-orphan")
    changes: Mapped[list["Change"]] = relationship(order_by="Change.id")
    documents: Mapped[list["Document"]] = relationship(order_by="Document.id", cascade="all, delete-orphan")


class Change(Base):
    """A change while a consultation was live, with its reason, told in public."""

    __tablename__ = "consultation_change"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    kind: Mapped[ChangeKind]
    reason: Mapped[str] = mapped_column(default="")
    closes_at: Mapped[datetime | None]  # the closing time after this change
    person_id: Mapped[int | None]


class Document(Base):
    """A file people may read before they answer."""

    __tablename__ = "consultation_document"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))


class Section(Base):
    """A group of questions that stands on one page."""

    __tablename__ = "section"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    intro: Mapped[str] = mapped_column(default="")

    questions: Mapped[list["Question"]] = relationship(order_by="Question.position", cascade="all, delete-orphan")


class Question(Base):
    """`key` is its short name in files ("A4"). Only the settings that its kind uses are filled."""

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("consultation_id", "key", name="one_key_a_question"),)

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"))
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(20))
    kind: Mapped[Kind]
    text: Mapped[str]
    help: Mapped[str] = mapped_column(default="")
    required: Mapped[bool] = mapped_column(default=False)
    max_choices: Mapped[int | None]  # multi: the most that may be chosen
    rank_top: Mapped[int | None]  # ranking: how many are put in order
    max_chars: Mapped[int | None]  # texts: the longest answer, in characters
    themed: Mapped[bool] = mapped_column(default=False)  # texts: its answers become themes
    asks_who: Mapped[bool] = mapped_column(default=False)  # single: the answer is the respondent type
    stance_question_id: Mapped[int | None] = mapped_column(ForeignKey("question.id", ondelete="SET NULL"))

    choices: Mapped[list["Choice"]] = relationship(order_by="Choice.position", cascade="all, delete-orphan")
    items: Mapped[list["Item"]] = relationship(order_by="Item.position", cascade="all, delete-orphan")


class Choice(Base):
    __tablename__ = "choice"

    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
    part: Mapped[Part] = mapped_column(default=Part.PLAIN)


class Item(Base):
    """A row of a matrix question."""

    __tablename__ = "item"

    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    text: Mapped[str]


class Response(Base):
    """One submission. It counts once it is sent, unless it was withdrawn by its sender or excluded with a reason.

    `receipt` is the keyed hash of the receipt code; the code itself is known only to whoever answered.
    """

    __tablename__ = "response"
    __table_args__ = (Index("ix_response_counted", "consultation_id", "sent_at"),)

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id", ondelete="CASCADE"))
    receipt: Mapped[str | None] = mapped_column(String(64), unique=True)
    channel: Mapped[Channel] = mapped_column(default=Channel.ONLINE)
    language: Mapped[str] = mapped_column(String(8), default="en")
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    changed_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    excluded_at: Mapped[datetime | None]
    excluded_reason: Mapped[str] = mapped_column(default="")
    late: Mapped[bool] = mapped_column(default=False)  # came after closing and was accepted under the stated rule
    reference: Mapped[str | None] = mapped_column(String(80))  # its id in the tool it was brought in from

    answers: Mapped[list["Answer"]] = relationship(order_by="Answer.id", passive_deletes=True)


class Draft(Base):
    """What a person has filled in and not (again) sent. `answers`: question id → marks, as `marks.py` writes them."""

    __tablename__ = "draft"

    response_id: Mapped[int] = mapped_column(ForeignKey("response.id", ondelete="CASCADE"), unique=True)
    answers: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]


class Answer(Base):
    """One mark of a response on a question: a choice, a matrix row's choice, a rank, an area, or words."""

    __tablename__ = "answer"
    __table_args__ = (
        Index("ix_answer_question_choice", "question_id", "choice_id", "item_id", "position"),
        Index(
            "ix_answer_words",
            "question_id",
            "id",
            sqlite_where=text("text IS NOT NULL"),
            postgresql_where=text("text IS NOT NULL"),
        ),
    )

    response_id: Mapped[int] = mapped_column(ForeignKey("response.id", ondelete="CASCADE"), index=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"))
    choice_id: Mapped[int | None] = mapped_column(ForeignKey("choice.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("item.id"))
    position: Mapped[int | None]  # rank, from 1
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    text: Mapped[str | None]
