"""At the front door: promises that are late, what was decided lately, and what was said back."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, and_, bindparam, case, exists, false, literal, or_, select
from sqlalchemy.orm import Session, aliased

from webapp import clock
from webapp.agenda.models import AgendaItem, Body, Commitment, Decision, DecisionIssue, Feedback, Issue
from webapp.agenda.queries.lateness import light_in_sql
from webapp.agenda.rules.lateness import LATE, Light, Limits
from webapp.agenda.things_decisions import address_of_decision
from webapp.agenda.words import LIGHT_WORDS
from webapp.consultations.models import Consultation
from webapp.i18n import _
from webapp.places.abouts import concerns, is_everywhere
from webapp.polls.models import Poll
from webapp.web.listed import MOST, Asked, Entry, Shelf


def list_late(session: Session, asked: Asked) -> Sequence[Entry]:
    """Promises are made to the whole place, so that they are late everywhere. One statement."""
    settings = current_app.config
    zone = settings["TIME_ZONE"]
    limits = Limits(red_after=settings["LATE_RED_DAYS"], silent_after=settings["SILENT_DAYS"])
    rows = session.execute(_late_on(clock.local_day(asked.now, zone), zone, limits))
    return [_late(one, Light(word), zone) for one, word in rows]


@lru_cache(maxsize=2)
def _late_on(today: date, zone: str, limits: Limits) -> Any:
    """Put together once a day."""
    light = light_in_sql(today=today, zone=zone, limits=limits)
    return (
        select(Commitment, light)
        .where(Commitment.published_at.is_not(None), light.in_([one.value for one in LATE]))
        .order_by(Commitment.due_on, Commitment.id)
        .limit(MOST[Shelf.LATE])
    )


def _late(one: Commitment, light: Light, zone: str) -> Entry:
    return Entry(kind="commitment", id=one.id, shelf=Shelf.LATE, called=_("Promise"), title=one.title,
                 address=f"/commitments/{one.id}", at=clock.day_begins(one.due_on, zone), words=one.owner,
                 state=light.value, state_words=str(LIGHT_WORDS[light]))  # fmt: skip


def list_decided(session: Session, asked: Asked) -> Sequence[Entry]:
    """What was decided on issues of the area, or by its own body; and what was for the whole place. One statement."""
    zone = current_app.config["TIME_ZONE"]
    rows = session.execute(_decided(near=asked.area_id is not None), {"area_id": asked.area_id})
    return [
        Entry(kind="decision", id=one.id, shelf=Shelf.DECIDED, called=_("Decision"), title=one.title, words=body,
              address=address_of_decision(one.id), at=clock.day_begins(one.decided_on, zone), near=bool(here))
        for one, body, here in rows
    ]  # fmt: skip


@cache
def _decided(*, near: bool) -> Any:
    """Put together once. Field: `area_id`."""
    later = aliased(Decision)
    area_id: ColumnElement[int] = bindparam("area_id")
    replaced = exists().where(later.replaces_id == Decision.id, later.published_at.is_not(None))
    here = or_(Body.area_id == area_id, _on_issues_of(area_id)) if near else false()
    newest = (
        select(Decision, Body.name, here)
        .join(AgendaItem, AgendaItem.id == Decision.item_id)
        .join(Body, Body.id == AgendaItem.body_id)
        .where(Decision.published_at.is_not(None), ~replaced)
        .order_by(Decision.decided_on.desc(), Decision.id.desc())
        .limit(MOST[Shelf.DECIDED])
    )
    elsewhere = and_(Body.area_id.is_not(None), Body.area_id != area_id)
    return newest.where(or_(here, ~elsewhere)) if near else newest


def _on_issues_of(area_id: ColumnElement[int]) -> ColumnElement[bool]:
    about = select(DecisionIssue.decision_id).join(Issue, Issue.id == DecisionIssue.issue_id)
    return Decision.id.in_(about.where(Issue.area_id == area_id))


def list_feedback(session: Session, asked: Asked) -> Sequence[Entry]:
    """What was said back of what is about the area, or about the whole place. One statement."""
    rows = session.execute(_feedback(near=asked.area_id is not None), {"area_id": asked.area_id})
    return [_said(one, title, slug, near=not everywhere) for one, title, slug, everywhere in rows]


@cache
def _feedback(*, near: bool) -> Any:
    """Put together once. Field: `area_id`."""
    f = Feedback
    area_id: ColumnElement[int] = bindparam("area_id")
    stands = (and_(f.kind == "consultation", Consultation.withdrawn_at.is_(None)),
              and_(f.kind == "poll", Poll.withdrawn_at.is_(None)))  # fmt: skip
    said = (
        select(f, case((f.kind == "poll", Poll.title), else_=Consultation.title),
               case((f.kind == "poll", Poll.slug), else_=Consultation.slug), _everywhere() if near else literal(True))
        .outerjoin(Consultation, and_(f.kind == "consultation", Consultation.id == f.thing_id))
        .outerjoin(Poll, and_(f.kind == "poll", Poll.id == f.thing_id))
        .where(f.published_at.is_not(None), f.replaced_at.is_(None))
        .where(or_(*stands))
    )  # fmt: skip
    if near:
        about = (and_(f.kind == kind, concerns(kind, f.thing_id, area_id)) for kind in ("consultation", "poll"))
        said = said.where(or_(*about))
    return said.order_by(f.published_at.desc(), f.id.desc()).limit(MOST[Shelf.FEEDBACK])


def _everywhere() -> ColumnElement[bool]:
    f = Feedback
    return case((f.kind == "poll", is_everywhere("poll", f.thing_id)), else_=is_everywhere("consultation", f.thing_id))


def _said(one: Feedback, title: str, slug: str, *, near: bool) -> Entry:
    at: datetime | None = one.published_at
    return Entry(kind="feedback", id=one.id, shelf=Shelf.FEEDBACK, called=_("What we did"), title=title,
                 address=f"/{one.kind}s/{slug}/what-we-did", at=at, near=near)  # fmt: skip
