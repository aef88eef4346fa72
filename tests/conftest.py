"""The world every test starts in: a whole application on a fresh database, SQLite or a real PostgreSQL."""

import gc
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.orm import Session

from tests.support import databases, people, postgres
from tests.support.client import DistantClient
from tests.support.visitor import Visitor
from webapp import clock
from webapp.access import Role
from webapp.app import create_app
from webapp.database import db, writing

pytest_plugins = ("tests.support.repeating",)

NOON = datetime(2026, 6, 1, 11, 0, tzinfo=UTC)  # Monday 1 June 2026, midday in Merestone


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite", help="what the suite runs on")


def pytest_configure(config: pytest.Config) -> None:
    """The PostgreSQL server is started once, before the parallel workers, who find it in the environment."""
    if config.getoption("--database") == "postgresql" and "FOLKMOOT_TEST_SERVER" not in os.environ:
        config.stash[postgres.SERVER] = server = postgres.start()
        os.environ["FOLKMOOT_TEST_SERVER"] = server.url


def pytest_unconfigure(config: pytest.Config) -> None:
    server = config.stash.get(postgres.SERVER, None)
    if server is not None:
        server.stop()


def pytest_collection_finish() -> None:
    """Ten thousand tests that were collected are not looked through again each time memory is tidied."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def _site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[databases.Site]:
    """The application and its database, made when the first test asks for it. Whoever asks for neither, by this name or
    through another fixture, is not run again on the second database (`tests/support/repeating.py`)."""
    folder = tmp_path_factory.mktemp("instance")
    with databases.make(request.config.getoption("--database")) as database:
        app = create_app(
            {
                "ENVIRONMENT": "testing",
                "DATABASE_URL": database.url,
                "AUTHORITY": "Merestone Combined Authority",
                "TESTING": True,
            },
            instance=folder,
        )
        app.test_client_class = DistantClient
        app.jinja_env.bytecode_cache = FileSystemBytecodeCache(_shared(tmp_path_factory, "templates"))
        yield databases.Site(app, database)


def _shared(tmp_path_factory: pytest.TempPathFactory, name: str) -> str:
    """A folder of this run that its parallel workers have in common."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    folder.mkdir(exist_ok=True)
    return str(folder)


@pytest.fixture
def app(_site: databases.Site) -> Iterator[Flask]:
    """The application, its database empty."""
    _site.database.empty(_site.app)
    with clock.set_to(NOON):
        yield _site.app


@pytest.fixture(autouse=True)
def _push_request_context() -> None:
    """pytest-flask would push one request context a test, in which every client would be the same person."""


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session of the test's own. Commit what a request is to see."""
    writing.set(False)
    with app.app_context():
        yield db.session


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody with a browser who has not signed in."""
    return Visitor(app)


def _signed_in(app: Flask, role: Role) -> Visitor:
    with app.app_context():
        return people.sign_in(Visitor(app), people.make_person(db.session, role))


@pytest.fixture
def as_officer(app: Flask) -> Visitor:
    """A browser signed in as an officer; `.person` is who it is."""
    return _signed_in(app, Role.OFFICER)


@pytest.fixture
def as_admin(app: Flask) -> Visitor:
    """A browser signed in as an administrator; `.person` is who it is."""
    return _signed_in(app, Role.ADMINISTRATOR)


@pytest.fixture
def as_resident(app: Flask) -> Visitor:
    """A browser signed in as a resident with no role; `.person` is who it is."""
    return _signed_in(app, Role.RESIDENT)


@pytest.fixture
def as_organiser(app: Flask) -> Visitor:
    """A browser signed in as the organiser of a group; `.person` is who it is."""
    return _signed_in(app, Role.GROUP_ORGANISER)


@pytest.fixture
def as_analyst(app: Flask) -> Visitor:
    """A browser signed in as an analyst; `.person` is who it is."""
    return _signed_in(app, Role.ANALYST)


@pytest.fixture
def as_second_coder(app: Flask) -> Visitor:
    """A browser signed in as a second coder; `.person` is who it is."""
    return _signed_in(app, Role.SECOND_CODER)


@pytest.fixture
def race(app: Flask) -> Callable[..., list[Any]]:
    """`race(n, act)`: run `act(session)` in n threads at once, each committing; returns results or exceptions."""

    def run(times: int, act: Callable[[Session], Any]) -> list[Any]:
        def one(_: int) -> Any:
            writing.set(True)
            with app.app_context():
                try:
                    outcome = act(db.session)
                    db.session.commit()
                except Exception as error:
                    db.session.rollback()
                    return error
                return outcome

        with ThreadPoolExecutor(times) as pool:
            return list(pool.map(one, range(times)))

    return run
