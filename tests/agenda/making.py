"""Issues for tests, in one line."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.agenda.models import EvidenceKind, Issue, Outcome
from webapp.agenda.pieces import read_piece
from webapp.agenda.rules.issues import Piece, Suggested
from webapp.agenda.services import issues as services
from webapp.summaries.models import PublishedTheme

TODAY = date(2026, 6, 1)


def theme_piece(session: Session, place: int = 0) -> Piece:
    """The published theme that the most (or `place` from the most) people raised, as evidence."""
    themes = select(PublishedTheme.id).where(PublishedTheme.special.is_(None))
    ids = session.scalars(themes.order_by(PublishedTheme.people.desc(), PublishedTheme.id)).all()
    return read_piece(session, f"theme-{ids[place]}")


def poll_piece(number: int = 1, **figures: Any) -> Piece:
    """A counted poll that nobody has to hold for it."""
    facts = {"people": 40, "title": "Which route?", "figure": "40 people voted", "address": "/polls/route/result"}
    return Piece(kind=EvidenceKind.POLL, thing_id=number, of=("poll", number), **facts | figures)


def make_issue(
    session: Session, sentence: str = "Buses stop before the last shift ends", *pieces: Piece, public: bool = True
) -> Issue:  # fmt: skip
    """Raised, and published unless `public` is false. Committed."""
    issue = services.raise_issue(session, sentence=sentence, pieces=pieces or [poll_piece()], words=Suggested(),
                                 person_id=1)  # fmt: skip
    if public:
        services.publish(session, issue=issue, person_id=1)
    session.commit()
    return issue


def accepted(**words: Any) -> dict[str, Any]:
    """What `replies.reply` needs, all of it right."""
    return {
        "outcome": Outcome.ACCEPTED, "reason": "The money is there.", "changed": "Two routes run later.",
        "owner": "Transport team", "today": TODAY, "person_id": 1,
    } | words  # fmt: skip
