"""How moderators read, hide and let in proposals."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from webapp import clock
from webapp.accounts.models import Person
from webapp.i18n import _l
from webapp.moderation.kinds import STOOD, Words
from webapp.proposals import queries
from webapp.proposals.models import Amendment, AuthorReply, Move, Proposal
from webapp.proposals.rules import AMENDMENT, HIDDEN, KIND, Stage
from webapp.proposals.services import moving


class ModeratedProposal:
    """A proposal that waits is let in by showing it, and sent back to its author by hiding it."""

    kind = KIND
    called = _l("a proposal")

    def read(self, session: Session, ids: Collection[int]) -> Mapping[int, Words]:
        return {one.id: one for one in _read_proposals(session, _proposals().where(Proposal.id.in_(ids)))}

    def find_recent(self, session: Session, since: datetime, most: int) -> Sequence[Words]:
        public = _proposals().where(Move.stage.not_in(HIDDEN), Proposal.hidden_at.is_(None))
        found = public.where(Proposal.created_at >= since).order_by(Proposal.id.desc()).limit(most)
        return _read_proposals(session, found)

    def find_by(self, session: Session, author_id: int, most: int) -> Sequence[Words]:
        sent = _proposals().where(Proposal.author_id == author_id, Proposal.number.is_not(None))
        return _read_proposals(session, sent.order_by(Proposal.id.desc()).limit(most))

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

    def stood_by(self, author_id: int) -> Select[int]:
        earlier = aliased(Move)
        stood = exists().where(
            earlier.proposal_id == Proposal.id, earlier.stage.not_in(HIDDEN), earlier.at <= clock.now() - STOOD
        )
        mine = select(func.count(Proposal.id)).join(Move, queries.current()).where(Proposal.author_id == author_id)
        return mine.where(stood, Move.stage.not_in(HIDDEN), Proposal.hidden_at.is_(None))


class ModeratedReply:
    """The author's reply to how a proposal ended."""

    kind = "author-reply"
    called = _l("a reply to a decision")

    def read(self, session: Session, ids: Collection[int]) -> Mapping[int, Words]:
        return {one.id: one for one in _read_replies(session, _replies().where(AuthorReply.id.in_(ids)))}

    def find_recent(self, session: Session, since: datetime, most: int) -> Sequence[Words]:
        public = _replies().where(AuthorReply.hidden_at.is_(None), AuthorReply.at >= since)
        return _read_replies(session, public.order_by(AuthorReply.id.desc()).limit(most))

    def find_by(self, session: Session, author_id: int, most: int) -> Sequence[Words]:
        mine = _replies().where(AuthorReply.person_id == author_id)
        return _read_replies(session, mine.order_by(AuthorReply.id.desc()).limit(most))

    def hide(self, session: Session, thing_id: int) -> None:
        session.get_one(AuthorReply, thing_id).hidden_at = clock.now()

    def show(self, session: Session, thing_id: int) -> None:
        session.get_one(AuthorReply, thing_id).hidden_at = None

    def stood_by(self, author_id: int) -> Select[int]:
        mine = select(func.count(AuthorReply.id)).where(AuthorReply.person_id == author_id)
        return mine.where(AuthorReply.at <= clock.now() - STOOD, AuthorReply.hidden_at.is_(None))


class ModeratedAmendment:
    """Other words that somebody suggests, with their reason and what the authors answered."""

    kind = AMENDMENT
    called = _l("a suggestion for a proposal")

    def read(self, session: Session, ids: Collection[int]) -> Mapping[int, Words]:
        return {one.id: one for one in _read_amendments(session, _amendments().where(Amendment.id.in_(ids)))}

    def find_recent(self, session: Session, since: datetime, most: int) -> Sequence[Words]:
        """None: other words for a proposal are meant to be like those there are."""
        return []

    def find_by(self, session: Session, author_id: int, most: int) -> Sequence[Words]:
        own = _amendments().where(Amendment.author_id == author_id)
        return _read_amendments(session, own.order_by(Amendment.id.desc()).limit(most))

    def hide(self, session: Session, thing_id: int) -> None:
        session.get_one(Amendment, thing_id).hidden_at = clock.now()

    def show(self, session: Session, thing_id: int) -> None:
        session.get_one(Amendment, thing_id).hidden_at = None

    def stood_by(self, author_id: int) -> Select[int]:
        mine = select(func.count(Amendment.id)).where(Amendment.author_id == author_id)
        return mine.where(Amendment.at <= clock.now() - STOOD, Amendment.hidden_at.is_(None))


def _proposals() -> Select[Proposal, Stage, str]:
    """Each with the stage it is at and the name of its author."""
    return (
        select(Proposal, Move.stage, func.coalesce(Person.name, ""))
        .join(Move, queries.current())
        .outerjoin(Person, Person.id == Proposal.author_id)
    )


def _read_proposals(session: Session, found: Select[Proposal, Stage, str]) -> list[Words]:
    rows = session.execute(found).unique()
    return [_words(one, name, shown=stage not in HIDDEN) for one, stage, name in rows]


def _amendments() -> Select[Amendment, Proposal, str]:
    return (
        select(Amendment, Proposal, func.coalesce(Person.name, ""))
        .join(Proposal, Proposal.id == Amendment.proposal_id)
        .outerjoin(Person, Person.id == Amendment.author_id)
    )


def _read_amendments(session: Session, found: Select[Amendment, Proposal, str]) -> list[Words]:
    return [
        Words(AMENDMENT, one.id, "\n\n".join(filter(None, (one.title, one.what, one.why, one.answer))), proposal.title,
              f"/proposals/{proposal.number}/amendments/{one.id}", one.author_id, name, one.at,
              shown=one.hidden_at is None and proposal.hidden_at is None)
        for one, proposal, name in session.execute(found).unique()
    ]  # fmt: skip


def _replies() -> Select[AuthorReply, Proposal, str]:
    """Each with what it replies about and the name of who wrote it."""
    return (
        select(AuthorReply, Proposal, func.coalesce(Person.name, ""))
        .join(Move, Move.id == AuthorReply.move_id)
        .join(Proposal, Proposal.id == Move.proposal_id)
        .outerjoin(Person, Person.id == AuthorReply.person_id)
    )


def _read_replies(session: Session, found: Select[AuthorReply, Proposal, str]) -> list[Words]:
    return [
        Words("author-reply", one.id, one.words, proposal.title, f"/proposals/{proposal.number}", one.person_id, name,
              one.at, shown=one.hidden_at is None)
        for one, proposal, name in session.execute(found).unique()
    ]  # fmt: skip


def _words(one: Proposal, name: str, *, shown: bool) -> Words:
    parts = (one.title, one.what, one.where, one.who_benefits, one.cost_words)
    text = "\n\n".join(part for part in parts if part)
    pictures = ((f"/proposals/pictures/{one.id}/{one.picture_id}", one.picture_alt),) if one.picture_id else ()
    return Words(KIND, one.id, text, one.title, f"/proposals/{one.number}", one.author_id, name, one.created_at,
                 pictures, shown=shown and one.hidden_at is None)  # fmt: skip
