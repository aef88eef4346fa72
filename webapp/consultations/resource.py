"""Consultations for programs."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.access import Stage
from webapp.consultations import queries
from webapp.consultations.models import Consultation
from webapp.consultations.searched import SEARCHED
from webapp.consultations.things import KIND, address_of
from webapp.i18n import _l
from webapp.web.resources import Resource, Row, day, moment, number, one_of, said, text


def _serialize(session: Session, ids: Collection[int], now: datetime) -> Mapping[int, Row]:
    found = session.scalars(select(Consultation).where(Consultation.id.in_(ids)))
    return {one.id: _row(one, now) for one in found}


def _row(one: Consultation, now: datetime) -> Row:
    return {
        "title": one.title,
        "summary": one.summary,
        "stage": queries.stage(one, now=now).value,
        "opens_at": said(one.opens_at),
        "closes_at": said(one.closes_at),
        "minutes": one.minutes,
        "decision_maker": one.decision_maker,
        "decision_on": one.decision_on and one.decision_on.isoformat(),
        "address": address_of(one),
    }


RESOURCE = Resource(
    name="consultations", kind=KIND, title=_l("Consultations"), visible=SEARCHED.visible, serialize=_serialize,
    properties={
        "title": text("What it is called"),
        "summary": text("What it is about, in a sentence or two"),
        "stage": one_of("Where it stands", [Stage.SCHEDULED, Stage.OPEN, Stage.CLOSED]),
        "opens_at": moment("When it opens or opened"),
        "closes_at": moment("When it closes or closed"),
        "minutes": number("About how many minutes answering takes"),
        "decision_maker": text("Who decides"),
        "decision_on": day("When they are to decide"),
        "address": text("Its page", format="uri"),
    },
)  # fmt: skip
