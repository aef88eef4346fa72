"""What officers find out about a proposal, and its author's one reply to how it ended."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.database import refused_as
from webapp.i18n import _, _l
from webapp.moderation import cases, gate
from webapp.proposals import queries
from webapp.proposals.models import Assessment, AuthorReply, Proposal
from webapp.proposals.rules import Act, Aspect, Side, may
from webapp.refusals import Refused


class RepliedAlready(Refused):
    message = _l("You have replied already. One reply stands beside the decision.")


def assess(session: Session, *, proposal: Proposal, aspect: Aspect, finding: str, by: int) -> None:
    """Write down what was found on one aspect; a later finding takes its place."""
    if not finding.strip():
        raise Refused(_("Write what you found."), field="finding")
    row = session.scalar(
        select(Assessment).where(Assessment.proposal_id == proposal.id, Assessment.aspect == aspect.value)
    )
    if row is None:
        row = Assessment(proposal_id=proposal.id, aspect=aspect.value, finding="", by=by, at=clock.now())
        session.add(row)
    row.finding, row.by, row.at = finding.strip(), by, clock.now()
    session.flush()


def reply(session: Session, *, proposal: Proposal, person_id: int, words: str) -> AuthorReply:
    """The author answers how it ended, once, for everybody to see. Raises `RepliedAlready`."""
    move = queries.move_now(session, proposal)
    if not may(Act.REPLY, [Side.AUTHOR], move.stage):
        raise Refused(_("There is nothing to reply to now."))
    if not words.strip():
        raise Refused(_("Write your reply."), field="words")
    admission = gate.admit(session, person_id=person_id, text=words)
    made = AuthorReply(move_id=move.id, person_id=person_id, words=words.strip(), at=clock.now(),
                       hidden_at=clock.now() if admission.held else None)  # fmt: skip
    with refused_as(session, {"uq_author_reply_move_id": RepliedAlready}):
        session.add(made)
        session.flush()
    if admission.held or admission.evidence:
        open_case = cases.hold if admission.held else cases.suspect
        open_case(session, kind="author-reply", thing_id=made.id, author_id=person_id, evidence=admission.evidence)
    return made
