"""Counting the statements that a question to the database costs."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session


@pytest.fixture
def statements(session: Session) -> Callable[[Callable[[], Any]], int]:
    """`statements(act)`: how many statements `act` sends."""

    def count(act: Callable[[], Any]) -> int:
        session.expunge_all()
        sent: list[str] = []
        engine = session.get_bind()
        listener = lambda _c, _cur, statement, *_rest: sent.append(statement)  # noqa: E731
        event.listen(engine, "before_cursor_execute", listener)
        act()
        event.remove(engine, "before_cursor_execute", listener)
        return len(sent)

    return count
