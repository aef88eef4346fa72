"""Secret ballots at rest: rows lie in an order by chance, and votes that come meanwhile are kept."""

import pytest
from sqlalchemy import select, text

from tests.polls.test_counting_job import tell
from tests.support.polls import cast_many, make_poll, site_receipts, vote_for
from webapp import clock
from webapp.database import db
from webapp.jobs.models import Job
from webapp.jobs.services import finish
from webapp.polls import queries
from webapp.polls.jobs import shuffle_ballots
from webapp.polls.models import Ballot, Poll, ReceiptNumber, Voted
from webapp.polls.services import shuffling, voting

FIRST, SECOND = ((1, 1),), ((2, 1),)
TABLES = {Voted: "voter", Ballot: "token", ReceiptNumber: "number"}


def rows(session, model):
    """What a row says by its number, without the number."""
    session.rollback()
    names = [column.name for column in model.__table__.columns if column.name != "id"]
    return {one.id: tuple(getattr(one, name) for name in names) for one in session.scalars(select(model))}


@pytest.mark.parametrize("model", TABLES)
def test_rows_get_new_numbers_and_say_what_they_said(session, model):
    poll, other = make_poll(session), make_poll(session, slug="other")
    cast_many(session, poll, [(7, FIRST), (5, SECOND)])
    cast_many(session, other, [(1, FIRST)])
    before = rows(session, model)
    shuffling.shuffle(session, poll=poll)
    session.commit()
    after = rows(session, model)
    assert sorted(map(str, after.values())) == sorted(map(str, before.values()))
    assert len(before.keys() & after.keys()) == 1  # the other poll's


def test_on_postgresql_neither_place_nor_transaction_tells_which_ballot_came_with_which_voter(session):
    if session.get_bind().dialect.name != "postgresql":
        pytest.skip("SQLite keeps rows in the order of their numbers")
    poll = make_poll(session)
    cast_many(session, poll, [(30, FIRST)])
    shuffling.shuffle(session, poll=poll)
    session.commit()
    names = {model.__tablename__: TABLES[model] for model in TABLES}
    wrote = {session.scalar(text(f"SELECT count(DISTINCT xmin::text) FROM {name}")) for name in names}
    assert wrote == {1}
    came = [site_receipts().voter(poll.id, f"person 0.{number}") for number in range(30)]
    lie = session.scalars(text("SELECT voter FROM voted ORDER BY ctid")).all()
    assert sorted(lie) == sorted(came)
    assert lie != came


def test_votes_and_changes_of_votes_that_come_during_shuffles_are_all_kept(session, race):
    poll_id = make_poll(session).id
    cast_many(session, session.get_one(Poll, poll_id), [(12, FIRST)])
    turns = iter(range(24))

    def act(inner):
        turn, poll = next(turns), inner.get_one(Poll, poll_id)
        if turn % 2:
            return shuffling.shuffle(inner, poll=poll)
        voter = f"person 0.{turn // 2}" if turn % 4 else f"newcomer {turn}"
        return voting.cast(
            inner, site_receipts(), poll=poll, vote=vote_for(poll, voter, SECOND), now=clock.now()
        ).ballot.marks

    outcomes = race(24, act)
    assert [one for one in outcomes if isinstance(one, Exception)] == []
    session.rollback()
    assert dict(queries.group_ballots(session, poll_id)) == {FIRST: 6, SECOND: 12}
    assert queries.count_voted(session, poll_id) == len(queries.read_receipts(session, poll_id)) == 18


def shuffle(poll):
    return shuffle_ballots(db.sessionmaker, {"poll_id": poll.id}, tell)


def test_it_is_done_when_enough_votes_are_new_and_asked_for_again_while_the_poll_is_open(session):
    poll = make_poll(session)
    cast_many(session, poll, [(shuffling.LEAST_NEW - 1, FIRST)])
    before = rows(session, Ballot)
    assert shuffle(poll) == {"votes": 0}
    assert rows(session, Ballot) == before
    cast_many(session, poll, [(0, FIRST), (1, SECOND)])
    assert shuffle(poll) == {"votes": shuffling.LEAST_NEW}
    assert rows(session, Ballot).keys().isdisjoint(before)
    (job,) = session.scalars(select(Job))
    assert job.due_at == clock.now() + shuffling.EVERY
    finish(session, job, result={"votes": shuffling.LEAST_NEW})
    session.commit()
    before = rows(session, Ballot)
    assert shuffle(poll) == {"votes": shuffling.LEAST_NEW}
    assert rows(session, Ballot) == before


def test_a_poll_that_is_not_secret_keeps_its_rows(session):
    poll = make_poll(session, secret=False)
    cast_many(session, poll, [(12, FIRST)])
    before = rows(session, Ballot)
    shuffling.shuffle(session, poll=poll)
    session.commit()
    assert rows(session, Ballot) == before
    shuffling.plan(session, poll=poll)
    assert session.scalars(select(Job)).all() == []
