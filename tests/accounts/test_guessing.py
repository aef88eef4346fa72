"""Guessing is slowed down, and tells nothing."""

import time
from pathlib import Path

import pytest

from tests.support.people import make_person
from tests.support.visitor import Visitor
from webapp.accounts import tries
from webapp.app import create_app
from webapp.database import db
from webapp.web.limits import limiter


@pytest.fixture
def guarded(app):
    """The same site with limits, as it is when it is real."""
    settings = {name: app.config[name] for name in ("ENVIRONMENT", "DATABASE_URL", "AUTHORITY")}
    made = create_app({**settings, "LIMITS_IN_TESTS": True}, instance=Path(app.instance_path))
    yield made
    limiter.enabled = False
    with made.app_context():
        db.engine.dispose()


def guess(visitor, email="ann@example.org"):
    return visitor.open("/sign-in").fill(email=email, password="not the right one").send("Sign in").status


def test_the_eleventh_guess_at_one_account_waits_wherever_it_comes_from(guarded, session):
    make_person(session, email="ann@example.org")
    visitors = [Visitor(guarded) for _ in range(11)]
    statuses = []
    for number, visitor in enumerate(visitors):
        visitor.client.environ_base["REMOTE_ADDR"] = f"10.0.0.{number}"
        statuses.append(guess(visitor, "ANN@example.org" if number % 2 else "ann@example.org"))
    assert statuses == [200] * 10 + [429]


def test_guesses_at_an_account_do_not_shut_out_other_accounts(guarded):
    visitor = Visitor(guarded)
    assert [guess(visitor) for _ in range(11)][-1] == 429
    assert guess(visitor, "bob@example.org") == 200


def test_only_sending_a_form_counts(guarded):
    visitor = Visitor(guarded)
    assert {visitor.open("/sign-in").status for _ in range(40)} == {200}


def test_nobody_fills_a_mailbox_by_asking_again_and_again(guarded):
    visitor = Visitor(guarded)

    def ask():
        return visitor.open("/sign-in/link").fill(email="ann@example.org").send("Send the link").status

    assert [ask() for _ in range(6)] == [200] * 5 + [429]


@pytest.mark.parametrize("path", ["/sign-in/link", "/new-password", "/confirm-email"])
def test_a_reply_takes_as_long_for_an_address_without_an_account(app, session, visitor, monkeypatch, path):
    monkeypatch.setitem(app.config, "MAIL_MILLISECONDS", 120)
    make_person(session, email="ann@example.org", confirmed_at=None)
    took = []
    for email in ("ann@example.org", "nobody@example.org"):
        page = visitor.open(path)
        data = {"email": email, "csrf_token": page.all("//input[@name='csrf_token']/@value")[0]}
        began = time.perf_counter()
        visitor.client.post(path, data=data)
        took.append(time.perf_counter() - began)
    assert min(took) >= 0.12


def test_every_page_that_may_cause_mail_is_evened_out(app):
    assert set(tries._MAILS) <= set(app.view_functions)
