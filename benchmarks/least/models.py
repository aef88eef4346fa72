"""The columns that the least application needs, and the questions as plain values."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import JSON, ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, selectinload

SHORT_TEXT, LONG_TEXT = 200, 8_000  # characters


class Base(DeclarativeBase):
    type_annotation_map = {dict[str, Any]: JSON}  # noqa: RUF012
    id: Mapped[int] = mapped_column(primary_key=True)


class Consultation(Base):
    __tablename__ = "consultation"
    slug: Mapped[str]
    title: Mapped[str]
    sheet_version: Mapped[str]
    decision_maker: Mapped[str]
    summary: Mapped[str]
    minutes: Mapped[int]
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]


class Question(Base):
    __tablename__ = "question"
    consultation_id: Mapped[int]
    section_id: Mapped[int]
    position: Mapped[int]
    key: Mapped[str]
    kind: Mapped[str]
    text: Mapped[str]
    help: Mapped[str]
    required: Mapped[bool]
    max_choices: Mapped[int | None]
    rank_top: Mapped[int | None]
    max_chars: Mapped[int | None]
    choices: Mapped[list["Choice"]] = relationship(order_by="Choice.position")
    items: Mapped[list["Item"]] = relationship(order_by="Item.position")


class Choice(Base):
    __tablename__ = "choice"
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    position: Mapped[int]
    text: Mapped[str]
    part: Mapped[str]


class Item(Base):
    __tablename__ = "item"
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    position: Mapped[int]
    text: Mapped[str]


class AboutArea(Base):
    __tablename__ = "about_area"
    kind: Mapped[str]
    thing_id: Mapped[int]
    area_id: Mapped[int]


class Area(Base):
    __tablename__ = "area"
    code: Mapped[str]
    name: Mapped[str]
    district: Mapped[str]


class Sector(Base):
    __tablename__ = "postcode_sector"
    sector: Mapped[str]
    area_id: Mapped[int]


class Person(Base):
    __tablename__ = "person"
    fs_uniquifier: Mapped[str]
    name: Mapped[str]


class Thread(Base):
    __tablename__ = "thread"
    title: Mapped[str]


class Post(Base):
    __tablename__ = "post"
    thread_id: Mapped[int]
    root_id: Mapped[int]
    author_id: Mapped[int]
    text: Mapped[str]
    created_at: Mapped[datetime]
    held_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class Reaction(Base):
    __tablename__ = "reaction"
    post_id: Mapped[int]
    kind: Mapped[str]
    person_id: Mapped[int]


class Proposal(Base):
    __tablename__ = "proposal"
    number: Mapped[int]
    title: Mapped[str]
    what: Mapped[str]
    where: Mapped[str]
    area_id: Mapped[int | None]
    who_benefits: Mapped[str]
    cost: Mapped[str]
    author_id: Mapped[int]
    threshold: Mapped[int]
    steps: Mapped[dict[str, Any]]
    hidden_at: Mapped[datetime | None]


class Move(Base):
    __tablename__ = "proposal_move"
    proposal_id: Mapped[int]
    stage: Mapped[str]
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    reason: Mapped[str]
    officer_id: Mapped[int | None]


class Backing(Base):
    __tablename__ = "backing"
    proposal_id: Mapped[int]
    area_id: Mapped[int | None]


class Sheet(Base):
    __tablename__ = "backing_sheet"
    proposal_id: Mapped[int]
    lines: Mapped[int]
    by_area: Mapped[dict[str, Any]]
    counted: Mapped[int]


class Poll(Base):
    __tablename__ = "poll"
    slug: Mapped[str]
    title: Mapped[str]
    question: Mapped[str]
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]


class PollOption(Base):
    __tablename__ = "poll_option"
    poll_id: Mapped[int]
    number: Mapped[int]
    text: Mapped[str]


class Voted(Base):
    __tablename__ = "voted"
    poll_id: Mapped[int]
    voter: Mapped[str]
    channel: Mapped[str]


class Ballot(Base):
    __tablename__ = "ballot"
    poll_id: Mapped[int]
    token: Mapped[str]
    marks: Mapped[str]
    reason: Mapped[str]
    channel: Mapped[str]
    voted_id: Mapped[int]
    at: Mapped[datetime]


class Receipt(Base):
    __tablename__ = "poll_receipt"
    poll_id: Mapped[int]
    number: Mapped[str]


class Response(Base):
    __tablename__ = "response"
    consultation_id: Mapped[int]
    receipt: Mapped[str | None]
    channel: Mapped[str] = mapped_column(default="online")
    language: Mapped[str] = mapped_column(default="en")
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    excluded_at: Mapped[datetime | None]
    excluded_reason: Mapped[str] = mapped_column(default="")
    late: Mapped[bool] = mapped_column(default=False)


class Draft(Base):
    __tablename__ = "draft"
    response_id: Mapped[int]
    answers: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]


class Answer(Base):
    __tablename__ = "answer"
    response_id: Mapped[int]
    question_id: Mapped[int]
    choice_id: Mapped[int | None]
    item_id: Mapped[int | None]
    position: Mapped[int | None]
    area_id: Mapped[int | None]
    text: Mapped[str | None]


_sheets: dict[str, list[Any]] = {}


def plain(row: Base) -> SimpleNamespace:
    return SimpleNamespace(**{column.key: getattr(row, column.key) for column in row.__mapper__.column_attrs})


def read_sheet(session: Session, consultation: Consultation) -> list[Any]:
    """The questions as plain values: read once for each version, as ours are."""
    if consultation.sheet_version not in _sheets:
        of_this = select(Question).where(Question.consultation_id == consultation.id)
        rows = of_this.order_by(Question.section_id, Question.position)
        _sheets[consultation.sheet_version] = [
            plain_question(row)
            for row in session.scalars(rows.options(selectinload(Question.choices), selectinload(Question.items)))
        ]
    return _sheets[consultation.sheet_version]


def plain_question(row: Question) -> SimpleNamespace:
    q = plain(row)
    q.choices, q.items = [plain(one) for one in row.choices], [plain(one) for one in row.items]
    q.by_id = {str(one.id): one for one in q.choices}
    q.limit = q.max_chars or (LONG_TEXT if q.kind == "long_text" else SHORT_TEXT)
    q.places = range(1, (q.rank_top or len(q.choices)) + 1)
    return q


class Body(Base):
    __tablename__ = "body"
    name: Mapped[str]
    slug: Mapped[str]
    plan_days: Mapped[int]
    agenda_days: Mapped[int]


class Meeting(Base):
    __tablename__ = "meeting"
    starts_at: Mapped[datetime]


class AgendaItem(Base):
    __tablename__ = "agenda_item"
    body_id: Mapped[int]
    meeting_id: Mapped[int | None]
    title: Mapped[str]
    key_decision: Mapped[bool]
    planned_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class Issue(Base):
    __tablename__ = "issue"
    sentence: Mapped[str]
    people: Mapped[int]
    published_at: Mapped[datetime | None]


class ItemIssue(Base):
    __tablename__ = "agenda_item_issue"
    item_id: Mapped[int]
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))


class Decision(Base):
    __tablename__ = "agenda_decision"
    item_id: Mapped[int]
    published_at: Mapped[datetime | None]
    title: Mapped[str]
    what: Mapped[str]
    decided_on: Mapped[date]


class Publication(Base):
    __tablename__ = "publication"
    consultation_id: Mapped[int]


class PublishedTheme(Base):
    __tablename__ = "published_theme"
    publication_id: Mapped[int]
    theme_id: Mapped[int]
    name: Mapped[str]
    people: Mapped[int]
    base: Mapped[int]


class PublishedCoding(Base):
    __tablename__ = "published_coding"
    published_theme_id: Mapped[int]
    response_id: Mapped[int]


class Evidence(Base):
    __tablename__ = "issue_evidence"
    issue_id: Mapped[int]
    kind: Mapped[str]
    thing_id: Mapped[int]


class IssueReply(Base):
    __tablename__ = "issue_reply"
    issue_id: Mapped[int]
    outcome: Mapped[str]
    reason: Mapped[str]
    owner: Mapped[str]
    at: Mapped[datetime]


class DecisionIssue(Base):
    __tablename__ = "decision_issue"
    decision_id: Mapped[int]
    issue_id: Mapped[int]


class Commitment(Base):
    __tablename__ = "commitment"
    decision_id: Mapped[int | None]
    title: Mapped[str]
    owner: Mapped[str]
    due_on: Mapped[date]
