"""Codes that were made together, and ballots that came on paper, keyed twice before they count.

While a paper waits, its code and what was keyed stand here. Once it is decided they are wiped: then nothing joins the
code of a paper to its marks, nor to its being spoilt.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.database import Base
from webapp.i18n import _l


class CodeIssue(Base):
    """Voting codes that were made together. Each follows from `root` and the site's key (`codes.code_at`); `root` is
    wiped once they were handed out, and from then on nobody can make them again."""

    __tablename__ = "poll_code_issue"

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"), index=True)
    made_at: Mapped[datetime]
    made_by: Mapped[int | None]
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id", ondelete="SET NULL"))
    count: Mapped[int]
    paper: Mapped[bool] = mapped_column(default=False)  # printed on ballot papers, else on letters or in a table
    root: Mapped[str] = mapped_column(String(64), default="")
    handed_out_at: Mapped[datetime | None]


class PaperState(StrEnum):
    WAITING = "waiting"
    COUNTED = "counted"
    SPOILT = "spoilt"
    USED = "used before"  # a vote had been counted with its code already


class Spoilt(StrEnum):
    """Why a paper cannot be counted."""

    BLANK = "blank"
    UNCLEAR = "unclear"
    TOO_MANY = "too many"
    IDENTIFYING = "identifying"


SPOILT_WORDS = {
    Spoilt.BLANK: _l("Nothing is marked"),
    Spoilt.UNCLEAR: _l("It is not clear what is meant"),
    Spoilt.TOO_MANY: _l("More is marked than the ballot allows"),
    Spoilt.IDENTIFYING: _l("It shows who voted"),
}


class PaperBatch(Base):
    """A pile of papers. First all are keyed once, then by somebody else again; then they are decided."""

    __tablename__ = "paper_batch"

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime]
    made_by: Mapped[int | None]
    keyed_at: Mapped[datetime | None]  # when the first keying was finished
    checked_at: Mapped[datetime | None]  # when the second was

    papers: Mapped[list["Paper"]] = relationship(order_by="Paper.number", cascade="all, delete-orphan")


class Paper(Base):
    """A paper by its place in the pile. `code` and `digest` are wiped when it is decided."""

    __tablename__ = "paper"
    __table_args__ = (
        UniqueConstraint("poll_id", "digest", name="one_paper_a_code"),
        UniqueConstraint("batch_id", "number", name="one_paper_a_place"),
    )

    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"))
    batch_id: Mapped[int] = mapped_column(ForeignKey("paper_batch.id", ondelete="CASCADE"))
    number: Mapped[int]
    code: Mapped[str] = mapped_column(String(12), default="")
    digest: Mapped[str | None] = mapped_column(String(64))
    state: Mapped[PaperState] = mapped_column(default=PaperState.WAITING)
    spoilt: Mapped[Spoilt | None]
    settled_by: Mapped[int | None]
    settled_reason: Mapped[str] = mapped_column(default="")

    keyings: Mapped[list["Keying"]] = relationship(order_by="Keying.turn", cascade="all, delete-orphan")


class Keying(Base):
    """What one person read on a paper: marks as `marks.write` puts them, or why it is spoilt. Turn 1, then turn 2."""

    __tablename__ = "paper_keying"
    __table_args__ = (UniqueConstraint("paper_id", "turn", name="one_keying_a_turn"),)

    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id", ondelete="CASCADE"))
    turn: Mapped[int]
    person_id: Mapped[int | None]
    marks: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    spoilt: Mapped[Spoilt | None]
