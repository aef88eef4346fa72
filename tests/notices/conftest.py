"""A real mail server, and a worker that does what is due."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from tests.support import notify
from tests.support.smtp import Received, listening
from webapp.app import create_app
from webapp.database import db, writing
from webapp.features import JOBS
from webapp.jobs.worker import run_all
from webapp.web.limits import limiter


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


@pytest.fixture
def network(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[notify.Network]:
    """A text service on this machine."""
    with notify.listening() as (network, address):
        for name, value in {"NOTIFY_URL": address, "NOTIFY_KEY": notify.KEY, "NOTIFY_TEMPLATE": "t"}.items():
            monkeypatch.setitem(app.config, name, value)
        yield network


@pytest.fixture
def braked(app: Flask) -> Iterator[Flask]:
    """The same site with its brakes on, as they are when it is real."""
    settings = {name: app.config[name] for name in ("ENVIRONMENT", "DATABASE_URL", "AUTHORITY")}
    made = create_app({**settings, "LIMITS_IN_TESTS": True}, instance=Path(app.instance_path))
    made.test_client_class = app.test_client_class
    yield made
    limiter.enabled = False
    with made.app_context():
        db.engine.dispose()
