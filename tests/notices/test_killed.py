"""A worker that is killed while it sends. Nobody is forgotten, and nobody is told twice who can be spared it."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.support.killing import (
    Deadly,
    as_if_minutes_passed,
    count_waiting,
    noon_somewhere,
    start_worker,
    stopped_at_the_end,
    wait_until,
)
from tests.support.smtp import listening
from tests.support.subscribers import make_subscriber
from webapp import clock
from webapp.jobs.models import Job
from webapp.notices import following, outbox, services
from webapp.notices.models import Message
from webapp.notices.topics import Topic

READERS = 160


@pytest.mark.once
def test_killed_three_times_it_tells_everybody_and_repeats_only_what_was_taken_and_never_confirmed(app, session):
    zone = noon_somewhere()
    with clock.set_to(datetime.now(UTC) - timedelta(days=2)):
        for _ in range(READERS):
            make_subscriber(session, Topic("thread", 1))
        following.happened(session, kind="thread", thing_id=1, title="Buses", what="Decided", address="/", zone=zone)
        session.commit()
    deadly = Deadly((40, "MAIL"), (80, "RCPT"), (120, "DATA"))
    with listening(deadly) as (_, address):
        settings = {"DATABASE_URL": app.config["DATABASE_URL"], "SMTP_URL": address, "TIME_ZONE": zone}
        for deaths_to_come in (2, 1, 0):
            with stopped_at_the_end(start_worker(settings, app.instance_path)) as deadly.worker:
                wait_until(lambda left=deaths_to_come: len(deadly.deaths) == left)
            as_if_minutes_passed(session)
        with stopped_at_the_end(start_worker(settings, app.instance_path)) as deadly.worker:
            wait_until(lambda: len(deadly.mails) > READERS and not count_waiting(session))
    session.expire_all()
    took = Counter(mail["Message-ID"] for _to, mail in deadly.mails)
    assert len({to for (to,), _mail in deadly.mails}) == len(took) == READERS
    assert sorted(took.values())[-2:] == [1, 2], "the one that was taken at the moment of death, by the same name"
    assert Counter(session.scalars(select(Message.tries))) == {1: READERS - 3, 2: 3}


def test_a_message_that_nobody_finished_is_found_when_a_worker_starts(session):
    services.post(session, to="ann@example.org", subject="Hello", text="Hello")
    for job in session.scalars(select(Job)):
        job.finished_at = clock.now()
    assert outbox.ask_while_waiting(session, "Europe/London")
    assert session.scalars(select(Job).where(Job.finished_at.is_(None))).one().facts == {}


def test_two_workers_never_hold_the_same_message(session, race):
    for number in range(30):
        services.put(session, to=f"a{number}@example.org", subject="Hello", text="Hello")
    session.commit()
    held = [one.id for some in race(3, lambda own: outbox.hold(own, zone="Europe/London")) for one in some]
    assert len(held) == len(set(held)) == 30


def test_what_a_dead_worker_held_is_free_a_minute_later(session):
    services.put(session, to="ann@example.org", subject="Hello", text="Hello")
    session.flush()
    assert len(outbox.hold(session, zone="Europe/London")) == 1
    assert outbox.hold(session, zone="Europe/London") == []
    with clock.set_to(clock.now() + timedelta(seconds=61)):
        assert len(outbox.hold(session, zone="Europe/London")) == 1


def test_news_that_is_still_in_the_outbox_at_night_waits_for_the_morning(session):
    services.put(session, to="ann@example.org", subject="News", text="News", by_day=True)
    session.flush()
    with clock.set_to(clock.now().replace(hour=23)):
        assert outbox.hold(session, zone="Europe/London") == []
        outbox.ask_while_waiting(session, "Europe/London")
    assert session.scalars(select(Job)).one().due_at == clock.now().replace(hour=6) + timedelta(days=1)
