"""When consultations open and close, for the calendar."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Stage
from webapp.consultations import queries
from webapp.consultations.models import Consultation
from webapp.consultations.things import KIND
from webapp.i18n import _
from webapp.web.dates import Dated

_SHOWN = (Stage.SCHEDULED, Stage.OPEN, Stage.CLOSED)


def list_dates(session: Session, since: datetime) -> Iterator[Dated]:
    """Of each published consultation that does not close before then: two."""
    stage = queries.stage_in_sql(now=clock.now())
    for one in session.scalars(select(Consultation).where(stage.in_(_SHOWN), Consultation.closes_at >= since)):
        words = {
            "opens": _("Opens: %(title)s", title=one.title),
            "closes": _("Last day to answer: %(title)s", title=one.title),
        }
        for what, at in (("opens", one.opens_at), ("closes", one.closes_at)):
            if at is not None and one.published_at is not None:
                yield Dated(kind=KIND, thing_id=one.id, what=what, words=words[what], at=at, about=one.summary,
                            changed_at=one.published_at, address=f"/consultations/{one.slug}")  # fmt: skip
