"""The list of proposals with how many back each, and the page of one."""

from typing import Any

from flask import Blueprint, abort, g, render_template, request
from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from benchmarks.least.answering import by_district, read_areas
from benchmarks.least.models import Backing, Move, Person, Proposal, Sheet
from webapp.proposals.rules import areas_shown

blueprint = Blueprint("proposing", __name__)
A_PAGE = 50
HIDDEN = ("draft", "in moderation")
ONLINE = select(func.count(Backing.id)).where(Backing.proposal_id == Proposal.id).scalar_subquery()
ON_PAPER = select(func.coalesce(func.sum(Sheet.counted), 0)).where(Sheet.proposal_id == Proposal.id).scalar_subquery()
PEOPLE = ONLINE + ON_PAPER


@blueprint.get("/proposals")
def register() -> str:
    after, area, words = (request.args.get(name, "") for name in ("after", "area", "words"))
    shown = [Move.ended_at.is_(None), Move.stage.not_in(HIDDEN), Proposal.hidden_at.is_(None)]
    if area.isdigit():
        shown.append(Proposal.area_id == int(area))
    if words:
        shown.append(or_(Proposal.title.icontains(words), Proposal.what.icontains(words)))
    with Session(g.engine) as session:
        found = select(Proposal.id).join(Move, Move.proposal_id == Proposal.id).where(*shown)
        total = session.scalar(select(func.count()).select_from(found.subquery()))
        officer = aliased(Person)
        rows = found.with_only_columns(Proposal, Move, PEOPLE, officer.name).outerjoin(
            officer, officer.id == Move.officer_id
        )
        if after:
            rows = rows.where(tuple_(Proposal.id) < (int(after),))
        listed = session.execute(rows.order_by(Proposal.id.desc()).limit(A_PAGE + 1)).all()
        areas = read_areas(session)
        return render_template("proposals.html", rows=listed[:A_PAGE], total=total, areas=areas, named=names_of(areas),
                               districts=by_district(areas), area=area, words=words,
                               next=listed[A_PAGE - 1][0].id if len(listed) > A_PAGE else None)  # fmt: skip


@blueprint.get("/proposals/<int:number>")
def show(number: int) -> str:
    with Session(g.engine) as session:
        proposal = session.scalar(select(Proposal).where(Proposal.number == number)) or abort(404)
        moves = session.execute(
            select(Move, Person.name).outerjoin(Person, Person.id == Move.officer_id)
            .where(Move.proposal_id == proposal.id).order_by(Move.id)
        ).all()  # fmt: skip
        counted = select(Backing.area_id, func.count()).where(Backing.proposal_id == proposal.id)
        by_area = dict(session.execute(counted.group_by(Backing.area_id)).tuples().all())
        people = sum(by_area.values())
        for sheet in session.scalars(select(Sheet).where(Sheet.proposal_id == proposal.id)):
            people += sheet.counted
            for area, lines in sheet.by_area.items():
                by_area[int(area)] = by_area.get(int(area), 0) + lines * sheet.counted // sheet.lines
        author = session.scalar(select(Person.name).where(Person.id == proposal.author_id))
        return render_template("proposal.html", proposal=proposal, moves=moves, people=people, author=author,
                               by_area=areas_shown(by_area, threshold=5),
                               named=names_of(read_areas(session)))  # fmt: skip


def names_of(areas: dict[str, Any]) -> dict[int, str]:
    return {row.id: row.name for row in areas.values()}
