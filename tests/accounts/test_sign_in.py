"""Signing in and out, by password and by link."""

from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from tests.conftest import NOON
from tests.support.letterbox import last_link, mails
from tests.support.people import PASSWORD, again, make_person
from tests.support.visitor import Visitor
from webapp.access import Role
from webapp.accounts import keys, links
from webapp.accounts.models import Person
from webapp.database import db

KEY = b"a key for tests"


def enter(visitor, email, password, start="/sign-in"):
    return visitor.open(start).fill(email=email, password=password).send("Sign in")


def test_a_person_signs_in_with_a_password(visitor, session):
    person = make_person(session, email="Ann@Example.org")
    assert enter(visitor, "ann@EXAMPLE.org ", PASSWORD).h1 == "My account"
    again(session, person)
    assert person.signed_in_at == NOON


def test_signing_in_leads_back_to_the_page_that_asked_for_it(visitor, session):
    make_person(session, Role.ADMINISTRATOR, email="ann@example.org")
    page = visitor.open("/people?words=ann")
    assert page.h1 == "Sign in"
    assert page.fill(email="ann@example.org", password=PASSWORD).send("Sign in").url == "/people?words=ann"


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example/", "/\\evil.example", "https:evil.example",
                                   "javascript:alert(1)", "/%09/evil.example"])  # fmt: skip
def test_signing_in_never_leads_to_another_site(visitor, session, where):
    make_person(session, email="ann@example.org")
    page = visitor.open("/sign-in", query_string={"next": where})
    token = page.all("//input[@name='csrf_token']/@value")[0]
    data = {"email": "ann@example.org", "password": PASSWORD, "next": where, "csrf_token": token}
    reply = visitor.client.post(page.url, data=data)
    going = urlsplit(reply.headers.get("Location", "/"))
    assert (going.scheme, going.netloc) == ("", "")
    assert going.path.startswith("/")
    assert not going.path.startswith(("//", "/\\", "/\t"))


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(visitor, session, app):
    make_person(session, email="ann@example.org")
    wrong = enter(visitor, "ann@example.org", "not the right password")
    unknown = enter(Visitor(app), "bob@example.org", "not the right password")
    assert wrong.status == unknown.status
    assert wrong.errors == unknown.errors
    assert "do not go together" in wrong.errors[0]
    assert wrong.field_errors == unknown.field_errors == {}


def test_an_account_that_was_stopped_gets_the_same_answer_too(visitor, session):
    make_person(session, email="ann@example.org", active=False)
    assert "do not go together" in enter(visitor, "ann@example.org", PASSWORD).errors[0]


def test_signing_in_keeps_nothing_of_the_session_before(visitor, session):
    make_person(session, email="ann@example.org")
    with visitor.client.session_transaction() as cookie:
        cookie["laid"] = "by somebody else"
    before = visitor.open("/sign-in").all("//input[@name='csrf_token']/@value")
    after = (
        enter(visitor, "ann@example.org", PASSWORD)
        .visitor.open("/account/leave")
        .all("//input[@name='csrf_token']/@value")
    )
    with visitor.client.session_transaction() as cookie:
        assert "laid" not in cookie
    assert before != after


def test_a_person_signs_in_by_a_link_in_a_mail(visitor, session):
    make_person(session, email="ann@example.org")
    page = visitor.open("/sign-in/link").fill(email="Ann@example.org").send("Send the link")
    assert "we have sent a mail" in page.notice
    assert visitor.open(last_link(session)).send("Sign in").h1 == "My account"


def test_a_link_works_once(visitor, session, app):
    make_person(session, email="ann@example.org")
    visitor.open("/sign-in/link").fill(email="ann@example.org").send("Send the link")
    link = last_link(session)
    page, copied = visitor.open(link), Visitor(app).open(link)
    assert page.send("Sign in").h1 == "My account"
    assert "used or has expired" in copied.send("Sign in").notice
    assert "used or has expired" in Visitor(app).open(link).notice


