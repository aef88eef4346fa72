"""What became of a message after a server took it. Services flush."""

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from webapp import clock
from webapp.documents.delivery_reports import Report
from webapp.notices import bouncing
from webapp.notices.delivery import read_ident
from webapp.notices.following import ask_for_digests
from webapp.notices.models import Bounce, Message, Notice
from webapp.notices.texts import NO_SUCH_NUMBER

_ARRIVED, _LATER = "delivered", frozenset({"temporary-failure", "technical-failure"})
"""The statuses that end a text, with `permanent-failure` (GOV.UK Notify, “Delivery receipts”)."""
MOST_SOFT = 5
"""News that did not get through for the time being is told again with the next, so many times for one address."""


def note_text(session: Session, *, remote_id: str, status: str, zone: str) -> None:
    """The service's word on a text. Said twice it is once; of a text that is not ours nothing is kept."""
    found = select(Message).where(Message.remote_id == remote_id[:60], Message.sent_at.is_not(None))
    text = session.scalars(found.with_for_update()).first() if remote_id else None
    if text is None:
        return
    if status == _ARRIVED:
        text.arrived_at = text.arrived_at or clock.now()
    elif status == NO_SUCH_NUMBER or status in _LATER:
        note_failure(session, text, status=status, hard=status == NO_SUCH_NUMBER, words="", zone=zone)
    session.flush()


def note_failure(session: Session, message: Message, *, status: str, hard: bool, words: str, zone: str) -> bool:
    """It did not get through. What it told is untold again if that may pass. False when it was known already."""
    if not bouncing.note(session, message=message, status=status, hard=hard, words=words):
        return False
    message.given_up_at = message.given_up_at or clock.now()
    message.last_error = f"{status} {words}".strip()[:500]
    soft = select(func.count(Bounce.id)).where(Bounce.address == message.to, ~Bounce.hard)
    if not hard and (session.scalar(soft) or 0) <= MOST_SOFT:
        session.execute(update(Notice).where(Notice.message_id == message.id).values(message_id=None))
        ask_for_digests(session, clock.now(), zone)
    session.flush()
    return True


def note_report(session: Session, report: Report, *, key: str, zone: str) -> bool:
    """A mail server's word on a mail. Believed only with a Message-ID of ours, which nobody can guess; who is reported
    must be who it went to, or nobody that the report names. False when it is not ours, or was known."""
    message_id = read_ident(report.ident, key)
    message = session.get(Message, message_id, with_for_update=True) if message_id is not None else None
    if message is None or (report.recipient and report.recipient != message.to):
        return False
    return note_failure(session, message, status=report.status, hard=report.hard, words=report.words, zone=zone)
