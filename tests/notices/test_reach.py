"""Whom a happening reaches: by thing, place and subject, each once, in their language."""

import pytest
from sqlalchemy import select

from tests.notices.test_following import happen, told
from tests.support.answering import make_places
from tests.support.people import make_person
from tests.support.subscribers import make_subscriber
from webapp.notices import following
from webapp.notices.models import Happening, HappeningWords, Notice
from webapp.notices.topics import Topic
from webapp.places import abouts

THREAD, HILL, ANYWHERE, BUSES = Topic("thread", 1), Topic("area", 3), Topic("area", 0), Topic("subject", slug="buses")


def addresses_told(session):
    return {one for one in session.scalars(select(Notice.subscriber_id)) if one is not None}


def test_an_address_that_asked_is_told_and_one_that_is_not_confirmed_is_not(session):
    asked = make_subscriber(session, THREAD)
    make_subscriber(session, THREAD, confirmed=False)
    happen(session)
    assert addresses_told(session) == {asked.id}


@pytest.mark.parametrize(
    ("areas", "reached"),
    [([3], {"hill", "anywhere"}), ([4], {"anywhere"}), ([], {"hill", "anywhere"}), (None, {"hill", "anywhere"})],
)
def test_a_place_hears_of_itself_and_of_what_is_about_the_whole_place(session, areas, reached):
    names = {make_subscriber(session, HILL).id: "hill", make_subscriber(session, ANYWHERE).id: "anywhere"}
    happen(session, areas=areas)
    assert {names[one] for one in addresses_told(session)} == reached


def test_a_subject_hears_of_itself(session):
    buses = make_subscriber(session, BUSES)
    make_subscriber(session, Topic("subject", slug="homes"))
    happen(session, subjects=["buses", "culture"])
    assert addresses_told(session) == {buses.id}


def test_whoever_is_reached_three_ways_is_told_once(session):
    ann = make_person(session)
    for topic in (THREAD, HILL, BUSES):
        following.follow(session, person_id=ann.id, kind=topic.kind, thing_id=topic.thing_id, slug=topic.slug)
    make_subscriber(session, THREAD, HILL, BUSES)
    make_subscriber(session, THREAD, address=ann.email)
    happen(session, areas=[3], subjects=["buses"])
    assert len(session.scalars(select(Notice)).all()) == 2
    assert told(session) == {ann.id, None}


def test_whoever_muted_a_thing_does_not_hear_of_it_through_its_place(session):
    ann = make_person(session)
    following.follow(session, person_id=ann.id, kind="area", thing_id=3)
    following.mute(session, person_id=ann.id, kind="thread", thing_id=1)
    happen(session, areas=[3])
    assert told(session) == set()


def test_small_talk_reaches_only_those_who_follow_the_thing_itself(session):
    make_subscriber(session, HILL)
    asked = make_subscriber(session, THREAD)
    happen(session, areas=[3], news=False)
    assert addresses_told(session) == {asked.id}


def test_said_again_once_it_reaches_only_whoever_was_not_told(session):
    early = make_subscriber(session, THREAD)
    first = happen(session, source="feedback:7", words="Decided against.")
    late = make_subscriber(session, THREAD)
    again = happen(session, source="feedback:7", words="Decided against, with reasons.", once=True)
    assert addresses_told(session) == {early.id, late.id}
    assert len(session.scalars(select(Notice)).all()) == 2
    assert again.id == first.id
    assert session.scalars(select(Happening.words)).all() == ["Decided against, with reasons."]


def test_words_are_kept_by_language_and_forgotten_when_they_are_taken_back(session):
    happen(session, source="feedback:7", words="Decided against.", words_in={"cy": "Gwrthodwyd.", "pl": ""})
    assert session.scalars(select(HappeningWords.words)).all() == ["Gwrthodwyd."]
    following.take_back(session, source="feedback:7")
    assert session.scalars(select(HappeningWords.words)).all() == []


def test_who_leaves_a_place_still_hears_of_what_they_asked_for_besides(session):
    ann = make_person(session)
    following.follow(session, person_id=ann.id, kind="thread", thing_id=1)
    following.follow(session, person_id=ann.id, kind="area", thing_id=3)
    happen(session, areas=[3])
    following.unfollow(session, person_id=ann.id, kind="area", thing_id=3)
    assert told(session) == {ann.id}
    following.follow(session, person_id=ann.id, kind="area", thing_id=3)
    happen(session, thing_id=2, areas=[3])
    following.unfollow(session, person_id=ann.id, kind="area", thing_id=3)
    assert len(session.scalars(select(Notice)).all()) == 1


def test_what_is_not_said_is_known_of_the_thing(session):
    places = make_places(session)
    hill = min(places.values())
    abouts.set_about(session, kind="thread", thing_id=1, areas=[hill], subjects=["homes"])
    near, far = (make_subscriber(session, Topic("area", one)) for one in (hill, max(places.values())))
    homes = make_subscriber(session, Topic("subject", slug="homes"))
    happen(session)
    assert addresses_told(session) == {near.id, homes.id}
    assert far.id not in addresses_told(session)
