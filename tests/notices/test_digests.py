"""One mail about everything somebody follows, in their rhythm; and ending it at one press."""

import os
import re
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.conftest import NOON
from tests.support.people import make_person
from webapp import clock
from webapp.notices import digests, following, stopping
from webapp.notices.models import Following, Message, Notice
from webapp.notices.rules import Rhythm
from webapp.notices.stopping import Stop

ROOT = Path(__file__).resolve().parents[2]
NEXT_MORNING, MONDAY = NOON + timedelta(days=1), NOON + timedelta(days=7)


def happen(session, thing=1, **words):
    facts = {"kind": "thread", "thing_id": thing, "title": f"Thread {thing}", "address": f"/threads/{thing}"}
    said = {"what": "J. Marsh wrote", "words": "The last bus goes too early.", "zone": "Europe/London"}
    return following.happened(session, **(facts | said | words))


def follower(session, *things, rhythm=None, **columns):
    person = make_person(session, **columns)
    for thing in things or (1,):
        following.follow(session, person_id=person.id, kind="thread", thing_id=thing)
    if rhythm:
        following.choose_rhythm(session, person_id=person.id, rhythm=rhythm)
    return person


def text_of(mail):
    return mail.get_body(("plain",)).get_content().replace("\r\n", "\n")


def links(mail):
    return re.findall(r"https?://[^/\s]+(/stop/\S+)", text_of(mail))


def test_three_happenings_in_two_things_are_one_mail_with_their_words(session, server, work):
    person = follower(session, 1, 2)
    happen(session, 1)
    happen(session, 2, words="Two seats are broken.")
    happen(session, 1, words="And on Sundays there is none.")
    work()
    assert server.mails == []
    with clock.set_to(NEXT_MORNING):
        work()
    ((recipients, mail),) = server.mails
    assert recipients == [person.email]
    assert mail["Subject"].startswith("3 new things in 2 places you follow")
    for words in ("> The last bus goes too early.", "> Two seats are broken.", "> And on Sundays there is none."):
        assert words in text_of(mail)
    assert text_of(mail).count("Thread 1\n") == 1


def test_nothing_that_was_told_is_told_again(session, server, work):
    follower(session)
    happen(session)
    with clock.set_to(NEXT_MORNING):
        work()
        happen(session, words="More.")
    with clock.set_to(NEXT_MORNING + timedelta(days=1)):
        work()
    assert ["More." in text_of(mail) for _to, mail in server.mails] == [False, True]
    assert "too early" not in text_of(server.mails[1][1])


@pytest.mark.parametrize(
    ("rhythm", "before", "after"),
    [
        (Rhythm.AT_ONCE, timedelta(minutes=1), timedelta(minutes=6)),
        (Rhythm.WEEKLY, timedelta(days=6), timedelta(days=7)),
    ],
)
def test_mail_comes_in_the_rhythm_that_was_chosen(session, server, work, rhythm, before, after):
    follower(session, rhythm=rhythm)
    happen(session)
    with clock.set_to(NOON + before):
        work()
    assert server.mails == []
    with clock.set_to(NOON + after):
        work()
    assert len(server.mails) == 1


def test_at_night_nothing_leaves(session, server, work):
    follower(session, rhythm=Rhythm.AT_ONCE)
    with clock.set_to(NOON.replace(hour=22)):
        happen(session)
    with clock.set_to(NOON.replace(hour=23)):
        work()
    assert server.mails == []
    with clock.set_to(NOON.replace(hour=6, minute=5) + timedelta(days=1)):
        work()
    assert len(server.mails) == 1


def test_words_that_were_hidden_meanwhile_are_not_in_the_mail(session, server, work):
    follower(session)
    happen(session, source="post:7", words="You are an idiot.")
    happen(session, words="Good morning.")
    following.take_back(session, source="post:7")
    with clock.set_to(NEXT_MORNING):
        work()
    assert "idiot" not in text_of(server.mails[0][1])
    assert "Good morning." in text_of(server.mails[0][1])


def test_hostile_words_stay_words_in_a_mail(session, server, work):
    follower(session)
    happen(session, title="Buses\r\nBcc: x@y.example", words="<script>alert(1)</script>\r\nBcc: c@d.example")
    with clock.set_to(NEXT_MORNING):
        work()
    ((recipients, mail),) = server.mails
    assert (len(recipients), mail["Bcc"]) == (1, None)
    assert "<script>" not in mail.get_body(("html",)).get_content()


def test_a_long_silence_is_told_briefly(session, server, work):
    follower(session)
    for number in range(30):
        happen(session, words=f"Word {number}. " * 100)
    with clock.set_to(NEXT_MORNING):
        work()
    text = text_of(server.mails[0][1])
    assert f"{30 - digests.MOST_OF_A_THING} earlier things are not shown here." in text
    assert len(text) < 20_000


def test_who_has_been_stopped_from_signing_in_gets_no_mail(session, server, work):
    person = follower(session)
    happen(session)
    person.active = False
    with clock.set_to(NEXT_MORNING):
        work()
    assert server.mails == []


