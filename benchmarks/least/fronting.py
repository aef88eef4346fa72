"""The front page: what is open, opens soon and has closed, near one area or anywhere, and what people propose."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, abort, g, render_template
from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from benchmarks.least.models import AboutArea, Area, Consultation, Move, Poll, PollOption, Proposal
from benchmarks.least.proposing import HIDDEN, PEOPLE

blueprint = Blueprint("fronting", __name__)
OPEN, SOON, CLOSED = 12, 4, 6
OPTIONS = select(func.count()).where(PollOption.poll_id == Poll.id).scalar_subquery()


@blueprint.get("/")
def front() -> str:
    return shown(None)


@blueprint.get("/places/<code>")
def place(code: str) -> str:
    with Session(g.engine) as session:
        area = session.scalar(select(Area).where(func.lower(Area.code) == code)) or abort(404)
    return shown(area)


def shown(area: Any) -> str:
    with Session(g.engine) as session:
        shelves: dict[str, list[Any]] = {"open": [], "soon": [], "closed": []}
        for model, kind, minutes in ((Consultation, "consultation", Consultation.minutes), (Poll, "poll", OPTIONS)):
            for name, rows in by_shelf(session, model, kind, minutes, area):
                shelves[name] += rows
        shelves["open"] = sorted(shelves["open"], key=lambda row: row[0].closes_at)[:OPEN]
        shelves["soon"] = sorted(shelves["soon"], key=lambda row: row[0].opens_at)[:SOON]
        shelves["closed"] = sorted(shelves["closed"], key=lambda row: row[0].closes_at, reverse=True)[:CLOSED]
        proposals = select(Proposal, Move, PEOPLE).join(Move, Move.proposal_id == Proposal.id).where(
            Move.ended_at.is_(None), Move.stage.not_in(HIDDEN), Proposal.hidden_at.is_(None)
        )  # fmt: skip
        if area is not None:
            proposals = proposals.where(or_(Proposal.area_id == area.id, Proposal.area_id.is_(None)))
        gathering = proposals.where(Move.stage == "gathering backing")
        near = session.execute(gathering.order_by(Proposal.threshold - PEOPLE).limit(2)).all()
        new = session.execute(proposals.order_by(Proposal.id.desc()).limit(3)).all()
        return render_template("front.html", area=area, proposals=[*near, *new][:3], **shelves)


def by_shelf(session: Session, model: Any, kind: str, minutes: Any, area: Any) -> list[tuple[str, list[Any]]]:
    now = datetime.now(UTC)
    rows = select(model, minutes, near_only(kind, model)).where(
        model.published_at.is_not(None), model.withdrawn_at.is_(None)
    )  # fmt: skip
    if area is not None:
        mine = exists().where(AboutArea.kind == kind, AboutArea.thing_id == model.id, AboutArea.area_id == area.id)
        rows = rows.where(or_(mine, ~near_only(kind, model)))
    return [
        ("open", list(session.execute(
            rows.where(model.opens_at <= now, model.closes_at > now).order_by(model.closes_at).limit(OPEN)))),
        ("soon", list(session.execute(rows.where(model.opens_at > now).order_by(model.opens_at).limit(SOON)))),
        ("closed", list(session.execute(
            rows.where(model.closes_at <= now).order_by(model.closes_at.desc()).limit(CLOSED)))),
    ]  # fmt: skip


def near_only(kind: str, model: Any) -> ColumnElement[bool]:
    return exists().where(AboutArea.kind == kind, AboutArea.thing_id == model.id)
