"""Somebody's own page of what they follow."""

from datetime import timedelta

from sqlalchemy import func, select

from tests.notices.test_digests import NEXT_MORNING, follower, happen
from tests.support.people import sign_in
from tests.support.visitor import Visitor
from webapp import clock
from webapp.notices import following
from webapp.notices.models import Following
from webapp.notices.rules import Rhythm


def page_of(app, session, person):
    session.commit()
    return sign_in(Visitor(app), person).open("/account").link("What you follow, and your mail")


def test_somebody_who_follows_nothing_is_told_what_to_do(as_resident):
    page = as_resident.open("/account/notices")
    assert "Press “Follow” on a discussion or a proposal" in page.main


def test_the_rhythm_is_chosen_and_kept(app, session):
    person = follower(session)
    page = page_of(app, session, person).fill(rhythm="weekly").send("Save")
    assert page.notice == "Saved."
    assert page.all("//input[@checked]/@value") == ["weekly"]
    page.fill(rhythm="never").send("Save")
    session.rollback()
    happen(session)
    assert session.scalar(select(func.count()).select_from(following.Notice)) == 0


def test_a_rhythm_that_there_is_not_is_refused(app, session):
    page = page_of(app, session, follower(session)).fill(rhythm="hourly").send("Save")
    assert page.errors


def test_what_is_followed_is_listed_by_name_with_what_waits(app, session):
    person = follower(session)
    happen(session)
    page = page_of(app, session, person)
    assert "Thread 1" in page.main
    assert "1 new thing waits for your next mail, on Tuesday 2 June 2026 at 8am." in page.main


def test_muting_following_again_and_stopping(app, session):
    person = follower(session)
    happen(session)
    page = page_of(app, session, person).send("Mute")
    assert "(muted)" in page.main
    page = page.send("Follow again")
    assert "(muted)" not in page.main
    assert "You follow nothing yet." in page.send("Stop following").main


def test_the_mail_that_was_sent_is_listed(app, session, server, work):
    person = follower(session)
    happen(session)
    with clock.set_to(NEXT_MORNING):
        work()
    assert "1 new thing: Thread 1" in page_of(app, session, person).main


def test_nobody_changes_what_others_follow(app, session, as_resident):
    mine = follower(session)
    session.commit()
    theirs = session.scalars(select(Following)).one()
    token = as_resident.open("/account/notices").all("//input[@name='csrf_token']/@value")[0]
    for act in ("stop", "mute", "follow"):
        reply = as_resident.client.post(f"/account/notices/{theirs.id}/{act}", data={"csrf_token": token})
        assert reply.status_code == 404
    session.expire_all()
    assert following.find(session, person_id=mine.id, kind="thread", thing_id=1).muted is False


def test_a_stranger_is_led_to_the_sign_in(visitor):
    assert visitor.open("/account/notices", status=302, follow=False).headers["Location"].startswith("/sign-in")


def test_at_once_waits_for_the_morning_at_night(app, session):
    person = follower(session, rhythm=Rhythm.AT_ONCE)
    with clock.set_to(clock.now() + timedelta(hours=11)):
        happen(session)
        assert "at 7am" in page_of(app, session, person).main
