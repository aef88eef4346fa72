"""Who is signed in, and when anybody looks."""

import pytest
import sqlalchemy as sa

from tests.support.people import make_person, sign_in
from webapp.access import Role
from webapp.database import db


@pytest.fixture
def statements(app):
    """What is said to the database."""
    heard = []

    def listen(_connection, _cursor, statement, *_):
        heard.append(statement)

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", listen)
    yield heard
    sa.event.remove(engine, "before_cursor_execute", listen)


def test_a_stranger_who_opens_the_front_page_is_not_looked_up_and_gets_no_cookie(visitor, statements):
    page = visitor.open("/")
    assert not [said for said in statements if "person" in said]
    assert "Set-Cookie" not in page.headers
    assert "Cookie" not in page.headers.get("Vary", "")


def test_the_front_page_is_the_same_for_somebody_who_has_signed_in(as_officer, visitor, statements):
    page = as_officer.open("/")
    assert page.reply.text == visitor.open("/").reply.text
    assert not [said for said in statements if "person" in said]
    assert "Set-Cookie" not in page.headers
    assert "Cookie" not in page.headers.get("Vary", "")


def test_a_person_and_all_their_roles_are_one_query(as_organiser, statements):
    as_organiser.open("/account")
    assert len([said for said in statements if "FROM person" in said]) == 1
    assert not [said for said in statements if "FROM role_grant" in said or "FROM membership" in said]


def test_a_copied_cookie_is_worth_nothing_after_signing_out(app, session, visitor):
    person = make_person(session, Role.OFFICER)
    sign_in(visitor, person)
    thief = type(visitor)(app)
    sign_in(thief, person)
    visitor.open("/account/leave").send()
    assert thief.client.get("/account").status_code == 302
    assert visitor.client.get("/account").status_code == 302


def test_a_visitor_of_the_account_page_is_sent_to_sign_in_and_would_come_back(visitor):
    reply = visitor.client.get("/account")
    assert reply.location == "/sign-in?next=/account"
