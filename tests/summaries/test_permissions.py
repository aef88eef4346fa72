"""Who may do what at which stage, asked of every role at every stage as the table says."""

import pytest

from tests.summaries.crowd import Crowd
from tests.support.consultations import make_consultation, make_question
from tests.support.people import make_person, sign_in
from tests.support.visitor import Visitor
from webapp.access import TABLE, Permission, Role, Stage
from webapp.consultations.models import Kind

pytestmark = pytest.mark.once  # who may do what follows from a table in Python; that pages work there is seen elsewhere
PAGES = (
    (Permission.SEE_SUMMARY, "GET", "/office/consultations/{id}/summary"),
    (Permission.READ_RESPONSES, "GET", "/office/consultations/{id}/answers"),
    (Permission.READ_RESPONSES, "GET", "/office/responses/4"),
    (Permission.EXCLUDE_RESPONSES, "GET", "/office/responses/4/set-aside"),
    (Permission.EXCLUDE_RESPONSES, "POST", "/office/responses/4/count-again"),
    (Permission.DOWNLOAD_SUMMARY, "POST", "/office/consultations/{id}/downloads"),
    (Permission.DOWNLOAD_SUMMARY, "POST", "/office/consultations/{id}/downloads/stop"),
)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("stage", Stage)
def test_a_page_opens_for_whom_the_table_says(app, session, role, stage):
    consultation = make_consultation(session, stage=stage)
    make_question(session, consultation, Kind.SINGLE)
    Crowd(session, consultation).answer(4)
    somebody = sign_in(Visitor(app), make_person(session, role))
    token = somebody.open("/account/leave").all("//input[@name='csrf_token']/@value")[0]
    opened = {one: _opens(somebody, token, one[1], one[2].format(id=consultation.id)) for one in PAGES}
    assert opened == {one: stage in TABLE[one[0]].get(role, ()) for one in PAGES}


def _opens(visitor: Visitor, token: str, method: str, path: str) -> bool:
    data = {"csrf_token": token} if method == "POST" else None
    status = visitor.client.open(path, method=method, data=data).status_code
    assert status in {200, 302, 403}
    return status != 403


@pytest.mark.parametrize("path", [path for _permission, method, path in PAGES if method == "GET"])
def test_who_has_not_signed_in_is_asked_to(session, visitor, path):
    consultation = make_consultation(session)
    reply = visitor.client.get(path.format(id=consultation.id))
    assert (reply.status_code, "/sign-in" in reply.headers["Location"]) == (302, True)


@pytest.mark.parametrize("path", [path for _permission, method, path in PAGES if method == "POST"])
def test_nothing_is_changed_for_who_has_not_signed_in(session, visitor, path):
    consultation = make_consultation(session)
    assert visitor.client.post(path.format(id=consultation.id)).status_code in {302, 400}
