"""How consultations are found: by what they say and what they ask."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from webapp.access import Stage
from webapp.consultations import queries
from webapp.consultations.models import Consultation, Question
from webapp.consultations.things import KIND, SEEN, address_of
from webapp.i18n import _l
from webapp.search.kinds import Offer, Searched


def _visible(now: datetime) -> Select[int]:
    return select(Consultation.id).where(queries.stage_in_sql(now=now).in_(SEEN))


def _open(now: datetime) -> ColumnElement[bool]:
    return queries.stage_in_sql(now=now) == Stage.OPEN.value


_ASKED = (
    select(func.aggregate_strings(Question.text, "\n"))
    .where(Question.consultation_id == Consultation.id)
    .correlate(Consultation)
    .scalar_subquery()
)


def _read(session: Session, ids: Collection[int]) -> list[Offer]:
    rows = session.execute(select(Consultation, func.coalesce(_ASKED, "")).where(Consultation.id.in_(ids)))
    return [
        Offer(kind=KIND, id=one.id, about=(KIND, one.id), title=one.title, at=one.opens_at or one.created_at,
              words="\n".join((one.summary, one.background, *one.open_points, *one.decided, *one.fixed, asked)),
              address=address_of(one), closes_at=one.closes_at)
        for one, asked in rows
    ]  # fmt: skip


SEARCHED = Searched(
    kind=KIND, called=_l("Consultations"), visible=_visible, open=_open, read=_read, every=select(Consultation.id),
    watched={Consultation: Consultation.id, Question: Question.consultation_id},
)  # fmt: skip
