"""Joining, confirming, and choosing a new password."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from tests.support.letterbox import last_link, mails
from tests.support.people import PASSWORD, again, make_person
from tests.support.visitor import Visitor
from webapp.accounts.models import Person

NEW = "an even longer password"


def join(visitor, email="ann@example.org", name="Ann", password=PASSWORD):
    return visitor.open("/join").fill(email=email, name=name, password=password).send("Make an account")


def enter(visitor, email, password):
    return visitor.open("/sign-in").fill(email=email, password=password).send("Sign in")


def test_a_resident_joins_confirms_and_signs_in(visitor, session):
    assert "Open the link" in join(visitor).notice
    assert "confirmed" in visitor.open(last_link(session)).send("Confirm").notice
    assert enter(visitor, "ann@example.org", PASSWORD).h1 == "My account"
    person = session.scalars(select(Person)).unique().one()
    assert person.name == "Ann"
    assert person.password.startswith("$argon2id$")


def test_nobody_gets_in_before_the_address_is_confirmed(visitor):
    join(visitor)
    assert "first open the link" in enter(visitor, "ann@example.org", PASSWORD).errors[0]


def test_joining_twice_at_the_same_moment_makes_one_account_and_tells_both_the_same(session, app):
    visitors = [Visitor(app) for _ in range(3)]
    pages = [one.open("/join").fill(email="ann@example.org", name="Ann", password=PASSWORD) for one in visitors]
    with ThreadPoolExecutor(3) as pool:
        replies = list(pool.map(lambda page: page.send("Make an account"), pages))
    assert {reply.notice for reply in replies} == {
        "We have sent a mail to ann@example.org. Open the link in it to finish."
    }
    assert len(session.scalars(select(Person)).unique().all()) == 1


def test_opening_the_link_alone_confirms_nothing(visitor, session):
    join(visitor)
    visitor.open(last_link(session))
    assert session.scalars(select(Person)).unique().one().confirmed_at is None


def test_joining_with_a_known_address_looks_the_same_and_changes_nothing(visitor, session, app):
    person = make_person(session, email="bob@example.org", name="Bob")
    known, new = join(visitor, "BOB@example.org", "Mallory", NEW), join(Visitor(app), "eve@example.org")
    assert known.notice.replace("BOB", "eve") == new.notice
    assert (known.status, known.h1) == (new.status, new.h1)
    again(session, person)
    assert person.name == "Bob"
    assert "There is one already" in mails(session, "bob@example.org")[0].text


def test_the_mail_to_somebody_who_joins_twice_holds_no_link_that_would_confirm_a_strangers_password(
    visitor, session, app
):
    join(visitor)
    join(Visitor(app), password=NEW)
    again = mails(session, "ann@example.org")[-1].text
    assert "confirm-email/" not in again
    assert "/sign-in/link" in again


def test_a_short_password_is_refused_at_its_field(visitor):
    page = join(visitor, password="elevenchars")
    assert page.field_errors == {"password": "Your password must have at least 12 characters."}


def test_a_password_needs_no_capitals_digits_or_signs(visitor):
    assert "Open the link" in join(visitor, password="only small letters").notice


def test_a_name_is_asked_for(visitor):
    assert join(visitor, name=" ").field_errors == {"name": "Enter your name."}


def test_nobody_becomes_an_officer_by_adding_fields_to_the_form(visitor, session):
    page = visitor.open("/join").fill(email="ann@example.org", name="Ann", password=PASSWORD)
    page.send("Make an account", roles="officer", active="1", confirmed_at="2026-01-01")
    person = session.scalars(select(Person)).unique().one()
    assert person.grants == []
    assert person.confirmed_at is None


def test_a_new_password_is_chosen_by_a_link_that_works_once(visitor, session, app):
    make_person(session, email="ann@example.org")
    visitor.open("/new-password").fill(email="ann@example.org").send("Send the link")
    link = last_link(session)
    visitor.open(link).fill(password=NEW, password_confirm=NEW).send()
    assert enter(visitor, "ann@example.org", NEW).h1 == "My account"
    assert "does not work any more" in Visitor(app).open(link).notice


def test_a_new_password_ends_every_session(as_resident, session, app):
    email, other = as_resident.person.email, Visitor(app)
    other.open("/new-password").fill(email=email).send("Send the link")
    other.open(last_link(session)).fill(password=NEW, password_confirm=NEW).send()
    assert as_resident.client.get("/account").status_code == 302
    assert "was changed" in mails(session, email)[-1].subject


def test_asking_for_a_new_password_says_the_same_about_an_address_nobody_has(visitor, session, app):
    make_person(session, email="ann@example.org")
    known = visitor.open("/new-password").fill(email="ann@example.org").send("Send the link")
    unknown = Visitor(app).open("/new-password").fill(email="eve@example.org").send("Send the link")
    assert known.notice.replace("ann", "eve") == unknown.notice
    assert len(mails(session)) == 1


def test_a_person_changes_their_password_and_stays_signed_in_here(as_resident, session):
    page = as_resident.open("/account/password")
    page.fill(password=PASSWORD, new_password=NEW, new_password_confirm=NEW)
    assert page.send("Save").notice == "Your password is changed."
    assert as_resident.open("/account").h1 == "My account"


def test_two_different_new_passwords_are_refused_at_the_second(as_resident):
    page = as_resident.open("/account/password")
    page.fill(password=PASSWORD, new_password=NEW, new_password_confirm=NEW + "!")
    assert page.send("Save").field_errors == {"new_password_confirm": "The two passwords are not the same."}


def test_confirming_again_says_the_same_about_an_address_nobody_has(visitor, session, app):
    join(visitor)
    known = visitor.open("/confirm-email").fill(email="ann@example.org").send("Send it again")
    unknown = Visitor(app).open("/confirm-email").fill(email="eve@example.org").send("Send it again")
    assert known.notice.replace("ann", "eve") == unknown.notice
    assert len(mails(session)) == 2


def test_a_hostile_name_is_shown_as_letters_in_pages_and_mail(visitor, session):
    join(visitor, name="<script>alert(1)</script>{{ 7*7 }}")
    mail = mails(session)[0]
    assert "<script>" not in mail.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in mail.html
    visitor.open(last_link(session)).send("Confirm")
    page = enter(visitor, "ann@example.org", PASSWORD)
    assert "<script>alert(1)</script>{{ 7*7 }}" in page.main
    assert not page.all("//main//script")
