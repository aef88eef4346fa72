"""Who is told what, and when."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from tests.conftest import NOON
from tests.support.people import make_person
from webapp.jobs.models import Job
from webapp.notices import following
from webapp.notices.models import Notice
from webapp.notices.rules import Rhythm, next_due

LONDON = "Europe/London"


def happen(session, **words):
    facts = {"kind": "thread", "thing_id": 1, "title": "Buses", "what": "J. Marsh wrote", "address": "/threads/1"}
    return following.happened(session, **(facts | {"zone": LONDON} | words))


def told(session):
    return set(session.scalars(select(Notice.person_id)))


@pytest.fixture
def ann(session):
    person = make_person(session)
    following.follow(session, person_id=person.id, kind="thread", thing_id=1)
    return person


def test_followers_are_told_and_nobody_else(session, ann):
    make_person(session)
    happen(session)
    assert told(session) == {ann.id}


def test_nobody_is_told_of_what_they_did_themselves(session, ann):
    happen(session, actor_id=ann.id)
    assert told(session) == set()


def test_somebody_who_is_mentioned_is_told_unless_they_muted_it(session, ann):
    bob, cat = make_person(session), make_person(session)
    following.mute(session, person_id=cat.id, kind="thread", thing_id=1)
    happen(session, also=[bob.id, cat.id])
    assert told(session) == {ann.id, bob.id}


def test_to_follow_twice_is_to_be_told_once(session, ann):
    following.follow(session, person_id=ann.id, kind="thread", thing_id=1)
    happen(session, also=[ann.id])
    assert len(session.scalars(select(Notice)).all()) == 1


def test_two_presses_at_once_are_one_following(session, ann, race):
    bob = make_person(session)
    outcomes = race(4, lambda s: following.follow(s, person_id=bob.id, kind="thread", thing_id=1))
    assert outcomes == [None] * 4


def test_muting_drops_what_was_waiting_to_be_told(session, ann):
    happen(session)
    following.mute(session, person_id=ann.id, kind="thread", thing_id=1)
    assert told(session) == set()


def test_whoever_wants_no_mail_is_told_nothing(session, ann):
    following.choose_rhythm(session, person_id=ann.id, rhythm=None)
    happen(session)
    assert told(session) == set()


def test_what_was_taken_back_is_told_to_nobody(session, ann):
    happen(session, source="post:7")
    following.take_back(session, source="post:7")
    session.expire_all()
    assert told(session) == set()


def test_a_busy_minute_asks_for_one_job_a_rhythm(session, ann):
    for _ in range(5):
        happen(session)
    assert len(session.scalars(select(Job).where(Job.kind == "digests")).all()) == 3


def test_mail_leaves_within_five_minutes_next_morning_or_on_monday():
    assert next_due(Rhythm.AT_ONCE, after=NOON, zone=LONDON) == datetime(2026, 6, 1, 11, 5, tzinfo=UTC)
    assert next_due(Rhythm.DAILY, after=NOON, zone=LONDON) == datetime(2026, 6, 2, 7, 0, tzinfo=UTC)
    assert next_due(Rhythm.WEEKLY, after=NOON, zone=LONDON) == datetime(2026, 6, 8, 7, 0, tzinfo=UTC)


def test_the_morning_is_the_places_morning_also_after_the_clocks_went_back():
    assert next_due(Rhythm.DAILY, after=datetime(2026, 10, 24, 12, tzinfo=UTC), zone=LONDON).hour == 8
