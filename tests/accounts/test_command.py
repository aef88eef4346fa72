"""The command that adds people."""

import pytest
from click.testing import CliRunner

from tests.support.people import PASSWORD
from tests.support.visitor import Visitor
from webapp.access import Role
from webapp.accounts import queries
from webapp.commands import people


@pytest.fixture
def run(app, monkeypatch):
    monkeypatch.setattr(people, "create_app", lambda: app)
    return lambda *words, **options: CliRunner().invoke(people.person, words, **options)


def test_a_site_gets_its_first_administrator(run, app, session):
    result = run(
        "add", "Ann@example.org", "--name", "Ann", "--role", "administrator", input=f"{PASSWORD}\n{PASSWORD}\n"
    )
    assert result.output.endswith("ann@example.org can sign in as administrator.\n")
    assert PASSWORD not in result.output
    assert Role.ADMINISTRATOR in queries.find_person(session, "ann@example.org").role_set
    session.rollback()
    page = Visitor(app).open("/people").fill(email="ann@example.org", password=PASSWORD).send("Sign in")
    assert page.h1 == "People"


def test_a_second_person_with_one_address_is_refused(run):
    run("add", "ann@example.org", "--name", "Ann", "--password", PASSWORD)
    assert "has an account already" in run("add", "ANN@example.org", "--name", "Bob", "--password", PASSWORD).output


@pytest.mark.parametrize(("email", "password"), [("ann@example.org", "short"), ("ann", PASSWORD)])
def test_what_could_not_sign_in_is_refused(run, email, password):
    assert run("add", email, "--name", "Ann", "--password", password).exit_code == 1
