import re

import pytest
from sqlalchemy import Engine, event

_NOT_COUNTED = re.compile(r"BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|PRAGMA|FETCH|CLOSE|DECLARE")


@pytest.fixture
def count_statements():
    """`count_statements(act)`: how many statements the database is sent while it is done."""

    def count(act):
        said = []

        def note(_connection, _cursor, statement, *_):
            if not _NOT_COUNTED.match(statement):
                said.append(statement)

        event.listen(Engine, "before_cursor_execute", note)
        try:
            act()
        finally:
            event.remove(Engine, "before_cursor_execute", note)
        return len(said)

    return count
