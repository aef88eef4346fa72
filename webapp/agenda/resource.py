"""Issues with their replies, decisions and commitments for programs. Who owns one is not told here."""

from collections.abc import Collection, Mapping
from datetime import datetime

from flask import current_app
from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session, aliased

from webapp import clock
from webapp.agenda.models import Commitment, Decision, Issue, Outcome, Reply
from webapp.agenda.queries.lateness import light_in_sql
from webapp.agenda.rules.lateness import Light, Limits
from webapp.agenda.searched import COMMITMENTS, DECISIONS, ISSUES
from webapp.agenda.things_decisions import address_of_decision
from webapp.i18n import _l
from webapp.web.resources import Resource, Row, Schema, day, moment, number, one_of, said, text


def _nullable(schema: Schema) -> Schema:
    """The same, or null. Where words are listed null is one of them."""
    words = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return {**schema, "type": [schema["type"], "null"], **words}


def _read_issues(session: Session, ids: Collection[int], _now: datetime) -> Mapping[int, Row]:
    current = and_(Reply.issue_id == Issue.id, Reply.replaced_at.is_(None))
    rows = session.execute(select(Issue, Reply).outerjoin(Reply, current).where(Issue.id.in_(ids)))
    return {one.id: _issue(one, reply) for one, reply in rows}


def _issue(one: Issue, reply: Reply | None) -> Row:
    return {
        "sentence": one.sentence,
        "people": one.people,
        "who": one.who,
        "how_strongly": one.how_strongly,
        "who_disagrees": one.who_disagrees,
        "small_voices": one.small_voices,
        "published_at": said(one.published_at),
        "outcome": reply.outcome.value if reply else None,
        "reason": reply.reason if reply else None,
        "changed": reply.changed if reply else None,
        "replied_at": said(reply.at) if reply else None,
        "address": f"/issues/{one.id}",
    }


def _read_decisions(session: Session, ids: Collection[int], _now: datetime) -> Mapping[int, Row]:
    later = aliased(Decision)
    replaced = exists().where(later.replaces_id == Decision.id, later.published_at.is_not(None))
    rows = session.execute(select(Decision, replaced).where(Decision.id.in_(ids)))
    return {one.id: _decision(one, is_replaced) for one, is_replaced in rows}


def _decision(one: Decision, replaced: bool) -> Row:
    return {
        "title": one.title,
        "what": one.what,
        "reasons": one.reasons,
        "maker": one.maker,
        "decided_on": one.decided_on.isoformat(),
        "call_in_until": one.call_in_until.isoformat() if one.call_in_until else None,
        "replaced": replaced,
        "address": address_of_decision(one.id),
    }


def _read_commitments(session: Session, ids: Collection[int], now: datetime) -> Mapping[int, Row]:
    settings = current_app.config
    zone, limits = settings["TIME_ZONE"], Limits(red_after=settings["LATE_RED_DAYS"],
                                                 silent_after=settings["SILENT_DAYS"])  # fmt: skip
    light = light_in_sql(today=clock.local_day(now, zone), zone=zone, limits=limits)
    rows = session.execute(select(Commitment, light).where(Commitment.id.in_(ids)))
    return {one.id: _commitment(one, word) for one, word in rows}


def _commitment(one: Commitment, light: str) -> Row:
    return {
        "title": one.title,
        "what": one.what,
        "light": light,
        "due_on": one.due_on.isoformat(),
        "delivered_on": one.delivered_on.isoformat() if one.delivered_on else None,
        "what_came_of_it": one.delivered_words,
        "budget_pence": one.budget_pence,
        "address": f"/commitments/{one.id}",
    }


RESOURCES = (
    Resource(
        name="issues", kind=ISSUES.kind, title=_l("Issues"), visible=ISSUES.visible, serialize=_read_issues,
        properties={
            "sentence": text("What people raised"),
            "people": number("How many raised it, or at least how many where sources cannot be told apart"),
            "who": text("Who says so"),
            "how_strongly": text("How strongly"),
            "who_disagrees": text("Who disagrees"),
            "small_voices": text("Views that few people have"),
            "published_at": moment("When it was published"),
            "outcome": _nullable(one_of("What the reply says; null while there is none", list(Outcome))),
            "reason": _nullable(text("Why")),
            "changed": _nullable(text("What is different because people raised it")),
            "replied_at": moment("When the reply was given"),
            "address": text("Its page", format="uri"),
        },
    ),
    Resource(
        name="decisions", kind=DECISIONS.kind, title=_l("Decisions"), visible=DECISIONS.visible,
        serialize=_read_decisions,
        properties={
            "title": text("What it is called"),
            "what": text("What was decided"),
            "reasons": text("Why"),
            "maker": text("Who decided"),
            "decided_on": day("On which day"),
            "call_in_until": day("The last day on which it can or could be called in"),
            "replaced": {"type": "boolean", "description": "Whether a later record stands in its place"},
            "address": text("Its page", format="uri"),
        },
    ),
    Resource(
        name="commitments", kind=COMMITMENTS.kind, title=_l("Promises"), visible=COMMITMENTS.visible,
        serialize=_read_commitments,
        properties={
            "title": text("What was promised"),
            "what": text("In more words"),
            "light": one_of("Where it stands today", [light.value for light in Light]),
            "due_on": day("By which day"),
            "delivered_on": day("When it was done"),
            "what_came_of_it": text("What came of it, once it is done"),
            "budget_pence": _nullable(number("What it may cost, in pence")),
            "address": text("Its page", format="uri"),
        },
    ),
)  # fmt: skip
