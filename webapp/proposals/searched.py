"""How proposals are found."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from webapp.i18n import _l
from webapp.proposals import queries
from webapp.proposals.models import Move, Proposal
from webapp.proposals.rules import HIDDEN, KIND, TAKES_BACKING
from webapp.search.kinds import Offer, Searched


def _visible(_now: datetime) -> Select[int]:
    public = select(Proposal.id).join(Move, queries.current())
    return public.where(Move.stage.not_in(HIDDEN), Proposal.hidden_at.is_(None))


def _open(_now: datetime) -> ColumnElement[bool]:
    return Move.stage.in_(TAKES_BACKING)


def _read(session: Session, ids: Collection[int]) -> list[Offer]:
    sent_in = select(Proposal).where(Proposal.id.in_(ids), Proposal.number.is_not(None))
    return [
        Offer(kind=KIND, id=one.id, about=(KIND, one.id), title=one.title, at=one.created_at,
              words="\n".join((one.what, one.where, one.who_benefits)), address=f"/proposals/{one.number}")
        for one in session.scalars(sent_in)
    ]  # fmt: skip


SEARCHED = Searched(
    kind=KIND, called=_l("Proposals"), visible=_visible, open=_open, read=_read, every=select(Proposal.id),
    watched={Proposal: Proposal.id},
)  # fmt: skip
