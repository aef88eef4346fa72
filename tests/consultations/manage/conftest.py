"""What tests of the officer's pages share."""

import pytest
import sqlalchemy as sa

from webapp.database import db


@pytest.fixture
def statements(app):
    """`statements(act)`: how many SQL statements an act sends."""

    def count(act):
        sent = []
        with app.app_context():
            engine = db.engine
        listener = lambda *args: sent.append(args[2])  # noqa: E731
        sa.event.listen(engine, "before_cursor_execute", listener)
        act()
        sa.event.remove(engine, "before_cursor_execute", listener)
        return len(sent)

    return count
