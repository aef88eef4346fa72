"""Proposals for programs: what is proposed and where it stands. Who proposes it stands on its page."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.i18n import _l
from webapp.proposals import queries
from webapp.proposals.models import Form, Move, Proposal
from webapp.proposals.rules import HIDDEN, KIND, Stage
from webapp.proposals.searched import SEARCHED
from webapp.web.resources import Resource, Row, moment, number, one_of, said, text


def _serialize(session: Session, ids: Collection[int], _now: datetime) -> Mapping[int, Row]:
    chosen = select(Proposal, Move.stage, queries.people_backing()).join(Move, queries.current())
    rows = session.execute(chosen.where(Proposal.id.in_(ids)))
    return {one.id: _row(one, stage, people) for one, stage, people in rows}


def _row(one: Proposal, stage: Stage, people: int) -> Row:
    return {
        "number": one.number or 0,
        "form": one.form.value,
        "title": one.title,
        "what": one.what,
        "where": one.where,
        "stage": stage.value,
        "backing": people,
        "threshold": one.threshold or 0,
        "proposed_at": said(one.created_at),
        "address": f"/proposals/{one.number}",
    }


RESOURCE = Resource(
    name="proposals", kind=KIND, title=_l("Proposals and petitions"), visible=SEARCHED.visible, serialize=_serialize,
    properties={
        "number": number("Its number in public"),
        "form": one_of("What it is", list(Form)),
        "title": text("What it is called"),
        "what": text("What is proposed"),
        "where": text("Where, in its author's words"),
        "stage": one_of("Where it stands", [stage for stage in Stage if stage not in HIDDEN]),
        "backing": number("How many people back it, online and on paper sheets that were checked"),
        "threshold": number("How many have to back it before an officer answers; 0 while that is not fixed"),
        "proposed_at": moment("When it was begun"),
        "address": text("Its page", format="uri"),
    },
)  # fmt: skip
