"""Asking for work and taking it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from webapp import clock
from webapp.jobs import services as jobs
from webapp.jobs.models import MOST_TRIES, SILENT_AFTER, Job, Progress


def ask(session, subject="question:1", kind="theme", **more):
    job = jobs.enqueue(session, kind=kind, subject=subject, **more)
    session.commit()
    return job


def take(session):
    job = jobs.take(session)
    session.commit()
    return job


def after(**time):
    return clock.set_to(clock.now() + timedelta(**time))


def test_the_same_work_on_the_same_thing_is_refused_while_it_is_open(session):
    ask(session)
    with pytest.raises(jobs.AlreadyRunning):
        ask(session)
    session.commit()
    assert session.scalar(select(func.count(Job.id))) == 1


def test_other_work_and_other_things_are_not_refused(session):
    ask(session)
    ask(session, kind="downloads")
    ask(session, subject="question:2")
    assert session.scalar(select(func.count(Job.id))) == 3


def test_finished_work_can_be_asked_for_again(session):
    jobs.finish(session, ask(session), result={})
    assert ask(session).progress is Progress.WAITING


def test_twenty_people_who_ask_at_once_get_one_job(session, race):
    session.rollback()
    outcomes = race(20, lambda own: jobs.enqueue(own, kind="theme", subject="question:1").id)
    refused = [one for one in outcomes if isinstance(one, jobs.AlreadyRunning)]
    assert len(refused) == 19


def test_the_oldest_is_taken_first(session):
    first, second = ask(session, "question:1"), ask(session, "question:2")
    assert [take(session).id, take(session).id, take(session)] == [first.id, second.id, None]


def test_work_for_later_is_not_taken_before_its_time(session):
    ask(session, due_at=clock.now() + timedelta(hours=1))
    assert take(session) is None
    with after(hours=1):
        assert take(session) is not None


def test_a_job_that_is_worked_on_is_not_taken_again(session):
    ask(session)
    take(session)
    with after(seconds=SILENT_AFTER.seconds):
        assert take(session) is None


def test_a_job_whose_worker_went_silent_is_taken_again(session):
    ask(session)
    take(session)
    with after(seconds=SILENT_AFTER.seconds + 1):
        assert take(session).tries == 2


def test_a_job_that_was_lost_three_times_ends_with_a_sentence(session):
    job = ask(session)
    for number in range(MOST_TRIES):
        with after(minutes=2 * number):
            take(session)
    with after(minutes=20):
        assert take(session) is None
        assert jobs.give_up_lost(session) == 1
    session.refresh(job)
    assert job.progress is Progress.FAILED
    assert "three times" in job.error


def test_a_job_that_still_runs_is_not_given_up(session):
    ask(session)
    take(session)
    with after(minutes=20):
        assert jobs.give_up_lost(session) == 0


def test_twelve_workers_never_take_the_same_job(session, race):
    for number in range(8):
        ask(session, f"question:{number}")
    session.rollback()
    taken = [one and one.id for one in race(12, jobs.take)]
    got = [one for one in taken if one is not None]
    assert sorted(got) == sorted(set(got))
    while (job := take(session)) is not None:
        got.append(job.id)
    assert len(set(got)) == len(got) == 8


def test_a_waiting_job_is_cancelled_at_once(session):
    job = ask(session)
    jobs.ask_to_cancel(session, job)
    session.commit()
    assert job.progress is Progress.CANCELLED
    assert take(session) is None


def test_the_latest_job_on_a_thing_is_found(session):
    jobs.finish(session, ask(session), result={})
    latest = ask(session)
    ask(session, "question:2")
    assert jobs.find_latest(session, kind="theme", subject="question:1").id == latest.id


@pytest.mark.parametrize(("done", "total", "percent"), [(0, 0, 0), (0, 9, 0), (1, 3, 33), (9, 9, 99), (12, 9, 99)])
def test_how_far_it_is_stays_under_a_hundred_until_it_is_done(session, done, total, percent):
    job = ask(session)
    job.done, job.total = done, total
    assert job.percent == percent


def test_a_job_that_is_done_is_at_a_hundred(session):
    job = ask(session)
    jobs.finish(session, job, result={})
    assert (job.percent, job.progress) == (100, Progress.DONE)
