"""A code from an app when signing in."""

import time

import pytest
from flask import Flask

from tests.support.letterbox import last_link
from tests.support.people import PASSWORD, again
from webapp.accounts.models import Person
from webapp.database import db


def code_of(app: Flask, secret: str, ahead: int = 0) -> str:
    """What an authenticator shows now, or `ahead` seconds from now."""
    factory = app.extensions["security"].totp_factory._totp.from_source(secret)
    return factory.generate(time.time() + ahead).token


def turn_on(visitor, app):
    """Set up the second step; the person's secret."""
    page = visitor.open("/account/second-step").send("Turn it on")
    assert page.all("//*[local-name()='svg']")
    key = page.all("//strong[contains(@class,'text-break-word')]/text()")[0]
    secret = app.extensions["security"].totp_factory._totp(key=key.replace("-", "").replace(" ", "")).generate().token
    done = page.fill(code=secret).send("Turn it on")
    assert "The second step is on" in done.notice
    return db.session.get(Person, visitor.person.id)


@pytest.fixture
def ready(as_officer, app, session):
    """An officer who has turned the second step on, seen from the database."""
    person = turn_on(as_officer, app)
    db.session.refresh(person)
    return person


def password_step(visitor, person):
    return visitor.open("/sign-in").fill(email=person.email, password=PASSWORD).send("Sign in")


def test_a_code_is_asked_for_after_the_password(visitor, ready, app):
    page = password_step(visitor, ready)
    assert page.h1 == "Enter your code"
    assert visitor.client.get("/account").status_code == 302
    assert page.fill(code=code_of(app, ready.tf_totp_secret, 30)).send("Go on").h1 == "My account"


def test_a_wrong_code_lets_nobody_in(visitor, ready):
    page = password_step(visitor, ready).fill(code="000000").send("Go on")
    assert "not right" in page.errors[0]
    assert visitor.client.get("/account").status_code == 302


def test_a_code_works_once(visitor, ready, app):
    code = code_of(app, ready.tf_totp_secret, 30)
    password_step(visitor, ready).fill(code=code).send("Go on")
    again = type(visitor)(app)
    assert "was used already" in password_step(again, ready).fill(code=code).send("Go on").errors[0]


def test_a_link_in_a_mail_does_not_go_round_the_second_step(visitor, ready, session):
    visitor.open("/sign-in/link").fill(email=ready.email).send("Send the link")
    assert visitor.open(last_link(session)).send("Sign in").h1 == "Enter your code"
    assert visitor.client.get("/account").status_code == 302


def test_a_recovery_code_works_once(visitor, ready, as_officer, app):
    page = as_officer.open("/account/recovery-codes").send("Make new codes")
    code = page.all("//main//li/strong/text()")[0]
    entered = password_step(visitor, ready).link("Use a recovery code").fill(code=code.upper()).send("Go on")
    assert entered.h1 == "My account"
    again = type(visitor)(app)
    assert (
        "used already"
        in password_step(again, ready).link("Use a recovery code").fill(code=code).send("Go on").errors[0]
    )


def test_the_secret_and_the_recovery_codes_are_encrypted_in_the_database(ready, as_officer, session):
    page = as_officer.open("/account/recovery-codes").send("Make new codes")
    again(session, ready)
    shown = page.all("//main//li/strong/text()")
    assert len(shown) == 8
    assert not set(shown) & set(ready.mf_recovery_codes)
    assert '"enckey"' in ready.tf_totp_secret
    assert '"key"' not in ready.tf_totp_secret


def test_the_second_step_is_turned_off_again(as_officer, ready, visitor):
    assert "off" in as_officer.open("/account/second-step").send("Turn it off").notice
    assert password_step(visitor, ready).h1 == "My account"


def test_staff_without_a_second_step_are_asked_to_turn_it_on(as_officer, as_resident):
    assert "Turn on the second step" in as_officer.open("/account").main
    assert "only a password guards" not in as_resident.open("/account").main


def test_a_person_who_signed_in_long_ago_shows_again_that_it_is_them(as_officer):
    with as_officer.client.session_transaction() as cookie:
        cookie["fs_paa"] = time.time() - 7200
    page = as_officer.open("/account/second-step")
    assert page.h1 == "Show that it is you"
    page = page.fill(password=PASSWORD).send("Go on")
    assert page.h1 == "A second step when you sign in"
