"""People and roles, as an administrator sees them."""

import pytest
from sqlalchemy import select

from tests.support.people import make_person, sign_in
from tests.support.visitor import Visitor
from webapp.access import Role
from webapp.accounts import services
from webapp.audit.models import AuditEntry
from webapp.audit.services import find_break


@pytest.mark.parametrize("who", ["as_resident", "as_organiser", "as_officer", "as_analyst"])
@pytest.mark.parametrize("path", ["/people", "/people/1", "/people/1/stop", "/groups/new", "/outbox", "/outbox/1"])
def test_only_administrators_open_what_is_theirs(request, who, path):
    assert request.getfixturevalue(who).open(path, status=None).status == 403


def test_roles_that_are_given_take_effect_at_once(as_admin, app, session):
    person = make_person(session)
    theirs = sign_in(Visitor(app), person)
    assert theirs.open("/people", status=None).status == 403
    as_admin.open(f"/people/{person.id}").fill(roles=["administrator", "analyst"]).send("Save the roles")
    assert theirs.open("/people").status == 200
    as_admin.open(f"/people/{person.id}").fill(roles=[]).send("Save the roles")
    assert theirs.open("/people", status=None).status == 403


def test_each_role_given_and_taken_is_on_the_audit_trail(as_admin, session):
    person = make_person(session, Role.OFFICER)
    as_admin.open(f"/people/{person.id}").fill(roles=["analyst"]).send("Save the roles")
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(entry.act, entry.facts["role"]) for entry in entries] == [
        ("take role", "officer"),
        ("give role", "analyst"),
    ]
    assert {entry.actor_id for entry in entries} == {as_admin.person.id}
    assert find_break(session) is None


def test_roles_that_follow_from_groups_cannot_be_given_by_hand(as_admin, session):
    person = make_person(session)
    page = as_admin.open(f"/people/{person.id}").fill(roles=["group organiser"]).send("Save the roles")
    assert page.field_errors
    with session.no_autoflush:
        services.set_roles(session, person=person, roles=[Role.GROUP_ORGANISER], by=as_admin.person)
    assert person.grants == []


def test_an_administrator_cannot_stop_being_one_by_accident(as_admin):
    page = as_admin.open(f"/people/{as_admin.person.id}").fill(roles=["officer"]).send("Save the roles")
    assert "Ask another administrator" in page.field_errors["roles"]
    assert as_admin.open("/people").status == 200


def test_a_stopped_account_is_out_at_once_and_can_be_let_in_again(as_admin, app, session):
    person = make_person(session)
    theirs = sign_in(Visitor(app), person)
    as_admin.open(f"/people/{person.id}").link("Stop this account").send("Stop the account")
    assert theirs.client.get("/account").status_code == 302
    page = as_admin.open(f"/people/{person.id}").link("Let this person sign in again").send("Let them sign in")
    assert "can sign in" in page.notice


def test_administrators_cannot_stop_their_own_account(as_admin):
    page = as_admin.open(f"/people/{as_admin.person.id}/stop").send("Stop the account")
    assert "Ask another administrator" in page.errors[0]


def test_people_are_found_by_part_of_their_name_or_address(as_admin, session):
    make_person(session, name="Ann Archer", email="one@example.org")
    make_person(session, name="Bob", email="archer@example.org")
    page = as_admin.open("/people").fill(words="ARCHER").send("Find")
    assert "Ann Archer" in page.main
    assert "Bob" in page.main
    assert as_admin.person.email not in page.main


def test_a_percent_sign_in_the_search_is_only_a_percent_sign(as_admin):
    assert "Nobody was found" in as_admin.open("/people?words=%25").main


@pytest.mark.parametrize("query", ["older=99999999999999", "older=x", "newer=-1", "words=%00", "older=%D9%A1"])
def test_a_broken_address_of_the_list_is_still_a_list(as_admin, query):
    assert as_admin.open(f"/people?{query}").h1 == "People"


def test_sixty_people_stand_on_three_pages_that_lead_to_and_fro(as_admin, session):
    for _ in range(59):
        make_person(session)
    first = as_admin.open("/people")
    second = first.link("Next page")
    third = second.link("Next page")
    shown = [len(page.all("//dl/div")) for page in (first, second, third)]
    assert shown == [25, 25, 10]
    assert third.link("Previous page").main == second.main.replace("", "")