DYING = """
import os, signal
from datetime import datetime
from sqlalchemy import event
from sqlalchemy.orm import Session
from webapp import clock
from webapp.app import create_app
from webapp.database import db, writing
from webapp.notices import digesting
seen = []
@event.listens_for(Session, "before_commit")
def die(_session):
    seen.append(1)
    if len(seen) == {at}:
        os.kill(os.getpid(), signal.SIGKILL)
with create_app().app_context(), clock.set_to(datetime.fromisoformat("{now}")):
    writing.set(True)
    digesting.send(db.sessionmaker, {{"rhythm": "daily"}}, lambda *_: None)
"""


def die(app, at):
    environment = os.environ | {"FOLKMOOT_INSTANCE": app.instance_path, "PYTHONPATH": str(ROOT),
                                "FOLKMOOT_DATABASE_URL": app.config["DATABASE_URL"]}  # fmt: skip
    return subprocess.run(
        [sys.executable, "-c", DYING.format(at=at, now=clock.now())], cwd=ROOT, env=environment
    ).returncode


def test_a_worker_that_is_killed_three_times_tells_everybody_once(app, session, server, work):
    people = [follower(session) for _ in range(40)]
    happen(session)
    session.commit()
    with clock.set_to(NEXT_MORNING):
        assert [die(app, at) for at in (5, 9, 14)] == [-signal.SIGKILL] * 3
        assert 0 < session.scalar(select(func.count(Message.id))) < len(people)
        session.rollback()
        work()
    assert sorted(to for (to,), _mail in server.mails) == sorted(person.email for person in people)


def test_two_workers_at_once_tell_everybody_once(session, race):
    for _ in range(12):
        follower(session)
    happen(session)
    session.commit()
    race(3, lambda _own: _send_daily())
    session.expire_all()
    assert session.scalar(select(func.count(Message.id))) == 12


def _send_daily():
    from webapp.database import db  # noqa: PLC0415
    from webapp.notices import digesting  # noqa: PLC0415

    digesting.send(db.sessionmaker, {"rhythm": "daily"}, lambda *_: None)


def test_one_press_in_the_mail_ends_it_without_signing_in(session, server, work, visitor):
    person = follower(session, 1, 2)
    happen(session, 1)
    happen(session, 2)
    with clock.set_to(NEXT_MORNING):
        work()
    page = visitor.open(links(server.mails[0][1])[0])
    assert page.h1 == "Stop these mails?"
    assert session.scalar(select(func.count(Following.id))) == 2
    assert page.send("Stop these mails").h1 == "You have stopped these mails"
    session.rollback()
    left = session.scalars(select(Following)).one()
    assert (left.person_id, left.thing_id) in {(person.id, 1), (person.id, 2)}


def test_what_was_stopped_by_mistake_goes_on(session, app, visitor):
    person = follower(session)
    session.commit()
    token = stopping.token_of(Stop(person.id, "thread", 1), app.config["SECRET_KEY"])
    page = visitor.open(f"/stop/{token}").send("Stop these mails").send("That was a mistake")
    assert page.h1 == "You get these mails again"
    assert session.scalars(select(Following)).one().person_id == person.id


def test_a_mail_program_ends_it_with_its_own_button(session, server, work, app):
    person = follower(session, 1)
    happen(session, 1)
    with clock.set_to(NEXT_MORNING):
        work()
    mail = server.mails[0][1]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(r"<https?://[^/]+(/stop/\S+)>", mail["List-Unsubscribe"])[1]
    reply = app.test_client().post(address, data={"List-Unsubscribe": "One-Click"})
    assert reply.status_code == 200
    session.expire_all()
    assert following.find(session, person_id=person.id, kind="thread", thing_id=1) is None


def test_the_last_link_ends_all_mail(session, server, work, visitor):
    person = follower(session, 1, 2)
    happen(session, 1)
    with clock.set_to(NEXT_MORNING):
        work()
    visitor.open(links(server.mails[0][1])[-1]).send("Stop these mails")
    happen(session, 2)
    with clock.set_to(MONDAY + timedelta(days=1)):
        work()
    assert len(server.mails) == 1
    assert session.scalar(select(func.count(Following.id)).where(Following.person_id == person.id)) == 2


@pytest.mark.parametrize("token", ["x", "WzEsIiIsMF0.forged", "a" * 5_000, "%F0%9F%98%80"])
def test_a_link_that_we_did_not_sign_changes_nothing(session, visitor, token):
    follower(session)
    session.commit()
    assert visitor.open(f"/stop/{token}", status=404).h1 == "This link does not work"
    assert visitor.client.post(f"/stop/{token}").status_code == 404
    assert session.scalar(select(func.count(Following.id))) == 1


def test_a_link_of_another_site_is_not_ours(session, app, visitor):
    person = follower(session)
    session.commit()
    token = stopping.token_of(Stop(person.id), "another secret")
    assert visitor.open(f"/stop/{token}", status=404).h1 == "This link does not work"


def test_waiting_notices_of_what_was_unfollowed_are_dropped(session, server, work):
    person = follower(session, 1)
    happen(session, 1)
    following.unfollow(session, person_id=person.id, kind="thread", thing_id=1)
    assert session.scalar(select(func.count(Notice.id))) == 0
