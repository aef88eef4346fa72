"""Voting: once a person, whatever comes twice, at once, or late; and nothing joins a voter to a secret ballot."""

from datetime import timedelta

import pytest
from sqlalchemy import inspect, select

from tests.support.people import make_person
from tests.support.polls import make_poll, make_voting_code, site_receipts, vote_for
from tests.support.visitor import Visitor
from webapp import clock
from webapp.access import Stage
from webapp.polls import queries
from webapp.polls.models import Ballot, Network, ReceiptNumber, Voted
from webapp.polls.services import networks, voting
from webapp.polls.services.voting import AlreadyVoted, Closed

FIRST, SECOND = ((1, 1),), ((2, 1),)


def cast(session, poll, vote, now=None):
    return voting.cast(session, site_receipts(), poll=poll, vote=vote, now=now or clock.now()).ballot


def box(session, poll):
    session.rollback()
    return dict(queries.group_ballots(session, poll.id))


def test_one_person_who_votes_fifty_times_at_once_is_counted_once(session, race):
    poll_id = make_poll(session).id

    def act(inner):
        poll = inner.get(type_of_poll, poll_id)
        return cast(inner, poll, vote_for(poll, "person:1", FIRST, sending=next(sendings))).marks

    type_of_poll, sendings = type(make_poll(session, slug="other")), iter(range(50))
    outcomes = race(50, act)
    assert sum(isinstance(one, str) for one in outcomes) == 1
    assert all(isinstance(one, str | AlreadyVoted) for one in outcomes)
    session.rollback()
    assert queries.count_ballots(session, poll_id) == queries.count_voted(session, poll_id) == 1


def test_a_ballot_that_is_sent_three_times_is_one_and_gives_the_same_receipt(session):
    poll = make_poll(session)
    vote = vote_for(poll, "person:1", FIRST)
    ids = {cast(session, poll, vote).id for _ in range(3)}
    session.commit()
    assert len(ids) == 1
    assert box(session, poll) == {FIRST: 1}
    assert len(session.scalars(select(ReceiptNumber)).all()) == 1


def test_the_code_of_a_ballot_changes_it_and_the_receipt_stays(session):
    poll = make_poll(session)
    code = vote_for(poll, "person:1", FIRST).code
    cast(session, poll, vote_for(poll, "person:1", FIRST))
    cast(session, poll, vote_for(poll, "person:1", SECOND))
    session.commit()
    assert box(session, poll) == {SECOND: 1}
    assert session.scalars(select(ReceiptNumber.number)).all() == [site_receipts().number_for(code)]


def test_a_second_ballot_of_the_same_person_is_refused_and_the_first_stays(session):
    poll = make_poll(session)
    cast(session, poll, vote_for(poll, "person:1", FIRST))
    session.commit()
    with pytest.raises(AlreadyVoted):
        cast(session, poll, vote_for(poll, "person:1", SECOND, sending="again"))
    assert box(session, poll) == {FIRST: 1}


def test_a_vote_that_may_not_be_changed_stays_as_it_is(session):
    poll = make_poll(session, changeable=False)
    cast(session, poll, vote_for(poll, "person:1", FIRST))
    session.commit()
    with pytest.raises(AlreadyVoted, match="cannot be changed"):
        cast(session, poll, vote_for(poll, "person:1", SECOND))
    assert box(session, poll) == {FIRST: 1}


def test_votes_are_taken_from_the_opening_second_up_to_the_closing_second(session):
    poll = make_poll(session, stage=Stage.SCHEDULED)
    second = timedelta(seconds=1)
    for number, (now, taken) in enumerate(
        [(poll.opens_at - second, False), (poll.opens_at, True), (poll.closes_at - second, True),
         (poll.closes_at, False)]
    ):  # fmt: skip
        vote = vote_for(poll, f"person:{number}", FIRST)
        if taken:
            assert cast(session, poll, vote, now)
        else:
            with pytest.raises(Closed):
                cast(session, poll, vote, now)


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.SCHEDULED, Stage.CLOSED, Stage.WITHDRAWN])
def test_a_poll_that_is_not_open_takes_no_votes(session, stage):
    poll = make_poll(session, stage=stage)
    with pytest.raises(Closed):
        cast(session, poll, vote_for(poll, "person:1", FIRST))


