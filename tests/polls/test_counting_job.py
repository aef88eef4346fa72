"""Counting a closed poll: once, after closing, from the ballots that are in the box, whatever happens to the worker."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.people import make_person
from tests.support.polls import cast_many, make_poll
from webapp import clock
from webapp.access import Stage
from webapp.database import db
from webapp.jobs import worker
from webapp.jobs.models import Job
from webapp.polls import queries, results
from webapp.polls.jobs import count_poll
from webapp.polls.models import PollResult, VotingCode
from webapp.polls.paper_models import Paper, PaperBatch, PaperState, Spoilt
from webapp.polls.services import freezing, papers
from webapp.polls.services.freezing import BoxChanged
from webapp.polls.signals import result_counted, winners_announced

FIRST, SECOND = ((1, 1),), ((2, 1),)
MINUTE = timedelta(minutes=1)
JOBS = {"count-poll": "webapp.polls.jobs:count_poll"}


def tell(*_):
    """Nobody waits for the progress here."""


def count(poll):
    return count_poll(db.sessionmaker, {"poll_id": poll.id}, tell)


def stored(session):
    session.rollback()
    return session.scalars(select(PollResult)).all()


@pytest.fixture
def heard():
    said = []

    def note(_sender, **facts):
        said.append(facts)

    with result_counted.connected_to(note), winners_announced.connected_to(note):
        yield said


def test_a_closed_poll_is_counted_once_and_what_is_stored_can_be_counted_again(session):
    poll = make_poll(session, stage=Stage.CLOSED)
    cast_many(session, poll, [(3, FIRST), (2, SECOND)])
    assert count(poll) == {"counted": True, "ballots": 5}
    assert count(poll) == {"counted": False, "why": "counted"}
    (result,) = stored(session)
    assert result.record["elected"] == [1]
    assert result.record["rounds"][0]["totals"] == {"1": "3", "2": "2", "3": "0"}
    assert result.seed == poll.seed
    assert result.rules_version == result.record["version"]
    assert results.read_box(queries.read_frozen_box(session, poll.id)) == {FIRST: 3, SECOND: 2}


def test_it_is_counted_one_minute_after_the_closing_time_that_holds(session):
    poll = make_poll(session)
    freezing.plan(session, poll=poll)
    first = poll.closes_at
    poll.closes_at = first + timedelta(hours=1)
    freezing.plan(session, poll=poll)
    freezing.plan(session, poll=poll)
    session.commit()
    assert [job.due_at - MINUTE for job in session.scalars(select(Job).order_by(Job.id))] == [first, poll.closes_at]
    for moment, counted in [(first + MINUTE, 0), (poll.closes_at + MINUTE / 2, 0), (poll.closes_at + MINUTE, 1)]:
        with clock.set_to(moment):
            worker.run_all(db.sessionmaker, JOBS)
        assert len(stored(session)) == counted
        session.rollback()  # the worker's transactions begin as writing ones, and so does ours after it


@pytest.mark.parametrize("stage", [Stage.SCHEDULED, Stage.OPEN, Stage.WITHDRAWN])
def test_a_poll_that_has_not_closed_is_not_counted(session, stage):
    assert count(make_poll(session, stage=stage)) == {"counted": False, "why": "not closed"}


def test_two_workers_that_count_the_same_poll_store_one_result_and_tell_of_it_once(session, race, heard):
    poll = make_poll(session, stage=Stage.CLOSED)
    cast_many(session, poll, [(3, FIRST)])
    outcomes = race(4, lambda _session: count(poll)["counted"])
    assert sorted(outcomes) == [False, False, False, True]
    assert len(stored(session)) == len(heard) == 1


def test_a_count_that_is_killed_halfway_is_done_again(session):
    poll = make_poll(session, stage=Stage.CLOSED)
    cast_many(session, poll, [(3, FIRST)])

    def killed(step, _done, _total):
        if step.startswith("Writing"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        count_poll(db.sessionmaker, {"poll_id": poll.id}, killed)
    assert stored(session) == []
    assert count(poll)["counted"]


def test_ballots_that_come_in_while_it_is_counted_are_not_left_out(session):
    poll = make_poll(session, stage=Stage.CLOSED)
    cast_many(session, poll, [(3, FIRST)])
    box = freezing.read_box(session, poll)
    cast_many(session, poll, [(0, FIRST), (1, SECOND)])
    with pytest.raises(BoxChanged):
        freezing.freeze(session, poll=poll, box=box, count=None, threshold=5, now=clock.now())


def test_the_winners_of_a_budget_are_announced_with_what_they_cost(session, heard):
    options = [("Swings", 40), ("A pond", 70), ("Benches", 50)]
    poll = make_poll(session, method="budget-greedy", stage=Stage.CLOSED, options=options, pot=100)
    cast_many(session, poll, [(3, ((1, 1), (3, 1))), (2, ((2, 1),))])
    count(poll)
    assert {"poll_id": poll.id, "projects": [1, 3], "costs": {1: 40, 3: 50}} in heard


def test_money_is_not_announced_where_too_few_people_voted(session, heard):
    options = [("Swings", 40), ("A pond", 70)]
    poll = make_poll(session, method="budget-greedy", stage=Stage.CLOSED, options=options, pot=100, quorum=6)
    cast_many(session, poll, [(5, ((1, 1),))])
    count(poll)
    assert heard == [{"poll_id": poll.id}]


def test_a_poll_with_papers_is_counted_once_nobody_keys_them_any_more(session):
    poll = make_poll(session, stage=Stage.CLOSED)
    session.add(VotingCode(poll_id=poll.id, digest="d", paper=True))
    session.commit()
    assert count(poll) == {"counted": False, "why": "papers wait"}
    session.rollback()
    papers.close(session, poll=poll, by=make_person(session).id)
    session.commit()
    assert session.scalars(select(Job.kind)).all() == ["count-poll"]
    assert count(poll)["counted"]


def test_papers_that_could_not_be_counted_are_told_with_the_result(session):
    poll = make_poll(session, stage=Stage.CLOSED)
    pile = PaperBatch(poll_id=poll.id, label="the library", made_at=clock.now(), checked_at=clock.now())
    pile.papers = [Paper(poll_id=poll.id, number=number, state=PaperState.SPOILT, spoilt=Spoilt.BLANK)
                   for number in (1, 2)]  # fmt: skip
    session.add(pile)
    session.commit()
    count(poll)
    (result,) = stored(session)
    assert results.read_facts(result.facts).spoilt == 2
