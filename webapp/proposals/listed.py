"""A proposal as a card on other sites."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.i18n import _
from webapp.proposals import queries
from webapp.proposals.models import Form, Move, Proposal
from webapp.proposals.rules import HIDDEN, KIND, STAGE_WORDS, TAKES_BACKING
from webapp.web.listed import Entry, Shelf

MINUTES = 1
"""Reading a proposal and backing it."""


def finder(session: Session, ident: int, _now: datetime) -> Entry | None:
    public = select(Proposal, Move.stage).join(Move, queries.current())
    found = session.execute(
        public.where(Proposal.id == ident, Move.stage.not_in(HIDDEN), Proposal.hidden_at.is_(None))
    ).first()
    if found is None:
        return None
    one, stage = found
    return Entry(kind=KIND, id=one.id, shelf=Shelf.OPEN if stage in TAKES_BACKING else Shelf.CLOSED,
                 called=_("Petition") if one.form is Form.PETITION else _("Proposal"), title=one.title,
                 address=f"/proposals/{one.number}", at=None, minutes=MINUTES,
                 state=stage.value.replace(" ", "-"), state_words=str(STAGE_WORDS[stage]))  # fmt: skip
