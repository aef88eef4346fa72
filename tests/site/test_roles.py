"""Every role at every door of the office: the table decides, and nothing else."""

import pytest

from tests.support import people
from tests.support.visitor import Visitor
from webapp.access import TABLE, Permission, Role, may
from webapp.accounts import security
from webapp.database import db


def doors(app):
    """(address, permission) of every page that can be opened without an argument."""
    for rule in app.url_map.iter_rules():
        guard = getattr(app.view_functions[rule.endpoint], "guard", None)
        if "GET" in rule.methods and not rule.arguments and isinstance(guard, Permission):
            yield rule.rule, guard


def all_doors(app):
    """(address, method, permission) of every guarded address, its arguments filled with what does not exist."""
    for rule in app.url_map.iter_rules():
        guard = getattr(app.view_functions[rule.endpoint], "guard", None)
        if isinstance(guard, Permission):
            values = {name: 999 if name.endswith("_id") else "number" for name in rule.arguments}
            for argument, converter in rule._converters.items():
                if type(converter).__name__ == "IntegerConverter":
                    values[argument] = 999
                elif type(converter).__name__ == "AnyConverter":
                    values[argument] = next(iter(converter.items))
            with app.test_request_context():
                path = app.url_map.bind("localhost").build(rule.endpoint, values)
            for method in rule.methods & {"GET", "POST"}:
                yield path, method, guard


def somebody(app, role):
    with app.app_context():
        return people.sign_in(Visitor(app), people.make_person(db.session, role))


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_the_doors_that_the_table_says(app, role):
    visitor = somebody(app, role)
    opened = {path: visitor.open(path, status=None, follow=False).status for path, _ in doors(app)}
    assert opened == {path: 200 if may(permission, {role, Role.RESIDENT}) else 403 for path, permission in doors(app)}


@pytest.mark.parametrize("role", Role)
def test_a_role_without_the_permission_is_refused_before_anything_is_looked_up(app, role, monkeypatch):
    """403 and not 404, whatever exists; and 403 for forms too, whatever they hold."""
    monkeypatch.setattr(security.csrf, "protect", lambda: None)  # the role must hold without the token's help
    visitor = somebody(app, role)
    got = {
        (path, method): visitor.client.open(path, method=method).status_code
        for path, method, permission in all_doors(app)
        if not may(permission, {role, Role.RESIDENT})
    }
    assert {door: status for door, status in got.items() if status != 403} == {}


def test_a_stranger_is_led_to_the_sign_in_and_back(app, visitor):
    for path, _ in doors(app):
        reply = visitor.open(path, status=302, follow=False)
        assert reply.headers["Location"].startswith("/sign-in?next=")


def test_a_stranger_who_sends_a_form_changes_nothing_and_is_led_to_the_sign_in_or_refused(app, visitor):
    got = {
        (path, method): visitor.client.open(path, method=method).status_code
        for path, method, _ in all_doors(app)
        if method == "POST"
    }
    assert set(got.values()) <= {302, 400}


def test_every_form_of_the_office_needs_its_token(app, as_admin):
    got = {
        path: as_admin.client.post(path, data={"anything": "x"}).status_code
        for path, method, _ in all_doors(app)
        if method == "POST"
    }
    assert {path: status for path, status in got.items() if status != 400} == {}


def test_somebody_whose_role_was_taken_is_out_at_once(app, as_officer):
    assert as_officer.open("/office/consultations").status == 200
    with app.app_context():
        person = db.session.merge(as_officer.person)
        person.grants.clear()
        db.session.commit()
    assert as_officer.open("/office/consultations", status=None).status == 403


def test_the_table_knows_every_permission_that_a_door_asks_for(app):
    assert {permission for _, _, permission in all_doors(app)} <= set(TABLE)