def test_nothing_that_is_stored_of_a_secret_poll_joins_a_voter_to_a_ballot(session):
    """No column of the register or of the ballots holds a time, a shared number, or a person."""
    poll = make_poll(session)
    person = make_person(session)
    cast(session, poll, vote_for(poll, f"person:{person.id}", FIRST))
    session.commit()
    voted, ballot = session.scalars(select(Voted)).one(), session.scalars(select(Ballot)).one()
    receipt = session.scalars(select(ReceiptNumber)).one()
    assert ballot.voted_id is None
    assert ballot.at is None
    rows = [{column.key: getattr(row, column.key) for column in inspect(type(row)).columns}
            for row in (voted, ballot, receipt)]  # fmt: skip
    for one in rows:
        for other in rows:
            if one is not other:
                shared = {value for value in one.values() if value is not None} & set(other.values())
                assert shared <= {poll.id, voted.channel}
    assert str(person.id) not in {str(value) for value in rows[0].values()} - {str(poll.id)}


def test_rows_of_a_secret_poll_do_not_lie_in_the_order_in_which_they_came(session):
    """Whoever reads the tables in their own order must not find the first vote beside the first voter."""
    poll = make_poll(session)
    for number in range(12):
        cast(session, poll, vote_for(poll, f"person:{number}", FIRST))
    session.commit()
    came = [site_receipts().voter(poll.id, f"person:{number}") for number in range(12)]
    assert sorted(session.scalars(select(Voted.voter).order_by(Voted.id)).all()) == sorted(came)
    assert session.scalars(select(Voted.voter).order_by(Voted.id)).all() != came


def test_where_a_poll_is_not_secret_a_person_changes_their_vote_from_any_device(session):
    poll = make_poll(session, secret=False)
    cast(session, poll, vote_for(poll, "person:1", FIRST))
    cast(session, poll, vote_for(poll, "person:1", SECOND, sending="at the library"))
    session.commit()
    assert box(session, poll) == {SECOND: 1}


def test_a_voting_code_is_good_for_one_vote_in_its_own_poll(session, visitor):
    poll = make_poll(session, eligibility="code")
    other = make_poll(session, slug="other", eligibility="code")
    code = make_voting_code(session, poll)
    page = visitor.open(f"/polls/{poll.slug}/vote")
    wrong = page.fill(**{"choice": "1", "voting-code": make_voting_code(session, other)}).send("Look it over")
    assert "not good for this poll" in wrong.field_errors["voting-code"]
    sent = wrong.fill(**{"voting-code": code}).send("Look it over").send("Yes, send my vote")
    assert sent.h1 == "Your vote is counted"
    again = visitor.open(f"/polls/{poll.slug}/vote").fill(**{"choice": "2", "voting-code": code})
    assert again.send("Look it over").send("Yes, send my vote").h1 == "You have voted already"
    assert box(session, poll) == {FIRST: 1}


def test_the_same_sending_three_days_later_gives_the_same_receipt(session, as_resident):
    poll = make_poll(session)
    check = as_resident.open(f"/polls/{poll.slug}/vote").fill(choice="1").send("Look it over")
    first = check.send("Yes, send my vote")
    with clock.set_to(clock.now() + timedelta(days=3)):
        again = check.send("Yes, send my vote")
    assert codes_on(again) == codes_on(first)
    assert box(session, poll) == {FIRST: 1}


def codes_on(page):
    return [found.text_content() for found in page.all("//*[@class='fm-code fm-code--large']")]


def test_who_clears_their_cookies_in_a_poll_for_anyone_leaves_a_trace_that_is_joined_to_no_ballot(session, app):
    poll = make_poll(session, eligibility="anyone")
    for _ in range(4):
        Visitor(app).open(f"/polls/{poll.slug}/vote").fill(choice="1").send("Look it over").send("Yes, send my vote")
    session.rollback()
    assert networks.read_spread(session, poll.id) == networks.Spread(networks=1, most=4)
    assert "127.0.0.1" not in {row.network for row in session.scalars(select(Network))}


def test_a_vote_counts_by_when_it_arrived_not_by_when_the_database_had_time(session, as_resident, monkeypatch):
    poll = make_poll(session)
    check = as_resident.open(f"/polls/{poll.slug}/vote").fill(choice="1").send("Look it over")
    slow = iter([poll.closes_at - timedelta(seconds=1)])
    monkeypatch.setattr(clock, "now", lambda: next(slow, poll.closes_at + timedelta(seconds=5)))
    assert check.send("Yes, send my vote").h1 == "Your vote is counted"
