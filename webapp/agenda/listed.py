"""At the front door: promises that are late, what was decided lately, and what was said back."""

from collections.abc import Sequence
from datetime import datetime

from flask import current_app
from sqlalchemy import ColumnElement, and_, case, exists, false, literal, or_, select
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
    light = light_in_sql(today=clock.local_day(asked.now, zone), zone=zone, limits=limits)
    late = (
        select(Commitment, light)
        .where(Commitment.published_at.is_not(None), light.in_([one.value for one in LATE]))
        .order_by(Commitment.due_on, Commitment.id)
        .limit(MOST[Shelf.LATE])
    )
    return [_late(one, Light(word), zone) for one, word in session.execute(late)]


def _late(one: Commitment, light: Light, zone: str) -> Entry:
    return Entry(kind="commitment", id=one.id, shelf=Shelf.LATE, called=_("Promise"), title=one.title,
                 address=f"/commitments/{one.id}", at=clock.day_begins(one.due_on, zone), words=one.owner,
                 state=light.value, state_words=str(LIGHT_WORDS[light]))  # fmt: skip


def list_decided(session: Session, asked: Asked) -> Sequence[Entry]:
    """What was decided on issues of the area, or by its own body; and what was for the whole place. One statement."""
    later = aliased(Decision)
    replaced = exists().where(later.replaces_id == Decision.id, later.published_at.is_not(None))
    near = or_(Body.area_id == asked.area_id, _on_issues_of(asked.area_id)) if asked.area_id else false()
    newest = (
        select(Decision, Body.name, near)
        .join(AgendaItem, AgendaItem.id == Decision.item_id)
        .join(Body, Body.id == AgendaItem.body_id)
        .where(Decision.published_at.is_not(None), ~replaced)
        .order_by(Decision.decided_on.desc(), Decision.id.desc())
        .limit(MOST[Shelf.DECIDED])
    )
    if asked.area_id is not None:
        elsewhere = and_(Body.area_id.is_not(None), Body.area_id != asked.area_id)
        newest = newest.where(or_(near, ~elsewhere))
    zone = current_app.config["TIME_ZONE"]
    return [
        Entry(kind="decision", id=one.id, shelf=Shelf.DECIDED, called=_("Decision"), title=one.title, words=body,
              address=address_of_decision(one.id), at=clock.day_begins(one.decided_on, zone), near=bool(here))
        for one, body, here in session.execute(newest)
    ]  # fmt: skip


def _on_issues_of(area_id: int) -> ColumnElement[bool]:
    about = select(DecisionIssue.decision_id).join(Issue, Issue.id == DecisionIssue.issue_id)
    return Decision.id.in_(about.where(Issue.area_id == area_id))


def list_feedback(session: Session, asked: Asked) -> Sequence[Entry]:
    """What was said back of what is about the area, or about the whole place. One statement."""
    f = Feedback
    stands = (and_(f.kind == "consultation", Consultation.withdrawn_at.is_(None)),
              and_(f.kind == "poll", Poll.withdrawn_at.is_(None)))  # fmt: skip
    said = (
        select(f, case((f.kind == "poll", Poll.title), else_=Consultation.title),
               case((f.kind == "poll", Poll.slug), else_=Consultation.slug), _everywhere(asked))
        .outerjoin(Consultation, and_(f.kind == "consultation", Consultation.id == f.thing_id))
        .outerjoin(Poll, and_(f.kind == "poll", Poll.id == f.thing_id))
        .where(f.published_at.is_not(None), f.replaced_at.is_(None))
        .where(or_(*stands))
    )  # fmt: skip
    if asked.area_id is not None:
        near = (and_(f.kind == kind, concerns(kind, f.thing_id, asked.area_id)) for kind in ("consultation", "poll"))
        said = said.where(or_(*near))
    newest = said.order_by(f.published_at.desc(), f.id.desc()).limit(MOST[Shelf.FEEDBACK])
    return [_said(one, title, slug, near=not everywhere) for one, title, slug, everywhere in session.execute(newest)]


def _everywhere(asked: Asked) -> ColumnElement[bool]:
    if asked.area_id is None:
        return literal(True)
    f = Feedback
    return case((f.kind == "poll", is_everywhere("poll", f.thing_id)), else_=is_everywhere("consultation", f.thing_id))


def _said(one: Feedback, title: str, slug: str, *, near: bool) -> Entry:
    at: datetime | None = one.published_at
    return Entry(kind="feedback", id=one.id, shelf=Shelf.FEEDBACK, called=_("What we did"), title=title,
                 address=f"/{one.kind}s/{slug}/what-we-did", at=at, near=near)  # fmt: skip
