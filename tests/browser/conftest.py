"""A real browser on a real server, with a real worker beside it."""

import shutil
import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlalchemy import delete
from werkzeug.serving import make_server

from tests.support import databases, merestone
from tests.support.people import sign_in
from tests.support.visitor import Visitor
from webapp import features
from webapp.accounts.queries import find_person
from webapp.database import db, writing
from webapp.jobs import worker
from webapp.proposals.models import Proposal

PHONE = {"width": 320, "height": 640}
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
           "--disable-sync", "--no-first-run"]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What a browser adds to a page (script, layout, keys, what axe finds) does not depend on the database, and every
    page is walked on both without one. So both carry one journey of each room, and the rest is looked at once."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            if not item.get_closest_marker("journey"):
                item.add_marker(pytest.mark.once)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    assert program, "There is no Chromium here. On Debian: apt install chromium"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        yield running
        running.close()


@pytest.fixture
def demonstration(_site: databases.Site) -> None:
    """What is in the database when the site starts. A module whose tests begin later in the story has its own."""
    merestone.put(_site)


@pytest.fixture
def site(_site: databases.Site, demonstration: None) -> Iterator[str]:
    """The address of the whole site with the demonstration in it, a worker running; the clock runs as it does."""
    app = _site.app
    server = make_server("127.0.0.1", 0, app, threaded=True)
    stop = threading.Event()
    threads = [threading.Thread(target=server.serve_forever), threading.Thread(target=_work, args=(app, stop))]
    for thread in threads:
        thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    stop.set()
    server.shutdown()
    for thread in threads:
        thread.join()


def _work(app: Flask, stop: threading.Event) -> None:
    with app.app_context():
        while not stop.is_set():
            if not worker.run_next(db.sessionmaker, features.JOBS):
                stop.wait(0.2)


@pytest.fixture
def nothing_proposed_yet(app: Flask, site: str) -> None:
    """What the demonstration proposes is gone, so that the first proposal of a test is P-1."""
    with app.app_context():
        writing.set(True)
        db.session.execute(delete(Proposal))
        db.session.commit()
        writing.set(False)


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """`phone(script=False)`: somebody's phone, 320 × 640, in a browser of its own."""
    contexts: list[BrowserContext] = []

    def open_phone(*, script: bool = True) -> Page:
        contexts.append(
            browser.new_context(viewport=PHONE, java_script_enabled=script, base_url=site, accept_downloads=True)
        )
        return contexts[-1].new_page()

    yield open_phone
    for context in contexts:
        context.close()


@pytest.fixture
def phone_of(app: Flask, site: str, phone: Callable[..., Page]) -> Callable[..., Page]:
    """`phone_of(email, script=False)`: somebody's phone, signed in."""

    def signed_in(email: str, *, script: bool = True) -> Page:
        with app.app_context():
            person = find_person(db.session, email)
            assert person is not None
            cookie = sign_in(Visitor(app), person).client.get_cookie("session")
        assert cookie is not None
        page = phone(script=script)
        page.context.add_cookies([{"name": "session", "value": cookie.value, "url": site}])
        return page

    return signed_in
