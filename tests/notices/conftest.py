"""A real mail server, and a worker that does what is due."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from tests.support.smtp import Received, listening
from webapp.database import db, writing
from webapp.features import JOBS
from webapp.jobs.worker import run_all


@pytest.fixture
def server(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Received]:
    with listening() as (received, address):
        monkeypatch.setitem(app.config, "SMTP_URL", address)
        yield received


@pytest.fixture
def work(session: Session) -> Callable[[], int]:
    """Let the worker do what is due."""

    def run() -> int:
        session.commit()
        done = run_all(sessionmaker(db.engine, expire_on_commit=False), JOBS)
        writing.set(False)  # the worker writes; what the test reads afterwards must lock nobody out
        return done

    return run
