"""Proposals for tests: made in one line, at the stage they are wanted at."""

import itertools
from typing import Any

from sqlalchemy.orm import Session

from tests.support.people import make_person
from webapp import clock
from webapp.accounts.models import Person
from webapp.proposals import queries
from webapp.proposals.models import Backing, Move, Proposal, Sheet
from webapp.proposals.rules import HIDDEN, NEEDS_OFFICER, Stage, draw_sample
from webapp.proposals.services import moving, writing

_tokens = itertools.count(1)
SEED = "0" * 32


def make_proposal(
    session: Session, *, stage: Stage = Stage.GATHERING, author: Person | None = None, threshold: int = 50, **parts: Any
) -> Proposal:
    """A whole proposal at `stage`, reached by one move. Committed."""
    author = author or make_person(session)
    words = {"title": "A bench at the library steps", "what": "People wait there and cannot sit.",
             "who_benefits": "Older people."} | parts  # fmt: skip
    title = words.pop("title")
    proposal = writing.begin(session, author_id=author.id, token=f"token {next(_tokens)}", title=title)
    writing.save(session, proposal=proposal, **words)
    if stage is not Stage.DRAFT:
        writing.send_in(session, proposal=proposal, person_id=author.id)
    if stage not in HIDDEN:
        moving.let_in(session, proposal=proposal, actor_id=None)
        proposal.threshold, proposal.steps = threshold, {str(threshold): "An officer answers in writing."}
    if stage not in HIDDEN | {Stage.GATHERING}:
        officer = make_person(session) if stage in NEEDS_OFFICER else None
        moving.move(session, proposal=proposal, since=Stage.GATHERING, to=stage, actor_id=None,
                    reason="Because it is so.", officer_id=officer.id if officer else None)  # fmt: skip
    session.commit()
    return proposal


def back_by_many(session: Session, proposal: Proposal, people: int, *, area_id: int | None = None) -> None:
    """So many people back it, without crossing anything. Committed."""
    for _ in range(people):
        session.add(
            Backing(proposal_id=proposal.id, person_id=make_person(session).id, at=clock.now(), area_id=area_id)
        )
    session.commit()


def make_sheet(session: Session, proposal: Proposal, *, lines: int = 37, entered_by: Person | None = None) -> Sheet:
    sheet = Sheet(proposal_id=proposal.id, reference="1", lines=lines, by_area={}, entered_at=clock.now(), seed=SEED,
                  entered_by=entered_by.id if entered_by else None, sample=draw_sample(SEED, lines))  # fmt: skip
    session.add(sheet)
    session.commit()
    return sheet


def stage_of(session: Session, proposal: Proposal) -> Stage:
    session.rollback()
    session.expire_all()
    return queries.move_now(session, proposal).stage


def moves_of(session: Session, proposal: Proposal) -> list[Move]:
    session.rollback()
    session.expire_all()
    return [move for move, _name in queries.list_moves(session, proposal)]
