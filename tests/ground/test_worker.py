"""The worker: what reaches the person who waits, and what a kill in the middle leaves."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.ground.work import HANDLERS
from webapp import clock
from webapp.database import db
from webapp.jobs import services as jobs
from webapp.jobs import worker
from webapp.jobs.models import Progress

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def ask(session):
    """Ask for work of this kind; the job as it is now, whenever it is asked for."""

    def enqueue(kind, **facts):
        job = jobs.enqueue(session, kind=kind, subject="thing:1", **facts)
        job.facts = {**job.facts, "job": job.id}
        session.commit()
        return job

    return enqueue


def work(session, job, handlers=HANDLERS):
    worker.run_next(db.sessionmaker, handlers)
    return read_again(session, job)


def read_again(session, job):
    """The job as the database has it now, with no transaction left open that would keep others waiting."""
    session.rollback()
    session.refresh(job)
    session.commit()
    return job


def after(**time):
    return clock.set_to(clock.now() + timedelta(**time))


def test_work_that_goes_well_leaves_its_result(session, ask):
    job = work(session, ask("well", word="moot"))
    assert (job.progress, job.result, job.step) == (Progress.DONE, {"said": "moot"}, "Counting")


def test_without_work_there_is_nothing_to_do(session):
    session.rollback()
    assert worker.run_next(db.sessionmaker, HANDLERS) is False


def test_a_refusal_reaches_the_person_in_its_own_words(session, ask):
    job = work(session, ask("refuse"))
    assert (job.progress, job.error) == (Progress.FAILED, "There is no answer to read yet.")


def test_a_fault_is_tried_three_times_with_growing_waits(session, ask):
    first = clock.now()
    job = work(session, ask("fail"))
    assert not worker.run_next(db.sessionmaker, HANDLERS)
    with clock.set_to(job.due_at):
        second = clock.now()
        work(session, job)
    with clock.set_to(job.due_at):
        third = clock.now()
        work(session, job)
    assert [(second - first).seconds, (third - second).seconds] == [30, 90]
    assert (job.tries, job.progress) == (3, Progress.FAILED)


def test_a_fault_tells_the_person_nothing_of_its_insides(session, ask):
    job = work(session, ask("fail"))
    assert "secret" not in job.step + (job.error or "")
    assert "our side" in job.step


def test_work_that_nobody_knows_ends_as_a_fault(session, ask):
    assert work(session, ask("unheard of")).progress is Progress.RUNNING


def test_a_running_job_stops_at_its_next_step(session, ask):
    job = work(session, ask("stop_half_way"))
    assert (job.progress, job.done, job.error) == (Progress.CANCELLED, 10, None)


def test_a_long_silent_step_is_still_heard(session, ask, monkeypatch):
    monkeypatch.setattr(worker._heartbeat.__init__, "__defaults__", (0.05,))
    ticking = iter(range(100_000))
    began = clock.now()
    monkeypatch.setattr(worker.clock, "now", lambda: began + timedelta(seconds=next(ticking)))
    job = work(session, ask("beat", seconds=0.6))
    assert job.result["heard"] >= 3


def test_telling_the_same_percent_again_writes_nothing(session, ask):
    job = ask("well")
    tell = worker.Teller(db.sessionmaker, job.id)
    tell("Reading", 10, 1000)
    with after(seconds=30):
        tell("Reading", 12, 1000)
    assert (read_again(session, job).done, job.heard_at) == (10, clock.now())


def test_a_job_that_another_worker_has_taken_over_is_left_to_it(session, ask):
    """Our machine slept; when it wakes, what it did must not end the job that somebody else is doing."""
    job = ask("well")

    def sleep_for_an_hour(sessions, facts, tell):
        with after(hours=1), sessions.begin() as own:
            jobs.take(own)
        return {"stale": True}

    module = sys.modules[__name__]
    module.sleep_for_an_hour = sleep_for_an_hour
    work(session, job, {"well": f"{__name__}:sleep_for_an_hour"})
    assert (job.progress, job.result, job.tries) == (Progress.RUNNING, None, 2)


def start_worker(app, code):
    environment = os.environ | {
        "FOLKMOOT_INSTANCE": app.instance_path,
        "FOLKMOOT_DATABASE_URL": app.config["DATABASE_URL"],
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=environment)


RUN = """
from webapp.app import create_app
from webapp.database import db
from webapp.jobs import worker
from tests.ground.work import HANDLERS
with create_app().app_context():
    worker.run_{how}(db.sessionmaker, HANDLERS)
"""


def test_a_job_whose_worker_was_killed_is_done_by_the_next(app, session, ask, tmp_path):
    """A real process, killed by SIGKILL in the middle; the clock then passes the minute of silence."""
    with clock.set_to(datetime.now(UTC).replace(microsecond=0)):
        job = ask("die", mark=str(tmp_path / "mark"))
        assert start_worker(app, RUN.format(how="next")).wait(60) == -signal.SIGKILL
        read_again(session, job)
        assert (job.progress, job.tries, job.step) == (Progress.RUNNING, 1, "Half way")
        assert not worker.run_next(db.sessionmaker, HANDLERS)
        with after(seconds=90):
            assert work(session, job).result == {"survived": True}
    assert job.tries == 2


def test_a_worker_that_is_told_to_stop_finishes_what_it_has_in_hand(app, session, ask):
    with clock.set_to(datetime.now(UTC).replace(microsecond=0)):
        job = ask("slow", seconds=2)
    process = start_worker(app, RUN.format(how="forever"))
    wait_until(lambda: is_running(session, job), seconds=40)
    process.terminate()
    assert process.wait(30) == 0
    assert read_again(session, job).progress is Progress.DONE


def is_running(session, job):
    return read_again(session, job).progress is Progress.RUNNING


def wait_until(true, *, seconds):
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.1)
