"""What holds for every page that acts for somebody, generated from the addresses themselves."""

import pytest

from tests.support.people import PASSWORD, make_person

FORMS = ["/sign-in", "/join", "/new-password", "/confirm-email", "/sign-in/code", "/sign-in/recovery-code",
         "/account/again", "/account/password", "/account/second-step", "/account/recovery-codes"]  # fmt: skip


def acting(app):
    """Addresses that take a form from somebody who has signed in, their parts filled in with something."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        guard = getattr(app.view_functions[rule.endpoint], "guard", "public")
        if "POST" in rule.methods and guard != "public":
            parts = {name: _something(converter) for name, converter in rule._converters.items()}
            yield adapter.build(rule.endpoint, parts, method="POST")


def _something(converter):
    choices = getattr(converter, "items", None)
    return next(iter(choices)) if choices else "1"


def test_no_form_acts_for_somebody_without_the_token_of_its_page(app, as_admin):
    addresses = list(acting(app))
    assert len(addresses) > 10
    assert {address: as_admin.client.post(address).status_code for address in addresses} == dict.fromkeys(
        addresses, 400
    )


@pytest.mark.parametrize("path", FORMS)
def test_signing_in_takes_forms_and_nothing_else(as_resident, visitor, path):
    for client in (as_resident.client, visitor.client):
        for body in ({"email": {"a": [1]}, "password": 7}, [1, 2], "x"):
            assert client.post(path, json=body).status_code == 400


@pytest.mark.parametrize("path", FORMS)
def test_nothing_hostile_in_a_form_of_signing_in_breaks_it(visitor, app, path):
    token = visitor.open("/sign-in").all("//input[@name='csrf_token']/@value")[0]
    for words in (
        "\x00",
        "\ud7ff\u202e",
        "a" * 200_000,
        "' OR 1=1 --",
        "%s%n{{7*7}}",
        "a@b.example\r\nBcc: c@d.example",
    ):
        data = dict.fromkeys(("email", "password", "name", "code", "new_password", "next", "setup"), words)
        assert visitor.client.post(path, data={**data, "csrf_token": token}).status_code < 500


@pytest.mark.parametrize(
    "path", ["/sign-in/link/x", "/invitations/x", "/confirm-email/x", "/new-password/x", "/groups/x"]
)
@pytest.mark.parametrize("token", ["%00", "..%2f", "a" * 5000, "'", "%F0%9F%98%80", "WzFd.x.y"])
def test_nothing_hostile_in_an_address_breaks_it(as_resident, path, token):
    assert as_resident.client.get(path[:-1] + token, follow_redirects=True).status_code < 500


def test_the_cookie_of_a_session_is_kept_from_scripts_and_other_sites(visitor, session):
    make_person(session, email="ann@example.org")
    page = visitor.open("/sign-in")
    data = {
        "email": "ann@example.org",
        "password": PASSWORD,
        "csrf_token": page.all("//input[@name='csrf_token']/@value")[0],
    }
    cookie = visitor.client.post("/sign-in", data=data).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires=" in cookie


@pytest.mark.parametrize(
    "path", ["/account", "/account/leave", "/account/password", "/people", "/outbox", "/sign-in/link"]
)
def test_no_cache_keeps_a_page_of_one_person(as_admin, path):
    assert "no-store" in as_admin.open(path).headers["Cache-Control"]
