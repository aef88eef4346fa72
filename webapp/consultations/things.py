"""What other rooms may know of a consultation."""

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Stage
from webapp.consultations import queries
from webapp.consultations.models import Consultation
from webapp.web.things import Thing

KIND = "consultation"
_SEEN = (Stage.SCHEDULED, Stage.OPEN, Stage.CLOSED)


def find(session: Session, ids: Collection[int]) -> Mapping[int, Thing]:
    """Those that are published. One can be discussed until it closes."""
    stage = queries.stage_in_sql(now=clock.now())
    rows = session.execute(select(Consultation, stage).where(Consultation.id.in_(ids), stage.in_(_SEEN)))
    return {
        one.id: Thing(KIND, one.id, one.title, f"/consultations/{one.slug}", open=now != Stage.CLOSED)
        for one, now in rows
    }
