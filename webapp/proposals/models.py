"""Proposals: what is proposed and by whom, its way through the stages, its backing online and on paper."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.database import Base
from webapp.proposals.rules import Stage


class Form(StrEnum):
    """What it is called in public. Both go the same way; a petition asks for signatures."""

    PROPOSAL = "proposal"
    PETITION = "petition"


class Cost(StrEnum):
    """What it may cost, roughly."""

    NOTHING = "nothing"
    UNDER_1K = "under £1,000"
    UNDER_10K = "£1,000 to £10,000"
    UNDER_100K = "£10,000 to £100,000"
    MORE = "more than £100,000"
    UNKNOWN = "not known"


class Proposal(Base):
    """What a group or a resident proposes. Where it stands follows from its moves (`Move`)."""

    __tablename__ = "proposal"

    number: Mapped[int | None] = mapped_column(unique=True)  # given when it is sent in; stands on the case page
    form: Mapped[Form] = mapped_column(default=Form.PROPOSAL)
    title: Mapped[str] = mapped_column(String(150))
    what: Mapped[str] = mapped_column(default="")
    where: Mapped[str] = mapped_column(String(200), default="")
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id", ondelete="SET NULL"), index=True)
    who_benefits: Mapped[str] = mapped_column(default="")
    cost: Mapped[Cost] = mapped_column(default=Cost.UNKNOWN)
    cost_words: Mapped[str] = mapped_column(String(300), default="")
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id", ondelete="SET NULL"))
    picture_alt: Mapped[str] = mapped_column(String(300), default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("people_group.id", ondelete="SET NULL"), index=True)
    token: Mapped[str | None] = mapped_column(String(43), unique=True)  # of the form it began with: a double tap is one
    threshold: Mapped[int | None]  # people whose backing brings it to an officer; fixed when backing opens
    steps: Mapped[dict[str, Any]] = mapped_column(default=dict)  # people → what happens then; fixed with it
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id", ondelete="SET NULL"), index=True)
    split_from_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id", ondelete="SET NULL"), index=True)

    moves: Mapped[list["Move"]] = relationship(order_by="Move.id", passive_deletes=True)


class BackingStep(Base):
    """What is promised at how many people, for proposals that open from now on. The lowest is the threshold."""

    __tablename__ = "backing_step"
    __table_args__ = (UniqueConstraint("form", "people", name="one_step_a_number"),)

    form: Mapped[Form]
    people: Mapped[int]
    happens: Mapped[str]


class Move(Base):
    """A step from one stage to the next: who, when, why; with an officer and a due date where the stage needs them.

    One is current (`one_current_move`), so of two people who move a proposal at once, one is told so.
    """

    __tablename__ = "proposal_move"
    __table_args__ = (
        Index(
            "one_current_move",
            "proposal_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_proposal_move_stage", "ended_at", "stage", "proposal_id"),
    )

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"), index=True)
    stage: Mapped[Stage]
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]  # when the next move was made; None for the current one
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))  # None: by itself
    reason: Mapped[str] = mapped_column(default="")  # told in public, and to the author
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    due_on: Mapped[date | None]


class Wording(Base):
    """An earlier wording of what is proposed, kept when it is edited or amended."""

    __tablename__ = "proposal_wording"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(150))
    what: Mapped[str]
    until: Mapped[datetime]
    amendment_id: Mapped[int | None] = mapped_column(ForeignKey("amendment.id", ondelete="SET NULL"))


class CoSponsor(Base):
    """A group or person asked to stand behind a proposal with its author. Public once accepted: a group by its name, a
    person by theirs where they let it be shown. Of who declined or left the address stays, so that it is asked once.
    """

    __tablename__ = "co_sponsor"
    __table_args__ = (UniqueConstraint("proposal_id", "email", name="one_invitation_to_sponsor"),)

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(254))
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # keyed hash of the token in the mail
    invited_at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))  # who accepted
    group_id: Mapped[int | None] = mapped_column(ForeignKey("people_group.id", ondelete="CASCADE"))  # in its name
    accepted_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]  # or left again
    name_shown: Mapped[bool] = mapped_column(default=False, server_default=false())
    invited_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id", ondelete="SET NULL"))  # merged


class Backing(Base):
    """One person backs one proposal, once. Never shown by name.

    Nobody's any more when they closed their account after somebody had acted on the number (decision 0016).
    """

    __tablename__ = "backing"
    __table_args__ = (
        UniqueConstraint("proposal_id", "person_id", name="one_backing"),
        Index("ix_backing_area", "proposal_id", "area_id"),
    )

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id", ondelete="SET NULL"))  # merged


class Sheet(Base):
    """A paper sheet of names, counted by the organiser. It counts once a sample of its lines was checked.

    `lines` were filled in; of `sample` (numbers of lines, drawn by lot from `seed`) `sample_good` stood up to checking.
    """

    __tablename__ = "backing_sheet"
    __table_args__ = (
        CheckConstraint("lines > 0", name="has_lines"),
        UniqueConstraint("proposal_id", "reference", name="one_sheet_a_reference"),
    )

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"))
    counts_for_id: Mapped[int | None] = mapped_column(
        ForeignKey("proposal.id", ondelete="SET NULL"), index=True
    )  # the proposal into which its own was merged, at the end of the way; None: only its own
    reference: Mapped[str] = mapped_column(String(40))  # written on the sheet
    lines: Mapped[int]
    by_area: Mapped[dict[str, Any]]  # area id (as text, JSON has no other keys) → lines; the rest gave none
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id", ondelete="SET NULL"))  # for checkers only
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    entered_at: Mapped[datetime]
    seed: Mapped[str] = mapped_column(String(32))
    sample: Mapped[list[int]]
    sample_good: Mapped[int | None]
    checked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    checked_at: Mapped[datetime | None]
    counted: Mapped[int] = mapped_column(default=0)  # people it adds, by `rules.count_of_sheet`; 0 until checked
    removed_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(default="")


class Amendment(Base):
    """Another wording that somebody suggests; the authors take it or say why not."""

    __tablename__ = "amendment"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    title: Mapped[str] = mapped_column(String(150), server_default="")
    what: Mapped[str]  # the whole new wording
    title_before: Mapped[str] = mapped_column(String(150), server_default="")
    before: Mapped[str]  # the wording it was made from, so that a difference can be shown and a clash be noticed
    why: Mapped[str]
    at: Mapped[datetime]
    hidden_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    accepted: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(default="")


class AuthorReply(Base):
    """The author's answer to a move that ended their proposal, once, shown beside it."""

    __tablename__ = "author_reply"

    move_id: Mapped[int] = mapped_column(ForeignKey("proposal_move.id", ondelete="CASCADE"), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    words: Mapped[str]
    at: Mapped[datetime]
    hidden_at: Mapped[datetime | None]


class Assessment(Base):
    """What officers found on one of the four questions that are asked of every proposal."""

    __tablename__ = "assessment"
    __table_args__ = (UniqueConstraint("proposal_id", "aspect", name="one_assessment_an_aspect"),)

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"))
    aspect: Mapped[str] = mapped_column(String(20))  # `rules.Aspect`
    finding: Mapped[str]
    by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    at: Mapped[datetime]
