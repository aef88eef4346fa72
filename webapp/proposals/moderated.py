"""How moderators read, hide and let in proposals."""

from collections.abc import Collection, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.accounts.models import Person
from webapp.i18n import _l
from webapp.moderation.kinds import Words
from webapp.proposals import queries
from webapp.proposals.models import Amendment, AuthorReply, Move, Proposal
from webapp.proposals.rules import AMENDMENT, HIDDEN, KIND, Stage
from webapp.proposals.services import moving


class ModeratedProposal:
    """A proposal that waits is let in by showing it, and sent back to its author by hiding it."""

    kind = KIND
    called = _l("a proposal")

    def read(self, session: Session, ids: Collection[int]) -> Mapping[int, Words]:
        rows = session.execute(
            select(Proposal, Move.stage, func.coalesce(Person.name, ""))
            .join(Move, queries.current())
            .outerjoin(Person, Person.id == Proposal.author_id)
            .where(Proposal.id.in_(ids))
        ).unique()
        return {one.id: _words(one, name, shown=stage not in HIDDEN) for one, stage, name in rows}

    def hide(self, session: Session, thing_id: int) -> None:
        proposal = session.get_one(Proposal, thing_id)
        if queries.move_now(session, proposal).stage is Stage.IN_MODERATION:
            moving.send_back(session, proposal=proposal, actor_id=None, reason="")
        else:
            proposal.hidden_at = clock.now()

    def show(self, session: Session, thing_id: int) -> None:
        proposal = session.get_one(Proposal, thing_id)
        proposal.hidden_at = None
        if queries.move_now(session, proposal).stage is Stage.IN_MODERATION:
            moving.let_in(session, proposal=proposal, actor_id=None)

    def count_shown(self, session: Session, author_id: int) -> int:
        return _count_public(session, author_id)


class ModeratedReply:
    """The author's reply to how a proposal ended."""

    kind = "author-reply"
    called = _l("a reply to a decision")

    def read(self, session: Session, ids: Collection[int]) -> Mapping[int, Words]:
        rows = session.execute(
            select(AuthorReply, Proposal, func.coalesce(Person.name, ""))
            .join(Move, Move.id == AuthorReply.move_id)
            .join(Proposal, Proposal.id == Move.proposal_id)
            .outerjoin(Person, Person.id == AuthorReply.person_id)
            .where(AuthorReply.id.in_(ids))
        ).unique()
        return {
            one.id: Words(self.kind, one.id, one.words, proposal.title, f"/proposals/{proposal.number}",
                          one.person_id, name, one.at, shown=one.hidden_at is None)
            for one, proposal, name in rows
        }  # fmt: skip

    def hide(self, session: Session, thing_id: int) -> None:
        session.get_one(AuthorReply, thing_id).hidden_at = clock.now()

    def show(self, session: Session, thing_id: int) -> None:
        session.get_one(AuthorReply, thing_id).hidden_at = None

    def count_shown(self, session: Session, author_id: int) -> int:
        mine = select(func.count(AuthorReply.id)).where(AuthorReply.person_id == author_id)
        return session.scalar(mine.where(AuthorReply.hidden_at.is_(None))) or 0


class ModeratedAmendment:
    """Other words that somebody suggests, with their reason and what the authors answered."""

    kind = AMENDMENT
    called = _l("a suggestion for a proposal")

    def read(self, session: Session, ids: Collection[int]) -> Mapping[int, Words]:
        rows = session.execute(
            select(Amendment, Proposal, func.coalesce(Person.name, ""))
            .join(Proposal, Proposal.id == Amendment.proposal_id)
            .outerjoin(Person, Person.id == Amendment.author_id)
            .where(Amendment.id.in_(ids))
        ).unique()
        return {
            one.id: Words(self.kind, one.id, "\n\n".join(filter(None, (one.title, one.what, one.why, one.answer))),
                          proposal.title, f"/proposals/{proposal.number}/amendments/{one.id}", one.author_id, name,
                          one.at, shown=one.hidden_at is None and proposal.hidden_at is None)
            for one, proposal, name in rows
        }  # fmt: skip

    def hide(self, session: Session, thing_id: int) -> None:
        session.get_one(Amendment, thing_id).hidden_at = clock.now()

    def show(self, session: Session, thing_id: int) -> None:
        session.get_one(Amendment, thing_id).hidden_at = None

    def count_shown(self, session: Session, author_id: int) -> int:
        mine = select(func.count(Amendment.id)).where(Amendment.author_id == author_id)
        return session.scalar(mine.where(Amendment.hidden_at.is_(None))) or 0


def _count_public(session: Session, author_id: int) -> int:
    public = select(func.count(Proposal.id)).join(Move, queries.current()).where(Proposal.author_id == author_id)
    return session.scalar(public.where(Move.stage.not_in(HIDDEN), Proposal.hidden_at.is_(None))) or 0


def _words(one: Proposal, name: str, *, shown: bool) -> Words:
    parts = (one.title, one.what, one.where, one.who_benefits, one.cost_words)
    text = "\n\n".join(part for part in parts if part)
    return Words(KIND, one.id, text, one.title, f"/proposals/{one.number}", one.author_id, name, one.created_at,
                 shown=shown and one.hidden_at is None)  # fmt: skip
