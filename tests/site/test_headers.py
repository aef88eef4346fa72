"""What every reply carries, whatever it is a reply to."""

import pytest
from sqlalchemy import Engine, event

from tests.support.answering import answer_all, make_places
from tests.support.consultations import bus_consultation
from webapp.access import Stage

PUBLIC = ["/", "/about", "/accessibility", "/patterns", "/receipt", "/groups", "/consultations/buses",
          "/consultations/buses/questions", "/consultations/gone", "/consultations", "/places", "/places/x-1",
          "/search?q=bus"]  # fmt: skip
PERSONAL = ["/consultations/buses/answer", "/consultations/buses/answer/1", "/consultations/buses/answer/check",
            "/consultations/buses/answer/mine", "/consultations/buses/answer/sent",
            "/consultations/buses/answer/withdraw", "/sign-in", "/join", "/account"]  # fmt: skip
OFFICE = ["/office/consultations", "/office/consultations/1", "/office/consultations/start", "/office/import",
          "/people"]  # fmt: skip
ERRORS = ["/nothing", "/about/", "/consultations/nothing", "/consultations/it%00", "/assets/nothing.css", "/office/x"]


@pytest.fixture
def buses(session):
    make_places(session)
    bus_consultation(session, slug="gone", stage=Stage.WITHDRAWN)
    return bus_consultation(session)


def is_guarded(headers):
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    return (
        "unsafe" not in headers["Content-Security-Policy"]
        and policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
        and policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
        and headers["X-Content-Type-Options"] == "nosniff"
        and headers["Referrer-Policy"] == "same-origin"
        and "Cache-Control" in headers
    )


def unguarded(visitor, paths):
    replies = {path: visitor.client.get(path) for path in paths}
    return [path for path, reply in replies.items() if not is_guarded(reply.headers)]


def test_every_reply_is_guarded(app, buses, visitor):
    assert unguarded(visitor, [*PUBLIC, *PERSONAL, *OFFICE, *ERRORS]) == []


def test_every_reply_to_staff_is_guarded(app, buses, as_admin):
    assert unguarded(as_admin, [*PUBLIC, *PERSONAL, *OFFICE, *ERRORS]) == []


def test_replies_to_refused_forms_are_guarded(app, buses, visitor):
    replies = [visitor.client.post(path, data={"x": "y"}) for path in [*PUBLIC, *PERSONAL, *OFFICE, *ERRORS]]
    assert [reply.request.path for reply in replies if not is_guarded(reply.headers)] == []


def test_a_fault_of_ours_is_guarded_and_tells_nothing(app, visitor, monkeypatch):
    def fail():
        raise ZeroDivisionError("the secret word")

    fail.guard = "public"
    monkeypatch.setitem(app.view_functions, "home.about", fail)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    page = visitor.open("/about", status=500)
    assert is_guarded(page.headers)
    assert page.headers["Cache-Control"] == "no-store"
    assert "secret" not in page.text


def test_only_the_preview_may_be_framed_and_only_by_us(app, buses, as_officer):
    framed = as_officer.open(f"/office/consultations/{buses.id}/preview/1")
    assert "frame-ancestors 'self'" in framed.headers["Content-Security-Policy"]
    assert "X-Framed-By-Us" not in framed.headers


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_may_be_kept_by_caches(app, buses, visitor, path):
    assert visitor.open(path, status=None).headers["Cache-Control"].startswith("public, max-age=")


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_the_same_for_everybody_and_sets_nothing(app, buses, visitor, as_admin, path):
    stranger, admin = visitor.open(path, status=None), as_admin.open(path, status=None)
    assert stranger.reply.data == admin.reply.data
    for page in (stranger, admin):
        assert "Set-Cookie" not in page.headers
        assert "cookie" not in page.headers.get("Vary", "").lower()


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_never_asks_who_is_reading(app, buses, as_admin, path):
    said = []

    def note(_connection, _cursor, statement, *_):
        said.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    as_admin.open(path, status=None)
    event.remove(Engine, "before_cursor_execute", note)
    assert [one for one in said if "FROM person" in one or "JOIN person" in one] == []


@pytest.mark.parametrize("path", PERSONAL)
def test_a_personal_page_is_kept_by_nobody(app, session, buses, visitor, path):
    answer_all(visitor, session, buses)
    assert visitor.client.get(path).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", OFFICE)
def test_a_page_of_the_office_is_kept_by_nobody(app, buses, as_admin, visitor, path):
    assert as_admin.client.get(path).headers["Cache-Control"] == "no-store"
    assert visitor.client.get(path).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ERRORS)
def test_an_error_is_kept_by_nobody(app, buses, visitor, path):
    reply = visitor.client.get(path)
    assert (reply.status_code, reply.headers["Cache-Control"]) == (404, "no-store")


def test_the_cookie_of_an_answer_stays_with_its_consultation(app, buses, visitor):
    cookie = visitor.client.get("/consultations/buses/answer").headers["Set-Cookie"]
    assert "Path=/consultations/buses/answer" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_built_files_are_kept_for_a_year(app, visitor):
    address = visitor.open("/about").all("//link[@rel='stylesheet']/@href")[0]
    reply = visitor.client.get(address)
    assert reply.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert reply.mimetype == "text/css"


def test_over_https_browsers_are_told_to_stay_there(app, visitor):
    assert "Strict-Transport-Security" in visitor.client.get("/about", base_url="https://localhost").headers
    assert "Strict-Transport-Security" not in visitor.client.get("/about").headers
