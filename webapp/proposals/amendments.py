"""Reading the other words that people suggest for a proposal."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.accounts.models import Person
from webapp.proposals.models import Amendment, Proposal
from webapp.proposals.wording import Piece, difference, mark_of

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An amendment as people read it. `title` and `what`: the difference to the wording it was made from, or while it
    waits to the words as they are now. `older`: the words have changed since it was made, while it waits."""

    amendment: Amendment
    name: str
    title: Sequence[Piece]
    what: Sequence[Piece]
    older: bool


def list_suggestions(session: Session, proposal: Proposal) -> Sequence[Suggestion]:
    """Those that anybody may see: waiting ones first, then the newest."""
    rows = session.execute(
        select(Amendment, func.coalesce(Person.name, ""))
        .outerjoin(Person, Person.id == Amendment.author_id)
        .where(Amendment.proposal_id == proposal.id, Amendment.hidden_at.is_(None))
        .order_by(Amendment.answered_at.is_not(None), Amendment.id.desc())
        .limit(A_PAGE)
    ).unique()
    return [_suggestion(proposal, one, name) for one, name in rows]


def read_suggestion(session: Session, proposal: Proposal, amendment: Amendment) -> Suggestion:
    name = session.scalar(select(Person.name).where(Person.id == amendment.author_id)) or ""
    return _suggestion(proposal, amendment, name)


def _suggestion(proposal: Proposal, one: Amendment, name: str) -> Suggestion:
    waits = one.answered_at is None
    title, what = (proposal.title, proposal.what) if waits else (one.title_before, one.before)
    older = waits and mark_of(one.title_before, one.before) != mark_of(proposal.title, proposal.what)
    return Suggestion(one, name, difference(title, one.title), difference(what, one.what), older)


def count_shown(session: Session, proposal: Proposal) -> int:
    shown = select(func.count(Amendment.id)).where(Amendment.proposal_id == proposal.id, Amendment.hidden_at.is_(None))
    return session.scalar(shown) or 0


def count_waiting_of(session: Session, proposal: Proposal, person_id: int) -> int:
    """How many of this person wait for an answer."""
    waiting = select(func.count(Amendment.id)).where(
        Amendment.proposal_id == proposal.id, Amendment.author_id == person_id, Amendment.answered_at.is_(None)
    )
    return session.scalar(waiting) or 0
