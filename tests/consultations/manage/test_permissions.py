"""Every address of the office's half × every role × every stage, as the table of permissions says."""

import re

import pytest

from tests.support.consultations import bus_consultation
from tests.support.people import make_person, sign_in
from webapp.access import Permission, Role, Stage, may

pytestmark = pytest.mark.once  # who may do what follows from a table in Python; that pages work there is seen elsewhere
ONE = "/office/consultations/<int:consultation_id>"
LOOKS = {
    "": Permission.SEE_DRAFTS,
    "/questions": Permission.SEE_DRAFTS,
    "/preview": Permission.SEE_DRAFTS,
    "/preview/<int:number>": Permission.SEE_DRAFTS,
    "/about": Permission.EDIT_CONSULTATION,
    "/scope": Permission.EDIT_CONSULTATION,
    "/decision": Permission.EDIT_CONSULTATION,
    "/contact": Permission.EDIT_CONSULTATION,
    "/documents": Permission.EDIT_CONSULTATION,
    "/questions/add": Permission.EDIT_QUESTIONS,
    "/questions/add/<kind>": Permission.EDIT_QUESTIONS,
    "/questions/<int:question_id>": Permission.EDIT_QUESTIONS,
    "/questions/<int:question_id>/delete": Permission.EDIT_QUESTIONS,
    "/sections/add": Permission.EDIT_QUESTIONS,
    "/sections/<int:section_id>": Permission.EDIT_QUESTIONS,
    "/sections/<int:section_id>/delete": Permission.EDIT_QUESTIONS,
    "/publish": Permission.PUBLISH_CONSULTATION,
    "/extend": Permission.CHANGE_CLOSING,
    "/close-early": Permission.CHANGE_CLOSING,
    "/reopen": Permission.CHANGE_CLOSING,
    "/withdraw": Permission.WITHDRAW_CONSULTATION,
}
PRESSES = {
    "/documents/<int:document_id>/remove": Permission.EDIT_CONSULTATION,
    "/questions/<int:question_id>/move": Permission.EDIT_QUESTIONS,
    "/questions/<int:question_id>/copy": Permission.EDIT_QUESTIONS,
    "/sections/<int:section_id>/move": Permission.EDIT_QUESTIONS,
}
LISTS = {
    "/office/consultations": Permission.USE_OFFICE,
    "/office/consultations/start": Permission.EDIT_CONSULTATION,
}


def address(path, consultation):
    """The address with ids of this consultation filled in."""
    ids = {
        "consultation_id": consultation.id,
        "question_id": consultation.sections[0].questions[0].id,
        "section_id": consultation.sections[0].id,
        "document_id": 1,
        "number": 1,
        "kind": "single",
    }
    return re.sub(r"<(?:int:)?(\w+)>", lambda found: str(ids[found[1]]), ONE + path)


def refused(page):
    return page.status == 403


def test_the_lists_above_name_every_address_of_the_offices_half(app):
    found = {rule.rule for rule in app.url_map.iter_rules()
             if rule.endpoint.startswith("consultations.manage_")}  # fmt: skip
    assert found == {ONE + path for path in LOOKS | PRESSES} | set(LISTS)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("stage", Stage)
def test_each_role_opens_what_the_table_lets_it_open_at_each_stage(session, visitor, stage, role):
    buses = bus_consultation(session, stage=stage)
    sign_in(visitor, make_person(session, role))
    expected = {path: not may(permission, {role}, stage=stage) for path, permission in LOOKS.items()}
    assert {path: refused(visitor.open(address(path, buses), status=None)) for path in LOOKS} == expected


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("stage", Stage)
def test_each_role_presses_what_the_table_lets_it_press_at_each_stage(session, visitor, stage, role):
    """A wrong press of someone who may is not understood (400) or finds nothing (404); anybody else is refused."""
    buses = bus_consultation(session, stage=stage)
    sign_in(visitor, make_person(session, role))
    token = visitor.open("/account/leave").all("//main//input[@name='csrf_token']/@value")[0]
    press = {"csrf_token": token, "move": "sideways"}
    expected = {path: not may(permission, {role}, stage=stage) for path, permission in PRESSES.items()}
    assert {path: refused(visitor.send(address(path, buses), press, status=None)) for path in PRESSES} == expected


@pytest.mark.parametrize("role", Role)
def test_the_lists_open_for_who_uses_the_office_and_who_may_start(session, visitor, role):
    sign_in(visitor, make_person(session, role))
    expected = {path: not may(permission, {role}) for path, permission in LISTS.items()}
    assert {path: refused(visitor.open(path, status=None)) for path in LISTS} == expected


@pytest.mark.parametrize("path", [*LOOKS, *PRESSES])
def test_nobody_gets_in_without_signing_in(session, visitor, path):
    buses = bus_consultation(session, stage=Stage.DRAFT)
    reply = visitor.client.open(address(path, buses), method="POST" if path in PRESSES else "GET")
    assert reply.status_code in {302, 400}
    assert "Buses and streets" not in reply.text


@pytest.mark.parametrize("path", [*LOOKS, *PRESSES])
def test_a_consultation_that_does_not_exist_is_not_found(session, as_officer, path):
    buses = bus_consultation(session, stage=Stage.DRAFT)
    token = as_officer.open("/account/leave").all("//main//input[@name='csrf_token']/@value")[0]
    wrong = address(path, buses).replace(f"/consultations/{buses.id}", "/consultations/9999")
    reply = as_officer.client.open(wrong, method="POST" if path in PRESSES else "GET", data={"csrf_token": token})
    assert reply.status_code == 404


@pytest.mark.parametrize("path", PRESSES)
def test_another_site_cannot_press_for_an_officer(session, as_officer, path):
    buses = bus_consultation(session, stage=Stage.DRAFT)
    as_officer.send(address(path, buses), {"move": "down"}, status=400)
