"""The demonstration, loaded once for all tests of a module that walk through it."""

import pytest

from tests.conftest import NOON
from tests.support import people, workbench
from tests.support.visitor import Visitor
from webapp import clock, features
from webapp.access import Role
from webapp.accounts.passwords import CHEAP
from webapp.accounts.queries import find_person
from webapp.database import db, writing
from webapp.demonstration import loading
from webapp.jobs import services as jobs
from webapp.jobs import worker


@pytest.fixture(scope="module")
def merestone(_site):
    """The site with the demonstration in it, and a workbench in use for one question of the one that has closed."""
    _site.database.empty(_site.app)
    with clock.set_to(NOON):
        with _site.app.app_context():
            _load(db.session)
        yield _site.app


def _load(session):
    writing.set(True)
    loading.load(session, hasher=CHEAP)
    session.commit()
    question = loading.themed_questions(session, "warm-homes-good-jobs")[0]
    facts = {"source_kind": "question", "source_id": question}
    jobs.enqueue(session, kind="theme", subject=f"question:{question}", **facts)
    session.commit()
    worker.run_all(db.sessionmaker, features.JOBS)
    workbench.use(session, question)
    session.commit()


def sign_in(app, role, *, browser_of=None):
    """A browser signed in as the demonstration's person with this role (on another application, if wanted)."""
    email = next(email for _, email, given in loading.SIGN_INS if given is role)
    with app.app_context():
        return people.sign_in(Visitor(browser_of or app), find_person(db.session, email))


@pytest.fixture
def stranger(merestone):
    return Visitor(merestone)


@pytest.fixture
def as_okafor(merestone):
    """The engagement officer."""
    return sign_in(merestone, Role.OFFICER)


@pytest.fixture
def as_bellweather(merestone):
    """The administrator."""
    return sign_in(merestone, Role.ADMINISTRATOR)
