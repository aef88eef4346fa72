"""Looking changes nothing: no page that is only opened writes to the database."""

import contextlib
import re

import pytest
from sqlalchemy import Engine, event

from tests.support.answering import make_places
from tests.support.consultations import bus_consultation
from webapp.access import Stage

WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|TRUNCATE)\b", re.IGNORECASE)
# Opening a link from a mail is the act itself, or leads to a page with the button that is.
ACTS = {"accounts.use_link", "security.confirm_email"}


@contextlib.contextmanager
def statements():
    """Every statement that reaches the database meanwhile."""
    said = []

    def note(_connection, _cursor, statement, *_):
        said.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
def world(session):
    """A consultation at every stage, so that there is something to read."""
    make_places(session)
    for stage in Stage:
        bus_consultation(session, slug=f"it-is-{stage.value}", stage=stage)


def get_paths(app):
    """Every address that can be opened, its numbers filled with 1 and its names with an open consultation's."""
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and rule.endpoint not in ACTS and rule.endpoint != "asset":
            yield re.sub(r"<[^>]+>", "it-is-open", re.sub(r"<int:[^>]+>", "1", rule.rule)).replace(
                "/themes/it-is-open", "/themes/question"
            )


def written(visitor, paths):
    found = {}
    for path in paths:
        with statements() as said:
            visitor.open(path, status=None, follow=False)
        found[path] = [one for one in said if WRITES.match(one)]
    return {path: writes for path, writes in found.items() if writes}


def test_a_stranger_who_only_looks_writes_nothing(app, world, visitor):
    assert written(visitor, get_paths(app)) == {}


def test_an_officer_who_only_looks_writes_nothing(app, world, as_officer):
    assert written(as_officer, get_paths(app)) == {}


def test_an_administrator_who_only_looks_writes_nothing(app, world, as_admin):
    assert written(as_admin, get_paths(app)) == {}


def test_a_search_engine_that_asks_for_heads_writes_nothing(app, world, visitor):
    with statements() as said:
        for path in get_paths(app):
            visitor.client.head(path)
    assert [one for one in said if WRITES.match(one)] == []


def test_the_detector_sees_a_write(visitor, session, world):
    with statements() as said:
        page = visitor.open("/consultations/it-is-open").link("Start now")
        page.fill(go="on").send("Save and continue")
    assert any(WRITES.match(one) for one in said)
