"""Closing one's own account: nothing is left that tells who it was."""

import sqlalchemy as sa

from tests.support.letterbox import mails
from tests.support.people import PASSWORD, make_person, sign_in
from tests.support.visitor import Visitor
from webapp.access import Role
from webapp.accounts import closing, services
from webapp.accounts.models import GroupKind, Person
from webapp.accounts.signals import person_gone
from webapp.audit.services import find_break
from webapp.database import Base
from webapp.notices import following
from webapp.notices import services as notices


def close(app, person, words="stay"):
    page = sign_in(Visitor(app), person).open("/account").link("Close your account")
    return page.fill(words=words, sure="y").send("Close my account")


def everything(session):
    """Every text in the database."""
    session.rollback()
    return " ".join(
        str(value)
        for table in Base.metadata.tables.values()
        for row in session.execute(sa.select(table))
        for value in row
        if isinstance(value, str)
    )


def test_nothing_in_the_database_tells_who_it_was(app, session):
    person = make_person(session, name="Ottoline Vane", email="ottoline@example.org")
    group = services.create_group(session, name="Friends", kind=GroupKind.COMMUNITY)
    services.add_member(session, group=group, person=person)
    following.follow(session, person_id=person.id, kind="thread", thing_id=1)
    notices.post(session, to=person.email, subject="For Ottoline Vane", text="Dear Ottoline Vane")
    session.commit()
    assert close(app, person).h1 == "Your account is closed"
    left = everything(session).lower()
    assert "ottoline" not in left
    assert "vane" not in left


def test_who_closed_their_account_is_signed_out_everywhere_and_cannot_come_back(app, session):
    person = make_person(session)
    elsewhere, email = sign_in(Visitor(app), person), person.email
    close(app, person)
    assert elsewhere.open("/account", status=302, follow=False).headers["Location"].startswith("/sign-in")
    page = Visitor(app).open("/sign-in").fill(email=email, password=PASSWORD).send()
    assert page.errors


def test_one_must_say_what_happens_to_ones_words_and_that_one_is_sure(app, session):
    person = make_person(session)
    page = sign_in(Visitor(app), person).open("/account/close").send("Close my account")
    assert set(page.field_errors) == {"words", "sure"}
    session.rollback()
    assert session.get(Person, person.id).active


def test_rooms_hear_of_it_and_of_what_shall_happen_to_the_words(app, session):
    heard = []

    def hear(_session, **facts):
        heard.append(facts)

    person_gone.connect(hear)
    try:
        people = [make_person(session), make_person(session)]
        close(app, people[0])
        close(app, people[1], words="go")
    finally:
        person_gone.disconnect(hear)
    assert heard == [
        {"person_id": people[0].id, "with_words": False},
        {"person_id": people[1].id, "with_words": True},
    ]


def test_the_only_organiser_of_a_group_is_told_what_to_do_first(app, session):
    person = make_person(session, Role.GROUP_ORGANISER)
    page = close(app, person)
    assert page.errors == [
        f"You are the only organiser of {person.memberships[0].group.name}. First make somebody else an organiser."
    ]


def test_the_only_administrator_stays(app, session):
    first = make_person(session, Role.ADMINISTRATOR)
    assert "You are the only administrator." in close(app, first).errors[0]
    make_person(session, Role.ADMINISTRATOR)
    assert close(app, first).h1 == "Your account is closed"


def test_the_audit_trail_stays_whole(app, session):
    close(app, make_person(session))
    session.rollback()
    assert find_break(session) is None


def test_mail_that_waited_is_not_sent(app, session):
    person = make_person(session)
    notices.post(session, to=person.email, subject="Hello", text="Hello")
    session.commit()
    close(app, person)
    assert [one.given_up_at is not None for one in mails(session)] == [True]


def test_two_administrators_who_go_at_once_leave_one(app, session, race):
    ids = [make_person(session, Role.ADMINISTRATOR).id for _ in range(2)]
    waiting = iter(ids)
    outcomes = race(2, lambda own: closing.close(own, person=own.get_one(Person, next(waiting)), with_words=False))
    assert sum(isinstance(one, closing.OnlyAdministrator) for one in outcomes) == 1
