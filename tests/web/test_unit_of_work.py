"""One request, one transaction: all of it is kept, or nothing."""

import pytest
from flask import abort
from sqlalchemy import func, select

from webapp.database import db, writing
from webapp.places.models import Area
from webapp.web import unit_of_work
from webapp.web.guard import public

REPLIES = {"well": ("", 200), "elsewhere": ("", 303), "wrong": ("", 422), "full": ("", 503)}


def fail():
    raise ZeroDivisionError


ENDS = {
    **{name: lambda reply=reply: reply for name, reply in REPLIES.items()},
    "fault": fail,
    "abort": lambda: abort(409),
}


@pytest.fixture
def send(app, monkeypatch):
    """Send a form to a view that writes and then ends in this way; the status of the reply."""
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    def post(end):
        @public
        def view(slug):
            db.session.add(Area(code="A-1", name="Foundry", district="Calderwick"))
            db.session.flush()
            return ENDS[end]()

        monkeypatch.setitem(app.view_functions, "consultations.finish", view)
        return app.test_client().post("/consultations/x/answer/finish").status_code

    return post


def stored(app):
    with app.app_context():
        writing.set(False)
        return db.session.scalar(select(func.count(Area.id)))


@pytest.mark.parametrize("end", ["well", "elsewhere"])
def test_a_request_that_ends_well_is_kept(app, send, end):
    assert send(end) < 400
    assert stored(app) == 1


@pytest.mark.parametrize("end", ["wrong", "full", "abort", "fault"])
def test_a_request_that_ends_in_an_error_stores_nothing(app, send, end):
    assert send(end) >= 400
    assert stored(app) == 0


@pytest.mark.parametrize("end", ["wrong", "fault"])
def test_the_next_request_after_an_error_is_kept(app, send, end):
    send(end)
    send("well")
    assert stored(app) == 1


def test_looking_takes_no_write_lock(app):
    with app.test_request_context("/about"):
        unit_of_work._begin()
        assert writing.get() is False
    with app.test_request_context("/receipt", method="POST"):
        unit_of_work._begin()
        assert writing.get() is True
