"""The demonstration, loaded once for all tests of a module that walk through it."""

import pytest

from tests.conftest import NOON
from tests.support import people
from tests.support.merestone import put
from tests.support.visitor import Visitor
from webapp import clock
from webapp.access import Role
from webapp.accounts.queries import find_person
from webapp.database import db
from webapp.demonstration import loading


@pytest.fixture(scope="module")
def merestone(_site):
    """The site with the demonstration in it, and a workbench in use for one question of the one that has closed."""
    with clock.set_to(NOON):
        put(_site, themed="warm-homes-good-jobs", used=True)
        yield _site.app


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
