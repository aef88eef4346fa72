"""The polls of Merestone: one at each stage, with the votes that were planted, in the shapes that real votes leave."""

from collections import Counter
from random import Random

import pytest
from sqlalchemy import func, select

from tests.conftest import NOON
from webapp import clock
from webapp.access import Stage
from webapp.accounts.passwords import CHEAP
from webapp.database import db, writing
from webapp.demonstration import loading, polls, voting
from webapp.demonstration.dealing import deal
from webapp.polls import office_queries, queries
from webapp.polls.methods import METHODS
from webapp.polls.models import Ballot, Poll, ReceiptNumber, Voted
from webapp.polls.rules import Channel


@pytest.fixture(scope="module")
def loaded(_site):
    """The place, its people and its polls; loaded once."""
    _site.database.empty(_site.app)
    with clock.set_to(NOON), _site.app.app_context():
        writing.set(True)
        loading.load_place_and_people(db.session, CHEAP)
        voting.load(db.session, zone=loading.ZONE)
        db.session.commit()
        yield db.session


def find(session, words):
    return queries.find_by_slug(session, words.slug)


def test_there_is_a_poll_at_each_stage(loaded):
    stages = Counter(queries.stage(poll, now=NOON) for poll in loaded.scalars(select(Poll)))
    assert set(stages) == set(Stage)


def test_the_projects_of_the_high_street_have_the_votes_that_were_planted(loaded):
    poll = find(loaded, polls.HIGH_STREET)
    votes: Counter[int] = Counter()
    for marks, papers in queries.group_ballots(loaded, poll.id).items():
        assert 3 <= len(marks) <= 5
        votes.update({number: papers for number, _value in marks})
    named = {option.text: votes[option.number] for option in poll.options}
    assert named == {option.text: option.likes for option in polls.HIGH_STREET.options}
    assert (named["Steps and a rail for the library"], poll.options[7].cost) == (244, 21_000)
    assert queries.count_ballots(loaded, poll.id) == 1180
    ways = office_queries.count_ways(loaded, poll.id)
    assert ways.voted == {Channel.ONLINE: 790, Channel.PAPER: 390 + 17}
    assert sum(ways.spoilt.values()) == 17
    assert not office_queries.papers_pending(loaded, poll.id)


def test_by_most_votes_the_money_pays_for_the_library_steps_and_nothing_is_left(loaded):
    poll = find(loaded, polls.HIGH_STREET)
    for pot, amount, paid in ((0, 120_000, {1, 2, 3, 4, 5, 8}), (1, 30_000, {11, 12, 14})):
        left, won = amount, set()
        projects = [one for one in poll.options if one.pot_id == poll.pots[pot].id]
        for one in sorted(projects, key=lambda one: -polls.HIGH_STREET.options[one.number - 1].likes):
            if one.cost <= left:
                left, won = left - one.cost, won | {one.number}
        assert (won, left) == (paid, 0)


def test_every_ballot_is_one_that_its_poll_takes(loaded):
    for poll in loaded.scalars(select(Poll)):
        sheet, kind = queries.read_sheet(loaded, poll), METHODS[poll.method].kind
        for marks in queries.group_ballots(loaded, poll.id):
            assert kind.take(sheet, marks) == marks
            assert kind.problems(sheet, marks) == []


def test_secret_ballots_say_neither_who_nor_when_and_each_has_its_receipt(loaded):
    secret = select(Poll.id).where(Poll.secret)
    joined = select(func.count()).where(
        Ballot.poll_id.in_(secret), (Ballot.voted_id.is_not(None) | Ballot.at.is_not(None))
    )
    assert loaded.scalar(joined) == 0
    for table in (Ballot, ReceiptNumber):
        assert loaded.scalar(select(func.count(table.id))) == 1180 + 420 + 312 + 187 + 88 + 10 + 6
    assert loaded.scalar(select(func.count(Voted.id))) > 2000


def test_one_pile_is_done_one_waits_to_be_settled_and_one_is_half_keyed(loaded):
    poll = find(loaded, polls.BRIDGE)
    piles = office_queries.list_batches(loaded, poll.id)
    assert [(bool(one.keyed_at), bool(one.checked_at)) for one in piles] == [(True, True), (True, True), (True, False)]
    assert office_queries.has_open_batch(loaded, poll.id)


def test_dealing_gives_each_option_its_votes_and_many_different_ballots():
    votes = [60, 50, 40, 30, 20]
    ballots = deal(Random(1), votes, ballots=60, fewest=3, most=5)
    counted = Counter(option for marks in ballots for option, _value in marks)
    assert [counted[option] for option in range(1, 6)] == votes
    assert {len(marks) for marks in ballots} == {3, 4, 5}
    assert len(set(ballots)) > 10
