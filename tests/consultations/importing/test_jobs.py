"""The worker brings a file in whole, or not at all."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.consultations.importing.survey import ZONE, make_import, work
from webapp import clock
from webapp.consultations.importing import jobs, queries, services
from webapp.consultations.importing.models import Import
from webapp.consultations.models import Answer, Consultation, Question, Response
from webapp.jobs.models import Progress
from webapp.jobs.services import ask_to_cancel


@pytest.fixture
def begun(session):
    """An import that waits for the worker."""
    made = make_import(session)
    services.begin(session, made=made, leave_out_duplicates=True, zone=ZONE, person_id=1)
    session.commit()
    return made


@pytest.fixture
def broken(monkeypatch):
    """The worker dies in the middle of writing."""
    write = services.write_responses

    def _half(session, consultation_id, places, responses, *, now):
        write(session, consultation_id, places, responses[:10], now=now)
        raise RuntimeError("killed")

    monkeypatch.setattr(services, "write_responses", _half)
    return monkeypatch


def _left_behind(session):
    return [session.scalar(select(func.count()).select_from(one)) for one in (Consultation, Question, Response, Answer)]


def _job(session, made):
    session.expire_all()
    return queries.find_job(session, made)


def test_a_worker_that_dies_half_way_leaves_nothing_behind(app, session, begun, broken):
    work(app)
    assert _left_behind(session) == [0, 0, 0, 0]
    assert _job(session, begun).finished_at is None


def test_the_next_try_starts_clean(app, session, begun, broken):
    work(app)
    broken.undo()
    with clock.set_to(clock.now() + timedelta(minutes=5)):
        work(app)
    assert _left_behind(session)[0::2] == [1, 30]
    assert _job(session, begun).progress is Progress.DONE


def test_a_try_after_everything_was_written_changes_nothing(app, session, begun):
    work(app)
    job = _job(session, begun)
    job.finished_at, job.heard_at = None, None  # it died between writing and saying so
    session.commit()
    work(app)
    assert _job(session, begun).progress is Progress.DONE
    assert _left_behind(session)[0::2] == [1, 30]


def test_a_job_that_is_stopped_leaves_nothing_behind(app, session, begun, monkeypatch):
    def _stopped(plan, tell):
        with app.app_context():
            job = queries.find_open_job(session, begun)
            ask_to_cancel(session, job)
            session.commit()
        yield from jobs_count(plan, tell)

    jobs_count = jobs._count_along
    monkeypatch.setattr(jobs, "_count_along", _stopped)
    work(app)
    assert _job(session, begun).progress is Progress.CANCELLED
    assert _left_behind(session) == [0, 0, 0, 0]


def test_a_column_that_is_gone_ends_the_job_with_its_name(app, session, begun):
    columns = begun.settings["columns"]
    begun.settings = {"columns": [{**columns[0], "name": "Gone"}, *columns[1:]]}
    session.commit()
    work(app)
    assert _job(session, begun).error == "The column “Gone” is not in the file any more."
    assert _left_behind(session) == [0, 0, 0, 0]


def test_an_import_that_was_thrown_away_meanwhile_ends_the_job(app, session, begun):
    session.delete(begun)
    session.commit()
    work(app)
    assert session.scalar(select(func.count()).select_from(Import)) == 0
    assert _left_behind(session) == [0, 0, 0, 0]
