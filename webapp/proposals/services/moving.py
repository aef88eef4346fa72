"""Moving a proposal from stage to stage: each move has who, when and why, and everybody it concerns is told."""

from datetime import date

from sqlalchemy import select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from webapp import clock
from webapp.database import refused_as
from webapp.i18n import _, _l
from webapp.moderation import cases
from webapp.proposals import queries, steps
from webapp.proposals.models import Move, Proposal
from webapp.proposals.rules import HIDDEN, KIND, Stage, why_not_move
from webapp.proposals.signals import moved
from webapp.refusals import Refused


class MovedMeanwhile(Refused):
    message = _l("Somebody moved it a moment ago. Look at where it stands now.")


def lock(session: Session, proposal: Proposal) -> None:
    """Wait until nobody else changes this proposal or its backing."""
    lock_all(session, proposal)


def lock_all(session: Session, *proposals: Proposal) -> None:
    """The same for several, always in one order, so that no two wait for each other."""
    ids = sorted(one.id for one in proposals)
    session.execute(select(Proposal.id).where(Proposal.id.in_(ids)).order_by(Proposal.id).with_for_update())


def move(
    session: Session,
    *,
    proposal: Proposal,
    since: Stage,
    to: Stage,
    actor_id: int | None,
    reason: str = "",
    officer_id: int | None = None,
    due_on: date | None = None,
) -> Move:
    """End the move that stands at `since` and begin the next. Raises `MovedMeanwhile` when it no longer stands there.

    What may follow is for the callers to have asked; `actor_id` None: it moved by itself.
    """
    now = clock.now()
    ended = session.execute(
        update(Move)
        .where(Move.proposal_id == proposal.id, Move.ended_at.is_(None), Move.stage == since)
        .values(ended_at=now),
        execution_options={"synchronize_session": "fetch"},
    )
    if not isinstance(ended, CursorResult) or ended.rowcount != 1:
        raise MovedMeanwhile
    begun = Move(proposal_id=proposal.id, stage=to, at=now, actor_id=actor_id, reason=reason.strip(),
                 officer_id=officer_id, due_on=due_on)  # fmt: skip
    with refused_as(session, {"one_current_move": MovedMeanwhile}):
        session.add(begun)
        session.flush()
    if since is Stage.IN_MODERATION:
        cases.leave(session, kind=KIND, thing_id=proposal.id)
    moved.send(session, proposal_id=proposal.id, stage=to)
    return begun


def let_in(session: Session, *, proposal: Proposal, actor_id: int | None) -> Move:
    """A moderator has read it: what is promised at how many people is fixed, and backing begins."""
    promised = steps.read_steps(session, proposal.form)
    proposal.steps, proposal.threshold = {str(people): words for people, words in promised.items()}, min(promised)
    return move(session, proposal=proposal, since=Stage.IN_MODERATION, to=Stage.GATHERING, actor_id=actor_id)


def send_back(session: Session, *, proposal: Proposal, actor_id: int | None, reason: str) -> Move:
    """A moderator asks the author to change it first."""
    return move(session, proposal=proposal, since=Stage.IN_MODERATION, to=Stage.DRAFT, actor_id=actor_id, reason=reason)


def withdraw(session: Session, *, proposal: Proposal, actor_id: int, reason: str) -> Move:
    """Its author no longer wants it. It stays at its address, with the reason."""
    stage = queries.move_now(session, proposal).stage
    if stage not in HIDDEN and not reason.strip():
        raise Refused(_("Say why. Those who backed it can read it."), field="reason")
    return move(session, proposal=proposal, since=stage, to=Stage.WITHDRAWN, actor_id=actor_id, reason=reason)


def move_by_officer(session: Session, *, proposal: Proposal, since: Stage, to: Stage, actor_id: int, reason: str,
                    officer_id: int | None, due_on: date | None, today: date) -> Move:  # fmt: skip
    """What an officer chose on a page that showed it at `since`. Raises `Refused` at its field, `MovedMeanwhile`."""
    if queries.move_now(session, proposal).stage is not since:
        raise MovedMeanwhile
    wrong = why_not_move(stage=since, to=to, reason=reason, has_officer=officer_id is not None, due_on=due_on,
                         today=today)  # fmt: skip
    if wrong:
        raise Refused(wrong[1], field=wrong[0])
    return move(session, proposal=proposal, since=since, to=to, actor_id=actor_id, reason=reason,
                officer_id=officer_id, due_on=due_on)  # fmt: skip
