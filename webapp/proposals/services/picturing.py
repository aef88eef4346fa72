"""The picture of a proposal: put in with words for those who cannot see it, described anew, taken out."""

from sqlalchemy.orm import Session

from webapp.files import services as files
from webapp.files.pictures import clean_picture
from webapp.i18n import _
from webapp.moderation import cases, gate
from webapp.moderation.rules import ALLOWANCES, Standing
from webapp.proposals import queries
from webapp.proposals.models import Proposal
from webapp.proposals.rules import HIDDEN, KIND, why_not_picture
from webapp.refusals import Refused


def may_add(session: Session, person_id: int) -> bool:
    """Whether what somebody wrote so far has stood long enough for pictures."""
    return ALLOWANCES[gate.find_standing(session, person_id=person_id)].pictures


def keep(session: Session, *, proposal: Proposal, person_id: int, data: bytes, alt: str) -> None:
    """Put a picture in or take another in its place; without `data` only its words change.

    Raises `Refused` at `picture` or `alt`. Where everybody sees the proposal already, a moderator looks at the new one.
    """
    alt = alt.strip()
    wrong = why_not_picture(sent=bool(data), has_one=proposal.picture_id is not None, alt=alt)
    if wrong:
        raise Refused(wrong[1], field=wrong[0])
    if not data:
        proposal.picture_alt = alt
        session.flush()
        return
    standing = gate.admit(session, person_id=person_id, text=alt, pictures=1).standing
    made = clean_picture(data)
    old = proposal.picture_id
    proposal.picture_id = files.store(session, [made.data], name=made.name, media_type=made.media_type).id
    proposal.picture_alt = alt
    session.flush()
    if old is not None:
        files.remove(session, old)
    if standing is not Standing.TRUSTED and queries.move_now(session, proposal).stage not in HIDDEN:
        noticed = ("late picture", _("A picture was put in after a moderator had read it."))
        cases.suspect(session, kind=KIND, thing_id=proposal.id, author_id=proposal.author_id, evidence=[noticed])


def remove(session: Session, *, proposal: Proposal) -> None:
    """Take the picture out. Pressed twice, nothing happens the second time."""
    old = proposal.picture_id
    proposal.picture_id, proposal.picture_alt = None, ""
    session.flush()
    if old is not None:
        files.remove(session, old)
