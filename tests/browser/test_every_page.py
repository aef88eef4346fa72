"""Every kind of page that links lead to, on a phone: nothing for axe to find, nothing wider than the window."""

import pytest
from sqlalchemy import select

from tests.browser.looking import fits, look_over
from tests.site.walking import walk
from tests.support import merestone
from tests.support.people import sign_in
from tests.support.visitor import Visitor
from webapp.accounts.models import Person
from webapp.database import db


@pytest.fixture
def demonstration(_site):
    """With the themes of its closed consultation found, and worked on."""
    merestone.put(_site, themed="warm-homes-good-jobs", used=True)


def visitor_of(app, email):
    """Somebody's browser; a stranger's, where `email` is empty."""
    visitor = Visitor(app)
    if email:
        with app.app_context():
            person = db.session.scalars(select(Person).where(Person.email == email)).unique().one()
        sign_in(visitor, person)
    return visitor


def pages_of(app, visitor):
    """One address of each kind of page that this person reaches by links, by kind."""
    walked = walk(app, visitor, start=["/", "/account"], times=1)
    return {endpoint: path for path, page, endpoint in walked if page.tree is not None}


def sign_in_there(page, site, visitor):
    """The browser of `page` is that of the visitor from now on."""
    cookie = visitor.client.get_cookie("session")
    if cookie:
        page.context.add_cookies([{"name": "session", "value": cookie.value, "url": site}])


OFFICER, ADMINISTRATOR = "okafor@merestone.example", "bellweather@merestone.example"


@pytest.mark.parametrize(("email", "but"), [("", None), (OFFICER, None), (ADMINISTRATOR, OFFICER)])
def test_every_page_is_fit_for_everybody_on_a_phone(app, site, phone, email, but):
    """`but`: somebody whose kinds of pages are looked at anyway."""
    page = phone()
    known = pages_of(app, visitor_of(app, but)) if but else {}
    visitor = visitor_of(app, email)
    found = pages_of(app, visitor)
    sign_in_there(page, site, visitor)
    assert len(found) > 8
    for endpoint, path in found.items():
        if endpoint not in known:
            page.goto(path)
            look_over(page)


LARGE = ["/", "/consultations/buses-and-streets", "/office/consultations/2/summary", "/patterns"]


@pytest.mark.parametrize("path", LARGE)
def test_pages_fit_at_twice_the_text_size(app, site, phone, path):
    page = phone()
    sign_in_there(page, site, visitor_of(app, OFFICER))
    page.set_viewport_size({"width": 640, "height": 800})
    page.goto(path)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    fits(page)
