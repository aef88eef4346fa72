"""What other rooms may know of a consultation."""

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Stage
from webapp.consultations import queries
from webapp.consultations.models import Consultation
from webapp.places.sorting import Sorted
from webapp.web.things import Thing

KIND = "consultation"
SEEN = (Stage.SCHEDULED, Stage.OPEN, Stage.CLOSED)


def find(session: Session, ids: Collection[int]) -> Mapping[int, Thing]:
    """Those that are published. One can be discussed until it closes."""
    stage = queries.stage_in_sql(now=clock.now())
    rows = session.execute(select(Consultation, stage).where(Consultation.id.in_(ids), stage.in_(SEEN)))
    return {one.id: Thing(KIND, one.id, one.title, address_of(one), open=now != Stage.CLOSED) for one, now in rows}


def in_office(session: Session, ident: int) -> Sorted | None:
    found = session.get(Consultation, ident)
    return Sorted(found.title, f"/office/consultations/{found.id}") if found is not None else None


def address_of(consultation: Consultation) -> str:
    return f"/consultations/{consultation.slug}"
