"""Issues: what people raised, in one sentence, with all that it rests on; and the replies to them."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.database import Base


class EvidenceKind(StrEnum):
    """What an issue may rest on."""

    THEME = "theme"  # of a published summary
    FIGURE = "figure"  # a question's answers in a published summary
    POLL = "poll"
    PROPOSAL = "proposal"
    THREAD = "thread"


class Outcome(StrEnum):
    """What a reply says."""

    ACCEPTED = "accepted"
    PART_ACCEPTED = "part accepted"
    NOT_ACCEPTED = "not accepted"
    ALREADY_PLANNED = "already planned"
    OUTSIDE_REMIT = "outside remit"
    NEEDS_EVIDENCE = "needs evidence"


class Issue(Base):
    """One thing that people raised. Public from `published_at` on; it rests on at least one `Evidence`."""

    __tablename__ = "issue"
    __table_args__ = (Index("ix_issue_public", "published_at", "id"),)

    sentence: Mapped[str] = mapped_column(String(200))
    who: Mapped[str] = mapped_column(default="")  # who says so
    how_strongly: Mapped[str] = mapped_column(default="")
    who_disagrees: Mapped[str] = mapped_column(default="")
    small_voices: Mapped[str] = mapped_column(default="")  # views of few, kept in sight
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id", ondelete="SET NULL"), index=True)  # where it is
    people: Mapped[int]  # how many say so: worked out from its evidence when that changes
    raised_at: Mapped[datetime]
    raised_by: Mapped[int | None]
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="")

    evidence: Mapped[list["Evidence"]] = relationship(order_by="Evidence.id", passive_deletes=True)
    options: Mapped[list["IssueOption"]] = relationship(order_by="IssueOption.id", passive_deletes=True)


class IssueOption(Base):
    """One way to meet an issue, so that support which did not fit can still lead somewhere."""

    __tablename__ = "issue_option"

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"), index=True)
    words: Mapped[str] = mapped_column(String(200))
    cost: Mapped[str] = mapped_column(String(120), default="")  # roughly, in words: "about £40,000 a year"
    takes: Mapped[str] = mapped_column(default="")  # what it would take
    who: Mapped[str] = mapped_column(String(120), default="")  # who could do it


class Evidence(Base):
    """One thing that an issue rests on, with its figure as it was published.

    `thing_id` is a theme's, question's, poll's, proposal's or thread's id, by `kind`. A theme or a figure names the
    publication that its figure stands in; what is live names the moment (`at`).
    """

    __tablename__ = "issue_evidence"
    __table_args__ = (
        UniqueConstraint("issue_id", "kind", "thing_id", name="one_evidence"),
        CheckConstraint(
            "kind NOT IN ('theme', 'figure') OR publication_id IS NOT NULL", name="said_in_a_published_summary"
        ),
        Index("ix_issue_evidence_thing", "kind", "thing_id"),
    )

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"))
    kind: Mapped[EvidenceKind]
    thing_id: Mapped[int]
    publication_id: Mapped[int | None] = mapped_column(ForeignKey("publication.id"), index=True)
    title: Mapped[str]  # "Buses stop too early", "Which route first?"
    figure: Mapped[str] = mapped_column(default="")  # in words: "73 of 607 people"
    people: Mapped[int | None]
    base: Mapped[int | None]
    supporting: Mapped[int | None]  # of them, who are known to be for it; None where nobody was asked
    opposing: Mapped[int | None]
    typical: Mapped[int | None]  # how many stand behind the one in the middle of its kind (see `rules.issues`)
    address: Mapped[str]  # where anybody can see it, without scheme and host
    at: Mapped[datetime]


class IssueLink(Base):
    """Two issues that are about the same thing, wherever and whenever they were raised. The lower id comes first.

    Links make groups and never circles: two issues that stand together already, through others, are not linked again.
    """

    __tablename__ = "issue_link"
    __table_args__ = (
        UniqueConstraint("issue_id", "other_id", name="one_link"),
        CheckConstraint("issue_id < other_id", name="not_to_itself"),
    )

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"))
    other_id: Mapped[int] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"), index=True)
    made_at: Mapped[datetime]
    made_by: Mapped[int | None]


class Reply(Base):
    """What the authority says to an issue. A later reply replaces an earlier one, which stays to be read."""

    __tablename__ = "issue_reply"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="with_a_reason"),
        Index(
            "one_current_reply",
            "issue_id",
            unique=True,
            sqlite_where=text("replaced_at IS NULL"),
            postgresql_where=text("replaced_at IS NULL"),
        ),
    )

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"), index=True)
    outcome: Mapped[Outcome] = mapped_column(index=True)
    reason: Mapped[str]
    changed: Mapped[str] = mapped_column(default="")  # what is different because people said it
    owner: Mapped[str] = mapped_column(String(120))  # who answers for it: a name or an office
    next_news_on: Mapped[date | None]
    at: Mapped[datetime]
    by: Mapped[int | None]
    replaced_at: Mapped[datetime | None]
