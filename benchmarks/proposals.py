"""5,000 proposals that people back, online and on paper; 500 of them in one area."""

import itertools
import random
from datetime import timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tests.support.people import make_person
from webapp import clock
from webapp.access import Role
from webapp.places.models import Area
from webapp.proposals.models import Backing, Move, Proposal, Sheet
from webapp.proposals.rules import Stage

ALL, IN_AREA = 5_000, 500
NEIGHBOURS = 60
WHAT = (
    "People wait there for the 14 and cannot sit. We ask for a bench with arms, out of the wind.\n\n"
    "Two hundred people get on there each day, and many of them are over seventy."
)
_WAY = (Stage.GATHERING, Stage.THRESHOLD, Stage.WITH_OFFICER, Stage.ASSESSMENT)


def add_proposals(session: Session) -> tuple[int, int]:
    """(the area with 500 of them, the number of one with a long story)."""
    lots, now = random.Random(3), clock.now()
    people = [make_person(session).id for _ in range(NEIGHBOURS)]
    officer = make_person(session, Role.OFFICER).id
    areas = list(session.scalars(select(Area.id).order_by(Area.id)))
    rows = [
        {"number": place + 1, "title": f"A bench at corner {place}", "what": WHAT, "who_benefits": "Older people.",
         "area_id": areas[0] if place % (ALL // IN_AREA) == 0 else areas[1 + place % (len(areas) - 1)],
         "author_id": people[place % NEIGHBOURS], "threshold": 50, "created_at": now - timedelta(minutes=ALL - place),
         "steps": {"50": "An officer is named, and answers in writing within 28 days."}}
        for place in range(ALL)
    ]  # fmt: skip
    ids = session.scalars(insert(Proposal).returning(Proposal.id, sort_by_parameter_order=True), rows).all()
    session.execute(insert(Move), [move for ident in ids for move in _moves(ident, now, officer)])
    session.execute(insert(Backing), [
        {"proposal_id": ident, "person_id": person, "at": now, "area_id": lots.choice(areas)}
        for ident in ids for person in lots.sample(people, NEIGHBOURS if ident == ids[-1] else lots.randrange(24))
    ])  # fmt: skip
    session.execute(insert(Sheet), [
        {"proposal_id": ident, "reference": "1", "lines": 37, "by_area": {str(areas[0]): 20}, "entered_at": now,
         "seed": "0" * 32, "sample": [1, 2], "sample_good": 2, "checked_at": now, "counted": 37}
        for ident in ids[::10]
    ])  # fmt: skip
    session.commit()
    return areas[0], ALL


def _moves(ident: int, now: object, officer: int) -> list[dict[str, object]]:
    """A way of one to four stages; the last one stands."""
    way = list(itertools.islice(_WAY, 1 + ident % len(_WAY)))
    return [
        {"proposal_id": ident, "stage": stage, "at": now, "ended_at": None if stage is way[-1] else now,
         "reason": "We look at it.", "officer_id": officer if stage in _WAY[2:] else None}
        for stage in way
    ]  # fmt: skip
