"""Other words for a proposal: suggested by anybody, taken or declined by its authors; the old ones are kept."""

from sqlalchemy.orm import Session

from webapp import clock
from webapp.i18n import _, _l
from webapp.moderation import cases, gate
from webapp.proposals import amendments, queries
from webapp.proposals.models import Amendment, Proposal, Wording
from webapp.proposals.rules import AMENDMENT, KIND, MOST_WAITING, Act, Side, may
from webapp.proposals.services import moving
from webapp.proposals.signals import answered, reworded, suggested
from webapp.proposals.wording import mark_of
from webapp.refusals import Refused


class WordsChanged(Refused):
    message = _l("Its words changed a moment ago. Look at them as they are now, and press again if it still fits.")


class AnsweredAlready(Refused):
    message = _l("Somebody else answered this suggestion a moment ago. Thank you: it is done.")


class NotNow(Refused):
    message = _l("Its words cannot be changed any more: it has moved on.")


def suggest(session: Session, *, proposal: Proposal, person_id: int, title: str, what: str, why: str,
            since: str) -> Amendment:  # fmt: skip
    """Other words, made from those that `since` marks. Raises `WordsChanged`, `NotNow`, and `Refused` at its field."""
    _refuse_when_over(session, proposal, Act.SUGGEST, Side.RESIDENT)
    title, what, why = title.strip(), what.strip(), why.strip()
    if not title or not what:
        raise Refused(_("Write how it should read."), field="what" if title else "title")
    if not why:
        raise Refused(_("Say why it would be better."), field="why")
    if since != mark_of(proposal.title, proposal.what):
        raise WordsChanged
    if (title, what) == (proposal.title, proposal.what):
        raise Refused(_("These are its words already. Change what should be different."), field="what")
    if amendments.count_waiting_of(session, proposal, person_id) >= MOST_WAITING:
        raise Refused(_("Several suggestions of yours wait for an answer. Wait for that first."))
    admission = gate.admit(session, person_id=person_id, text=f"{title}\n{what}\n{why}",
                           thing=(KIND, proposal.id))  # fmt: skip
    made = Amendment(proposal_id=proposal.id, author_id=person_id, title=title, what=what, why=why, at=clock.now(),
                     title_before=proposal.title, before=proposal.what)  # fmt: skip
    session.add(made)
    session.flush()
    if admission.evidence:
        cases.suspect(session, kind=AMENDMENT, thing_id=made.id, author_id=person_id, evidence=admission.evidence)
    suggested.send(session, amendment=made)
    return made


def answer(session: Session, *, proposal: Proposal, amendment: Amendment, person_id: int, accept: bool, reason: str,
           since: str) -> None:  # fmt: skip
    """An author takes or declines it, seeing the wording that `since` marks. Of two at once, one answers.

    Raises `AnsweredAlready`, `WordsChanged`, `NotNow`, and `Refused` at its field.
    """
    if not reason.strip():
        raise Refused(_("Say why. Whoever suggested it and everybody else can read it."), field="reason")
    gate.admit(session, person_id=person_id, text=reason)
    moving.lock(session, proposal)
    session.refresh(proposal)
    session.refresh(amendment)
    _refuse_when_over(session, proposal, Act.ANSWER_SUGGESTION, Side.AUTHOR)
    if amendment.answered_at is not None:
        raise AnsweredAlready
    if amendment.hidden_at is not None:
        raise Refused(_("A moderator has hidden this suggestion."))
    if accept and since != mark_of(proposal.title, proposal.what):
        raise WordsChanged
    amendment.answered_at, amendment.answered_by = clock.now(), person_id
    amendment.accepted, amendment.answer = accept, reason.strip()
    answered.send(session, amendment=amendment)
    if accept:
        reword(session, proposal=proposal, title=amendment.title, what=amendment.what, actor_id=person_id,
               amendment_id=amendment.id)  # fmt: skip


def reword(session: Session, *, proposal: Proposal, title: str, what: str, actor_id: int | None,
           amendment_id: int | None = None) -> None:  # fmt: skip
    """Give it new words while people back it: the old ones are kept, and whoever backs or follows it is told."""
    now = clock.now()
    session.add(Wording(proposal_id=proposal.id, title=proposal.title, what=proposal.what, until=now,
                        amendment_id=amendment_id))  # fmt: skip
    proposal.title, proposal.what, proposal.edited_at = title, what, now
    session.flush()
    reworded.send(session, proposal_id=proposal.id, actor_id=actor_id)


def _refuse_when_over(session: Session, proposal: Proposal, act: Act, side: Side) -> None:
    if not may(act, [side], queries.move_now(session, proposal).stage) or proposal.hidden_at is not None:
        raise NotNow
