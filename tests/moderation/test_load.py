"""A long queue: what a page of it costs, and that going through it shows everything once."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import event, insert

from tests.support.people import make_person, sign_in
from tests.support.proposals import make_proposal
from tests.support.visitor import Visitor
from webapp import clock
from webapp.access import Role
from webapp.database import db
from webapp.moderation import people, queries
from webapp.moderation.models import Case, Ruling, Verdict, Why

MANY = 5_000


@pytest.fixture
def moderator(session):
    return make_person(session, Role.MODERATOR)


def fill(session, many, *, first=1_000):
    """So many open cases, every hundredth urgent, of things that are gone but for the oldest 25."""
    author = make_person(session)
    real = [make_proposal(session, author=author).id for _ in range(queries.A_PAGE)]
    ids = [*real, *range(first, first + many - len(real))]
    session.execute(insert(Case), [
        {"kind": "proposal", "thing_id": ident, "author_id": author.id, "why": Why.FLAGGED, "urgent": at % 100 == 99,
         "opened_at": clock.now() + timedelta(seconds=at)} for at, ident in enumerate(ids)])  # fmt: skip
    session.commit()


def statements(act):
    """How many statements `act` sends."""
    sent = []

    def hear(_connection, _cursor, statement, *_more):
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", hear)
    try:
        act()
    finally:
        event.remove(db.engine, "before_cursor_execute", hear)
    return len(sent)


def test_a_page_of_the_queue_costs_the_same_statements_at_5000_open_cases(app, session, moderator):
    fill(session, 50)
    visitor = sign_in(Visitor(app), moderator)
    few = statements(lambda: visitor.open("/office/moderation"))
    fill(session, MANY - 50, first=10_000)
    assert statements(lambda: visitor.open("/office/moderation")) == few <= 14
    assert "5,000 cases wait in all" in visitor.open("/office/moderation").main


def test_paging_through_5000_shows_each_once_and_what_is_urgent_first(session, moderator):
    fill(session, MANY)
    seen, after, slowest = [], None, 0.0
    while True:
        begun = time.perf_counter()
        rows, after = queries.list_queue(session, person_id=moderator.id, after=after)
        slowest = max(slowest, time.perf_counter() - begun)
        seen += [(not row.case.urgent, row.case.id) for row in rows]
        if after is None:
            break
    assert len(seen) == len(set(seen)) == MANY
    assert seen == sorted(seen)
    assert slowest < 0.5


def test_a_persons_page_costs_the_same_however_much_was_decided(session, moderator):
    author = make_person(session)
    make_proposal(session, author=author)
    decide_many(session, author, 3)
    few = statements(lambda: people.find_known(session, author))
    decide_many(session, author, 300)
    assert statements(lambda: people.find_known(session, author)) == few <= 16


def decide_many(session, author, many):
    for _ in range(many):
        case = Case(kind="proposal", thing_id=1, author_id=author.id, why=Why.HELD, opened_at=clock.now(),
                    closed_at=clock.now())  # fmt: skip
        session.add(case)
        session.flush()
        session.add(Ruling(case_id=case.id, kind="proposal", thing_id=1, author_id=author.id, verdict=Verdict.SHOW,
                           at=clock.now()))  # fmt: skip
    session.commit()
    session.expire_all()
    session.refresh(author)
