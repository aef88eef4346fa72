"""What other rooms may know of meetings and decisions."""

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.agenda.models import AgendaItem, Decision
from webapp.web.things import Thing

DECISION = "decision"
ITEM = "agenda item"


def find_decisions(session: Session, ids: Collection[int]) -> Mapping[int, Thing]:
    """Those that are public, replaced ones too: what was decided stays to be read."""
    found = select(Decision.id, Decision.title).where(Decision.id.in_(ids), Decision.published_at.is_not(None))
    return {ident: Thing(DECISION, ident, title, address_of_decision(ident))
            for ident, title in session.execute(found)}  # fmt: skip


def find_items(session: Session, ids: Collection[int]) -> Mapping[int, Thing]:
    """Those in the forward plan, and what came after it."""
    found = select(AgendaItem).where(AgendaItem.id.in_(ids), AgendaItem.planned_at.is_not(None))
    return {one.id: Thing(ITEM, one.id, one.title, f"/agenda-items/{one.id}", open=one.withdrawn_at is None)
            for one in session.scalars(found)}  # fmt: skip


def address_of_decision(decision_id: int) -> str:
    return f"/decisions/{decision_id}"
