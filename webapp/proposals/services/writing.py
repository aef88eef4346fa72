"""Writing a proposal: begun, saved as one goes, sent in."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.database import refused_as
from webapp.i18n import _l
from webapp.moderation import cases, gate
from webapp.proposals import queries
from webapp.proposals.models import Form, Move, Proposal
from webapp.proposals.rules import KIND, Stage, what_is_missing
from webapp.proposals.services import amending, moving
from webapp.refusals import Refused

_TRIES = 5


class BegunAlready(Refused):
    """The same form came twice: a double tap."""


class NotYourForm(Refused):
    message = _l("Somebody else began something with this form. Open the page once more.")


class NumberTaken(Refused):
    message = _l("Many people send something in at this moment. Press once more.")


def begin(session: Session, *, author_id: int, token: str, title: str, form: Form = Form.PROPOSAL) -> Proposal:
    """A draft that only its author sees; the same one when this token has begun one already.

    Raises `NotYourForm` when somebody else began theirs with it.
    """
    proposal = Proposal(author_id=author_id, token=token, title=title.strip(), form=form, created_at=clock.now())
    try:
        with refused_as(session, {"uq_proposal_token": BegunAlready}):
            session.add(proposal)
            session.flush()
    except BegunAlready:
        mine = select(Proposal).where(Proposal.token == token, Proposal.author_id == author_id)
        begun = session.scalars(mine).one_or_none()
        if begun is None:
            raise NotYourForm from None
        return begun
    session.add(Move(proposal_id=proposal.id, stage=Stage.DRAFT, at=clock.now(), actor_id=author_id))
    session.flush()
    return proposal


def save(session: Session, *, proposal: Proposal, person_id: int | None = None, **parts: Any) -> None:
    """Keep parts of a proposal. Once people can back it, the wording before is kept and shown, and they are told."""
    stage = queries.move_now(session, proposal).stage
    changed = {name: value for name, value in parts.items() if getattr(proposal, name) != value}
    if not changed:
        return
    words = {"title", "what"} & changed.keys()
    if stage is not Stage.DRAFT and words:
        new = {name: changed.pop(name) for name in words}
        amending.reword(session, proposal=proposal, title=new.get("title", proposal.title),
                        what=new.get("what", proposal.what), actor_id=person_id)  # fmt: skip
    for name, value in changed.items():
        setattr(proposal, name, value)
    session.flush()


def send_in(session: Session, *, proposal: Proposal, person_id: int) -> Move:
    """Give it its number and let a moderator read it. Raises `Refused` at the part that is missing or not let in."""
    missing = what_is_missing(title=proposal.title, what=proposal.what, who_benefits=proposal.who_benefits)
    if missing:
        raise Refused(missing[0][1], field=missing[0][0])
    parts = (proposal.title, proposal.what, proposal.where, proposal.who_benefits, proposal.cost_words,
             proposal.picture_alt)  # fmt: skip
    pictures = int(proposal.picture_id is not None)
    admission = gate.admit(session, person_id=person_id, text="\n".join(parts), pictures=pictures, pre=True)
    if proposal.number is None:
        _give_number(session, proposal)
    begun = moving.move(session, proposal=proposal, since=Stage.DRAFT, to=Stage.IN_MODERATION, actor_id=person_id)
    cases.hold(session, kind=KIND, thing_id=proposal.id, author_id=proposal.author_id, evidence=admission.evidence)
    return begun


def _give_number(session: Session, proposal: Proposal) -> None:
    """The next one; of two who ask at once, the second asks again."""
    for left in reversed(range(_TRIES)):
        last = session.scalar(select(func.max(Proposal.number))) or 0
        try:
            with refused_as(session, {"uq_proposal_number": NumberTaken}):
                proposal.number = last + 1
                session.flush()
        except NumberTaken:
            if not left:
                raise
            proposal.number = None
        else:
            return