def test_opening_a_link_does_not_use_it_up(visitor, session):
    make_person(session, email="ann@example.org")
    visitor.open("/sign-in/link").fill(email="ann@example.org").send("Send the link")
    visitor.open(last_link(session))
    assert visitor.open(last_link(session)).h1 == "Sign in now"


def test_two_uses_of_a_link_at_once_let_one_in(session, race):
    token = links.make(session, person=make_person(session), key=KEY)
    session.commit()
    outcomes = race(4, lambda s: links.use(s, token=token, key=KEY))
    assert sum(isinstance(outcome, Person) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, links.LinkSpent) for outcome in outcomes) == 3


def test_asking_for_a_link_says_the_same_about_an_address_nobody_has(visitor, session):
    page = visitor.open("/sign-in/link").fill(email="nobody@example.org").send("Send the link")
    assert "we have sent a mail" in page.notice
    assert mails(session) == []


def test_a_link_carries_on_to_the_page_that_was_wanted(visitor, session):
    make_person(session, Role.ADMINISTRATOR, email="ann@example.org")
    page = visitor.open("/people").link("Sign in by a link")
    page.fill(email="ann@example.org").send("Send the link")
    assert visitor.open(last_link(session)).send("Sign in").h1 == "People"


def test_only_a_keyed_hash_of_a_link_is_kept(session):
    token = links.make(session, person=make_person(session), key=KEY)
    kept = session.scalar(select(links.SignInLink.digest))
    assert token not in kept
    assert kept == keys.digest_of(token, KEY)


def test_a_link_to_an_unproven_address_proves_it_and_drops_a_password_that_a_stranger_may_have_set(visitor, session):
    person = make_person(session, email="ann@example.org", confirmed_at=None)
    visitor.open("/sign-in/link").fill(email="ann@example.org").send("Send the link")
    visitor.open(last_link(session)).send("Sign in")
    again(session, person)
    assert person.confirmed_at is not None
    assert person.password is None


def test_a_link_in_mail_leads_to_the_site_of_the_settings_whatever_host_was_asked(app, session, monkeypatch):
    make_person(session, email="ann@example.org")
    monkeypatch.setitem(app.config, "BASE_URL", "https://say.merestone.example")
    for path, button in (
        ("/sign-in/link", "Send the link"),
        ("/new-password", "Send the link"),
        ("/join", "Make an account"),
    ):
        visitor = Visitor(app)
        page = visitor.open(path, headers={"Host": "evil.example"})
        data = {"email": "ann@example.org", "name": "Ann", "password": PASSWORD,
                "csrf_token": page.all("//input[@name='csrf_token']/@value")[0]}  # fmt: skip
        cookie = page.headers["Set-Cookie"].split(";")[0]
        reply = app.test_client(use_cookies=False).post(
            path, data=data, headers={"Host": "evil.example", "Cookie": cookie}
        )
        assert reply.status_code < 400, button
    assert len(mails(session)) == 3
    assert all("evil.example" not in mail.text + mail.html for mail in mails(session))
    assert all("https://say.merestone.example/" in mail.text for mail in mails(session))


def test_a_form_of_signing_in_without_its_token_is_refused(visitor, session):
    make_person(session, email="ann@example.org")
    reply = visitor.client.post("/sign-in", data={"email": "ann@example.org", "password": PASSWORD})
    assert reply.status_code == 400
    assert visitor.client.get("/account").status_code == 302


def test_a_person_who_is_stopped_is_out_at_once(as_resident, session):
    as_resident.open("/account")
    db.session.get(Person, as_resident.person.id).active = False
    db.session.commit()
    assert as_resident.client.get("/account").status_code == 302


def test_signing_out_is_never_done_by_only_opening_a_page(as_resident):
    assert as_resident.open("/account/leave").h1 == "Sign out"
    assert as_resident.open("/account").h1 == "My account"


def test_signing_out_without_the_token_of_the_page_is_refused(as_resident):
    assert as_resident.client.post("/account/leave").status_code == 400
    assert as_resident.open("/account").h1 == "My account"
