"""That a consultation opens is told when it does; that its dates change, at once."""

from datetime import timedelta

from tests.conftest import NOON
from tests.support.consultations import bus_consultation
from tests.support.people import make_person
from tests.support.subscribers import make_subscriber, told, work_at
from webapp.access import Role, Stage
from webapp.consultations.services import lifecycle
from webapp.notices.topics import Topic

TUESDAY, WEEK = NOON + timedelta(days=1), timedelta(days=7)


def publish(session):
    one = bus_consultation(session, stage=Stage.DRAFT, decision_maker="Board", contact_email="a@example.org")
    officer = make_person(session, Role.OFFICER)
    make_subscriber(session, Topic("area", 0))
    lifecycle.publish(session, consultation=one, opens_at=TUESDAY, closes_at=TUESDAY + WEEK, by=officer.id)
    return one, officer


def test_who_asked_about_the_place_hears_that_it_opened_and_not_before(session):
    publish(session)
    work_at(session, NOON)
    assert told(session) == []
    work_at(session, TUESDAY)
    work_at(session, TUESDAY + WEEK)
    assert told(session) == ["You can answer now"]


def test_what_was_withdrawn_before_it_opened_is_not_said_to_be_open(session):
    one, officer = publish(session)
    lifecycle.withdraw(session, consultation=one, reason="A mistake in it.", by=officer.id)
    work_at(session, TUESDAY)
    assert told(session) == ["It was withdrawn"]


def test_more_time_is_told_at_once(session):
    one, officer = publish(session)
    lifecycle.extend(session, consultation=one, until=TUESDAY + 2 * WEEK, reason="Strike.", by=officer.id)
    assert told(session) == ["There is more time to answer"]
