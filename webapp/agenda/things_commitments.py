"""What other rooms may know of a commitment."""

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.agenda.models import Commitment
from webapp.web.things import Thing

KIND = "commitment"


def find(session: Session, ids: Collection[int]) -> Mapping[int, Thing]:
    """Those that are public."""
    public = select(Commitment.id, Commitment.title).where(
        Commitment.id.in_(ids), Commitment.published_at.is_not(None)
    )  # fmt: skip
    rows = session.execute(public)
    return {ident: Thing(KIND, ident, title, f"/commitments/{ident}") for ident, title in rows}
