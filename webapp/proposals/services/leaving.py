"""Somebody closes their account: what is theirs alone goes, what others rest on stays without them (decision 0016)."""

import secrets

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from webapp import clock
from webapp.accounts.models import Person
from webapp.files import services as files
from webapp.i18n import _
from webapp.moderation import cases
from webapp.notices import following
from webapp.proposals import joins, queries
from webapp.proposals.models import Amendment, AuthorReply, Backing, CoSponsor, Move, Proposal, Wording
from webapp.proposals.rules import HIDDEN, JOINED, KIND, TAKES_BACKING, Stage
from webapp.proposals.services import moving

NOWHERE = "gone.invalid"


def forget(session: Session, *, person_id: int, with_words: bool) -> None:
    """Within the transaction that closes the account."""
    person = session.get_one(Person, person_id)
    _erase_drafts(session, person_id)
    _release_backing(session, person_id)
    _leave_sponsors(session, person)
    own = session.scalars(select(Proposal).where(Proposal.author_id == person_id, Proposal.group_id.is_(None))).all()
    session.execute(update(Proposal).where(Proposal.author_id == person_id).values(author_id=None))
    _release_words(session, person_id, with_words=with_words)
    if with_words:
        for proposal in own:
            session.refresh(proposal)
            _take_words(session, proposal, person_id)
    session.flush()


def _erase_drafts(session: Session, person_id: int) -> None:
    """Those of a group stay with the group."""
    drafts = session.execute(
        select(Proposal.id, Proposal.picture_id)
        .join(Move, queries.current())
        .where(Proposal.author_id == person_id, Proposal.group_id.is_(None), Move.stage.in_(HIDDEN))
    ).all()
    for proposal_id, picture_id in drafts:
        cases.leave(session, kind=KIND, thing_id=proposal_id)
        session.execute(delete(Proposal).where(Proposal.id == proposal_id))
        if picture_id is not None:
            files.remove(session, picture_id)


def _release_backing(session: Session, person_id: int) -> None:
    """It goes with them while it could be taken back; a number that somebody acted on stays true, without them."""
    backed = session.scalars(select(Backing.proposal_id).where(Backing.person_id == person_id)).all()
    open_ones = [one for one in backed if _takes_backing(session, joins.end_of(session, one))]
    mine = Backing.person_id == person_id
    session.execute(delete(Backing).where(mine, Backing.proposal_id.in_(open_ones)))
    session.execute(update(Backing).where(mine).values(person_id=None))


def _takes_backing(session: Session, proposal_id: int) -> bool:
    return queries.move_now(session, session.get_one(Proposal, proposal_id)).stage in TAKES_BACKING


def _leave_sponsors(session: Session, person: Person) -> None:
    """A group for which they accepted goes on standing behind it. Their address is kept nowhere."""
    theirs = or_(CoSponsor.person_id == person.id, CoSponsor.email == person.email)
    session.execute(delete(CoSponsor).where(theirs, CoSponsor.group_id.is_(None)))
    for one in session.scalars(select(CoSponsor).where(theirs)):
        one.person_id, one.email = None, f"{secrets.token_hex(16)}@{NOWHERE}"
    session.execute(update(CoSponsor).where(CoSponsor.invited_by == person.id).values(invited_by=None))


def _release_words(session: Session, person_id: int, *, with_words: bool) -> None:
    """Other words they suggested, and what they answered, for a proposal of their own or somebody else's."""
    if with_words:
        gone = {"title": "", "what": "", "why": "", "title_before": "", "before": "", "answer": ""}
        session.execute(update(Amendment).where(Amendment.author_id == person_id).values(hidden_at=clock.now(), **gone))
        session.execute(update(Amendment).where(Amendment.answered_by == person_id).values(answer=""))
        session.execute(update(AuthorReply).where(AuthorReply.person_id == person_id).values(words=""))
    session.execute(update(Amendment).where(Amendment.author_id == person_id).values(author_id=None))
    session.execute(update(Amendment).where(Amendment.answered_by == person_id).values(answered_by=None))
    session.execute(update(AuthorReply).where(AuthorReply.person_id == person_id).values(person_id=None))


def _take_words(session: Session, proposal: Proposal, person_id: int) -> None:
    """Its number, its way and how many backed it stay; nobody can back it without knowing what it says."""
    title, picture_id = proposal.title, proposal.picture_id
    proposal.title, proposal.what = _("Taken away by its author"), ""
    proposal.where = proposal.who_benefits = proposal.cost_words = proposal.picture_alt = ""
    proposal.picture_id = None
    session.flush()
    if picture_id is not None:
        files.remove(session, picture_id)
    session.execute(delete(Wording).where(Wording.proposal_id == proposal.id))
    made_of_theirs = {"title": "", "what": "", "title_before": "", "before": ""}
    suggested = update(Amendment).where(Amendment.proposal_id == proposal.id)
    session.execute(suggested.values(hidden_at=clock.now(), **made_of_theirs))
    own_reasons = update(Move).where(Move.proposal_id == proposal.id, Move.actor_id == person_id)
    session.execute(own_reasons.values(reason=""))
    following.rename(session, kind=KIND, thing_id=proposal.id, title=title, to=proposal.title)
    _withdraw(session, proposal, person_id)


def _withdraw(session: Session, proposal: Proposal, person_id: int) -> None:
    stage = queries.move_now(session, proposal).stage
    if stage in JOINED:
        moving.move(session, proposal=proposal, since=stage, to=Stage.WITHDRAWN, actor_id=person_id,
                    reason=_("Its author has left, and took the words away."))  # fmt: skip
