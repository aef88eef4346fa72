"""A browser whose requests share nothing with the test around them, as over a network."""

import contextvars
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


class DistantClient(FlaskClient):
    """Opens each page in a context of its own.

    A test that holds an application context (the `session` fixture does) would otherwise lend it to every request, and
    with it `g`, where Flask-Login keeps who has signed in: a second visitor would be taken for the first.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        return contextvars.Context().run(super().open, *args, **kwargs)
