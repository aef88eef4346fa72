"""How many statements a list costs: few, and the same for one proposal and for hundreds."""

import itertools
from datetime import timedelta

import pytest
from sqlalchemy import insert

from tests.support.answering import make_places
from tests.support.people import make_person
from tests.support.proposals import back_by_many, make_proposal
from webapp import clock
from webapp.access import Role
from webapp.proposals.models import Move, Proposal
from webapp.proposals.rules import Stage

ADDRESSES = [
    "/proposals",
    "/proposals?sort=backing",
    "/proposals?words=bench",
    "/proposals?stage=gathering",
    "/proposals?area=1&words=bench&stage=working&sort=backing",
    "/proposals?after=0.60",
    "/proposals?sort=backing&after=5.60",
    "/proposals/related?title=a+bench+at+the+library",
]


def make_many(session, people, officer):
    """120 proposals at several stages, some with an officer, in two statements."""
    stages = itertools.cycle([Stage.GATHERING, Stage.THRESHOLD, Stage.WITH_OFFICER, Stage.DELIVERED])
    now = clock.now()
    rows = [
        {"number": 1_000 + place, "title": f"A bench at corner {place}", "what": "People wait there.", "steps": {},
         "author_id": people, "threshold": 50, "created_at": now}
        for place in range(120)
    ]  # fmt: skip
    made = session.scalars(insert(Proposal).returning(Proposal.id), rows).all()
    moves = [{"proposal_id": ident, "stage": next(stages), "at": now, "reason": "", "officer_id": officer,
              "due_on": (now + timedelta(days=3)).date()} for ident in made]  # fmt: skip
    session.execute(insert(Move), moves)
    session.commit()


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_list_costs_the_same_few_statements_for_hundreds_as_for_one(session, visitor, count_statements, address):
    places = make_places(session)
    one = make_proposal(session, area_id=places["Foundry"])
    back_by_many(session, one, 2, area_id=places["Foundry"])
    visitor.client.get(address)
    few = count_statements(lambda: visitor.client.get(address))
    make_many(session, make_person(session).id, make_person(session, Role.OFFICER).id)
    assert count_statements(lambda: visitor.client.get(address)) == few
    assert few <= 6


@pytest.mark.parametrize("address", ["/office/proposals", "/office/proposals?stage=working", "/office/proposals?late="])
def test_a_list_of_the_office_costs_the_same_for_hundreds_too(session, as_officer, count_statements, address):
    make_proposal(session, stage=Stage.WITH_OFFICER)
    as_officer.client.get(address)
    few = count_statements(lambda: as_officer.client.get(address))
    make_many(session, make_person(session).id, make_person(session, Role.OFFICER).id)
    assert count_statements(lambda: as_officer.client.get(address)) == few <= 10


def test_the_page_of_a_proposal_costs_the_same_however_long_its_story(session, visitor, count_statements):
    places = make_places(session)
    short, long = make_proposal(session), make_proposal(session)
    for area in places.values():
        back_by_many(session, long, 6, area_id=area)
    session.add_all(
        Move(proposal_id=long.id, stage=Stage.ASSESSMENT, at=clock.now(), ended_at=clock.now()) for _ in range(30)
    )
    session.commit()
    visitor.open(f"/proposals/{short.number}")
    few = count_statements(lambda: visitor.open(f"/proposals/{short.number}"))
    assert count_statements(lambda: visitor.open(f"/proposals/{long.number}")) == few
    assert few <= 15


def test_all_pages_together_show_each_of_hundreds_once(session, visitor):
    make_many(session, make_person(session).id, make_person(session, Role.OFFICER).id)
    for sort in ("", "?sort=backing", "?words=corner"):
        page, seen = visitor.open(f"/proposals{sort}"), []
        while True:
            seen += page.all("//main//h2/a/@href")
            if not page.all("//a[contains(., 'Next page')]"):
                break
            page = page.link("Next page")
        assert len(seen) == len(set(seen)) == 120
