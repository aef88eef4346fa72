"""That a poll opens is told when it does; that it takes votes for longer, or is withdrawn, at once."""

from datetime import timedelta

import pytest

from tests.conftest import NOON
from tests.support.answering import make_places
from tests.support.people import make_person
from tests.support.polls import make_poll
from tests.support.subscribers import make_subscriber, told, work_at
from webapp.access import Role, Stage
from webapp.notices.topics import Topic
from webapp.places import abouts
from webapp.polls.services import lifecycle

TUESDAY, WEEK = NOON + timedelta(days=1), timedelta(days=7)
ANYWHERE = Topic("area", 0)


def publish(session, *, areas=()):
    poll = make_poll(session, stage=Stage.DRAFT)
    abouts.set_about(session, kind="poll", thing_id=poll.id, areas=areas)
    officer = make_person(session, Role.OFFICER)
    lifecycle.publish(session, poll=poll, opens_at=TUESDAY, closes_at=TUESDAY + WEEK, by=officer.id)
    return poll, officer


@pytest.mark.parametrize(("names", "reached"), [((), 2), (("Foundry",), 2), (("Weavers",), 1)])
def test_who_asked_about_its_place_hears_that_it_opened_and_not_before(session, names, reached):
    places = make_places(session)
    make_subscriber(session, Topic("area", places["Foundry"]))
    make_subscriber(session, ANYWHERE)
    publish(session, areas=[places[name] for name in names])
    work_at(session, NOON)
    assert told(session) == []
    work_at(session, TUESDAY)
    work_at(session, TUESDAY + timedelta(days=1))
    assert told(session) == ["You can vote now"] * reached


def test_one_that_was_withdrawn_before_it_opened_is_not_said_to_be_open(session):
    make_subscriber(session, ANYWHERE)
    poll, officer = publish(session)
    lifecycle.withdraw(session, poll=poll, reason="A mistake in it.", by=officer.id)
    work_at(session, TUESDAY)
    assert told(session) == ["It was withdrawn"]


def test_more_time_is_told_at_once(session):
    make_subscriber(session, ANYWHERE)
    poll, officer = publish(session)
    lifecycle.extend(session, poll=poll, until=TUESDAY + 2 * WEEK, reason="Strike.", by=officer.id)
    assert told(session) == ["There is more time to vote"]
