"""Polls for programs. Of votes nothing: a result stands on its page, with what it rests on."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.access import Stage
from webapp.i18n import _l
from webapp.polls import queries
from webapp.polls.methods import EVERY
from webapp.polls.models import Poll, PollOption
from webapp.polls.searched import POLLS
from webapp.polls.things import KIND, address_of
from webapp.web.resources import Resource, Row, moment, number, one_of, said, text

_OPTIONS = select(func.count()).where(PollOption.poll_id == Poll.id).correlate(Poll).scalar_subquery()


def _serialize(session: Session, ids: Collection[int], now: datetime) -> Mapping[int, Row]:
    rows = session.execute(select(Poll, _OPTIONS).where(Poll.id.in_(ids)))
    return {one.id: _row(one, options, now) for one, options in rows}


def _row(one: Poll, options: int, now: datetime) -> Row:
    return {
        "title": one.title,
        "question": one.question,
        "method": one.method,
        "options": options,
        "stage": queries.stage(one, now=now).value,
        "opens_at": said(one.opens_at),
        "closes_at": said(one.closes_at),
        "address": address_of(one),
    }


RESOURCE = Resource(
    name="polls", kind=KIND, title=_l("Polls"), visible=POLLS.visible, serialize=_serialize,
    properties={
        "title": text("What it is called"),
        "question": text("What is asked"),
        "method": one_of("How votes are counted", sorted(EVERY)),
        "options": number("How many options stand on the ballot; 0 where people answer statements"),
        "stage": one_of("Where it stands", [Stage.SCHEDULED, Stage.OPEN, Stage.CLOSED]),
        "opens_at": moment("When it opens or opened"),
        "closes_at": moment("When it closes or closed"),
        "address": text("Its page", format="uri"),
    },
)  # fmt: skip
