"""Everything that stands on the page of one proposal, in a fixed number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.accounts.models import Group, Person
from webapp.proposals import amendments, joins, queries, sponsors
from webapp.proposals.models import Assessment, AuthorReply, Move, Proposal, Sheet, Wording


@dataclass(frozen=True, slots=True)
class Case:
    """`backing`: people who count; `waiting`: lines of sheets that nobody has checked yet. `history`: oldest first,
    each with its officer and the author's reply to it. `author`: who proposes it, as everybody reads it; empty when
    they have left. `behind`: who stands behind it with them. `suggestions`: how many other wordings people suggested.
    `joined`: what it became part of, what became part of it, what was split off.
    """

    backing: int
    waiting: int
    by_area: Mapping[int | None, int]
    history: Sequence[tuple[Move, str, str]]
    author: str
    behind: sponsors.Behind
    sheets: Sequence[Sheet]
    wordings: Sequence[Wording]
    assessments: Mapping[str, Assessment]
    suggestions: int
    joined: joins.Joined

    @property
    def officer(self) -> str:
        """Who has it now."""
        return self.history[-1][1]


def read_case(session: Session, proposal: Proposal) -> Case:
    """As it stands now."""
    moves = queries.list_moves(session, proposal)
    replies = _replies(session, [one.id for one, _name in moves])
    sheets = queries.list_sheets(session, proposal)
    by_area = queries.backing_by_area(session, proposal, sheets)
    return Case(
        backing=sum(by_area.values()),  # whoever gave no area is among them
        waiting=sum(one.lines for one in sheets if one.checked_at is None and one.removed_at is None),
        by_area=by_area,
        history=[(one, name, replies.get(one.id, "")) for one, name in moves],
        author=name_author(session, proposal),
        behind=sponsors.read_behind(session, proposal),
        joined=joins.read_joined(session, proposal),
        suggestions=amendments.count_shown(session, proposal),
        sheets=sheets,
        wordings=session.scalars(
            select(Wording).where(Wording.proposal_id == proposal.id).order_by(Wording.id.desc())
        ).all(),
        assessments={
            one.aspect: one for one in session.scalars(select(Assessment).where(Assessment.proposal_id == proposal.id))
        },
    )


def _replies(session: Session, moves: Sequence[int]) -> dict[int, str]:
    shown = select(AuthorReply.move_id, AuthorReply.words).where(
        AuthorReply.move_id.in_(moves), AuthorReply.hidden_at.is_(None)
    )
    return dict(session.execute(shown).all())


def name_author(session: Session, proposal: Proposal) -> str:
    """The group, or the person where no group proposes it; empty when they have left."""
    named = (
        select(Group.name).where(Group.id == proposal.group_id)
        if proposal.group_id is not None
        else select(Person.name).where(Person.id == proposal.author_id)
    )
    return session.scalar(named) or ""
